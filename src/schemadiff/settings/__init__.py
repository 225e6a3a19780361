"""The list of settings, the settings file, and the settings in effect."""

from __future__ import annotations

from schemadiff.settings.file import ignoring
from schemadiff.settings.settings import DEVELOPMENT, Settings, Shadow, Target, Types, is_url, load

__all__ = ["DEVELOPMENT", "Settings", "Shadow", "Target", "Types", "ignoring", "is_url", "load"]
