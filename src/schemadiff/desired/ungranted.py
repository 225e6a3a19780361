"""GRANT and REVOKE of ``desired/`` that have no effect: PostgreSQL only warns, so the intention would be lost silently.

Only an object's owner can grant privileges on it. Objects that came with PostgreSQL belong to the administrator of the
server, and grants on them are part of no schema. Grants on members of extensions run as the administrator
(``grants/members.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pglast import ast
from pglast.enums import GrantTargetType

from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement
from schemadiff.model import Note, Severity
from schemadiff.sql.identity import unquoted

SERVERS = ("pg_catalog", "information_schema")
SHOWN = 3
"""The number of statements that get a note each: a dump has one for each function of an extension."""


def notes_of_grants(
    statements: Sequence[SourceStatement], warnings: Sequence[str], platform: AbstractSet[str]
) -> tuple[Note, ...]:
    """Return a note for each statement that one of PostgreSQL's warnings is about, and a last one for those left over.

    Objects in the schemas of a ``platform``, quoted, are the platform's; ALL ... IN SCHEMA means all on which one may
    grant.
    """
    theirs = {unquoted(schema) for schema in platform}
    found = [pair for s in statements if warnings for pair in _useless(s, warnings, theirs)]
    notes = [_note(*pair) for pair in found[:SHOWN]]
    if left := found[SHOWN:]:
        notes.append(Note(f"and so do {len(left)} more such statements", Severity.WARNING, left[0][0].at))
    return tuple(notes)


def _note(statement: SourceStatement, name: str) -> Note:
    return Note(
        f"this {'GRANT' if statement.node.is_grant else 'REVOKE'} has no effect: {name} belongs to PostgreSQL, "
        "and privileges on it are not compared",
        Severity.WARNING,
        statement.at,
        "an administrator of the database can run it, outside of desired/",
    )


def _useless(
    statement: SourceStatement, warnings: Sequence[str], theirs: AbstractSet[str]
) -> Iterator[tuple[SourceStatement, str]]:
    """Yield the statement and the name of its object, if PostgreSQL warned about that object."""
    node = statement.node
    if not isinstance(node, ast.GrantStmt):
        return
    if node.targtype == GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA:
        yield from ((statement, schema.sval) for schema in node.objects or () if schema.sval in SERVERS)
        return
    for one in declared(statement):
        named = one.about == "privilege" and any(f'"{one.name[-1]}"' in said for said in warnings)
        if named and one.name[0] not in theirs:
            yield statement, ".".join(one.name)
            return
