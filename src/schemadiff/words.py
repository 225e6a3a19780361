"""Phrases of output that have a number or a list in them."""

from __future__ import annotations

import logging
from collections.abc import Sequence

NOTICE = (logging.INFO + logging.WARNING) // 2
"""The level of a log record that everybody is shown, and that warns of nothing."""


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun ("1 statement", "3 statements")."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """All names ("a, b and c")."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def first_of(names: Sequence[str], most: int, separator: str = ", ") -> str:
    """The first names, and the number of the others ("a, b and 7 more")."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return separator.join(names[:most]) + more
