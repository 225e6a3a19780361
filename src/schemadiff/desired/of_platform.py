"""Statements of ``desired/`` that only alter what a platform brought along, which is never compared.

What they say is on the target or is not, and no plan would ever tell. So they are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pglast import ast
from pglast.enums import AlterTableType, GrantTargetType

from schemadiff.desired.declares import declared, home, relation
from schemadiff.desired.files import SourceStatement
from schemadiff.kinds.privilege import Privilege
from schemadiff.model import Address, Note, Position, Severity
from schemadiff.sql.identity import subject_of, unquoted

SHOWN = 3
"""The number of statements that get a note each."""
COMPARED = {
    AlterTableType.AT_AddColumn,
    AlterTableType.AT_AddConstraint,
    AlterTableType.AT_AddIdentity,
    AlterTableType.AT_ColumnDefault,
    # Nearly every project says so of storage.objects, where the platform has done it.
    AlterTableType.AT_EnableRowSecurity,
    # The state of a trigger is part of the trigger.
    AlterTableType.AT_DisableTrig,
    AlterTableType.AT_EnableAlwaysTrig,
    AlterTableType.AT_EnableReplicaTrig,
    AlterTableType.AT_EnableTrig,
}


@dataclass(frozen=True)
class Altering:
    """A statement that only alters objects of a platform."""

    at: Position
    words: str
    """The statement's first words."""
    about: tuple[tuple[str, tuple[str, ...]], ...]
    """The grantee ("" for PUBLIC, or none) and the platform's object, schema first, unquoted."""


def altering(
    statements: Sequence[SourceStatement], platform: AbstractSet[str], me: str
) -> tuple[Altering, ...]:
    """Return the statements that only alter objects in the schemas, quoted, of a platform.

    What files create there is theirs, with its privileges. What ``me`` is granted, whoever wrote the files has had.
    """
    theirs = {unquoted(schema) for schema in platform}
    if not theirs:
        return ()
    made = {one.name for s in statements for one in declared(s) if not one.about}
    found = []
    for statement in statements:
        about = [
            pair
            for pair in _altered(statement)
            if pair[1][0] in theirs and pair[1] not in made and pair[0] != me
        ]
        if about:
            found.append(Altering(statement.at, _words(statement), tuple(about)))
    return tuple(found)


def notes_of_platform(found: Sequence[Altering], compared: Iterable[Address]) -> Iterator[Note]:
    """Yield a note for each statement that has no part in what is ``compared``, and a last one for those left over."""
    known = (
        {subject_of(address) for address in compared if address.type == Privilege.kind} if found else set()
    )
    subjects = {(role, whole.name) for role, whole in filter(None, known)}
    lost = [
        (each, names) for each in found if (names := [n for r, n in each.about if (r, n) not in subjects])
    ]
    for each, (name, *_) in lost[:SHOWN]:
        what = "schema " * (len(name) == 1) + ".".join(name)
        yield Note(
            f"what this {each.words} says of the platform's {what} is not compared, and no plan will do it",
            Severity.WARNING,
            each.at,
            "run it in a migration of your own",
        )
    if left := lost[SHOWN:]:
        said = "statement says" if len(left) == 1 else "statements say"
        yield Note(f"nor is what {len(left)} more such {said}", Severity.WARNING, left[0][0].at)


def _words(statement: SourceStatement) -> str:
    if isinstance(statement.node, ast.GrantStmt):
        return "GRANT" if statement.node.is_grant else "REVOKE"
    return "ALTER TABLE"


def _altered(statement: SourceStatement) -> Iterator[tuple[str, tuple[str, ...]]]:
    match statement.node:
        case ast.GrantStmt(
            targtype=GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA, objects=schemas, grantees=roles
        ):
            yield from ((role.rolename or "", (name.sval,)) for role in roles or () for name in schemas or ())
        case ast.GrantStmt():
            yield from ((one.role, one.name) for one in declared(statement) if one.about == "privilege")
        case ast.AlterTableStmt(relation=table, cmds=commands):
            if any(command.subtype not in COMPARED for command in commands or ()):
                yield "", relation(table, home(statement))
