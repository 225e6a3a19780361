"""How a report is to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Show:
    """What a format may use to show a report."""

    source: Callable[[str], str]
    """The text of a file by its path; raises OSError or ValueError if it cannot be read."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of the rules by their codes ("RLS001": "rls-disabled")."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each rule finds, in a sentence, by its code."""
    width: int = 80
    color: bool = False
