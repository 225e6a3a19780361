"""The settings: the list of them, the file that says them, and what the user decided."""

from __future__ import annotations

from schemadiff.settings.file import ignoring
from schemadiff.settings.settings import DEVELOPMENT, Settings, Shadow, Target, Types, load

__all__ = ["DEVELOPMENT", "Settings", "Shadow", "Target", "Types", "ignoring", "load"]
