"""How it is said that a statement may not stand in ``desired/``."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """Why a statement may not stand in ``desired/``, and what to do instead."""

    message: str
    hint: str
    quiet: bool = False
    """True if its text is not to be shown."""
