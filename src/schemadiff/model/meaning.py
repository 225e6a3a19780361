"""The part of an expression's meaning that its text does not show."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """One operator or cast that an expression uses."""

    place: int
    """The index of the operator among those of the expression; a cast has the index of the operator before it."""
    said: str
    """The operator as PostgreSQL prints it if it prints it qualified: ``OPERATOR(ext.=)``; empty for a cast."""
    of: str
    """The operand types of the operator; the function of the cast."""


class Meaning(NamedTuple):
    """The operators and casts in an object's expressions that are not built into PostgreSQL.

    PostgreSQL does not print all of them, so two objects with the same text can mean different things.
    """

    uses: tuple[Use, ...]
    path: str
    """The search_path under which the text resolves to these operators and casts."""
