"""The refusal of a statement in ``desired/``."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """Why ``desired/`` may not contain a statement, and what to do instead."""

    message: str
    hint: str
    quiet: bool = False
    """True if the statement's text must not be shown."""
