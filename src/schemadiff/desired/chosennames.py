"""Names that PostgreSQL chooses for constraints: it takes none that another constraint of the schema has by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pglast import ast

from schemadiff.desired.binding import Needs, with_needs
from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement

_MAKES_TABLES = (ast.CreateForeignTableStmt, ast.CreateStmt)
Name = tuple[str, str]
"""A schema, and the name of a constraint there."""


def wait_for_chosen(statements: Sequence[SourceStatement], needs: Needs) -> None:
    """Let a table that names a constraint wait for those whose constraints would be called the same by default.

    Two tables can have constraints of one name, but PostgreSQL appends a number to a default name that is taken. pg_dump
    writes the parent first, and then its partitions, which have its NOT NULL constraints under their names.
    """
    tables = [i for i, s in enumerate(statements) if isinstance(s.node, _MAKES_TABLES)]
    told = {i: frozenset(_constraints(statements[i], guessed=False)) for i in tables}
    wanted = frozenset[Name]().union(*told.values())
    choosing: dict[Name, list[int]] = {}
    for i in tables if wanted else ():
        for name in wanted.intersection(_constraints(statements[i], guessed=True)):
            choosing.setdefault(name, []).append(i)
    for namer, names in told.items():
        for chooser in (i for name in sorted(names & choosing.keys()) for i in choosing[name]):
            if namer not in with_needs([chooser], needs):
                needs[namer].add(chooser)


def _constraints(statement: SourceStatement, *, guessed: bool) -> Iterator[Name]:
    for one in declared(statement):
        if one.type == "table constraint" and one.guessed == guessed:
            yield one.name[0], one.name[-1]
