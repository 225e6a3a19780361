"""What an expression means beyond its text."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """One of the operators or casts in an expression."""

    place: int
    """Which of all its operators it is, or comes after."""
    said: str
    """How PostgreSQL names the operator where it does: ``OPERATOR(ext.=)``; empty for a cast."""
    of: str
    """The types that the operator is of; the function that casts."""


class Meaning(NamedTuple):
    """The operators and casts in an object's expressions that did not come with PostgreSQL.

    It does not print all of them, so that two objects with one text can mean something else.
    """

    uses: tuple[Use, ...]
    path: str
    """The search_path by which they are found."""
