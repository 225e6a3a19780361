"""The statements of ``desired/`` that are about an object, and the last of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pglast import ast, enums

from schemadiff.desired.declares import Declared, declared, home, relation
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import Key
from schemadiff.model import Address, Catalog
from schemadiff.sql.identity import Identity, group_of, identity, subject_of, unquoted

ABOUT = ("comment", "owner", "privilege")


@dataclass(frozen=True)
class Declaration:
    """A statement that declares an object, or sets its comment, owner or privileges."""

    statement: SourceStatement
    declared: Declared
    alone: bool
    """True if the statement is about nothing else."""
    main: bool
    """True if it creates the object, possibly with its parts."""


class Declarations:
    """The statements by the objects that they are about."""

    def __init__(self, statements: Iterable[SourceStatement]) -> None:
        self.statements = tuple(statements)
        self._by_key: dict[Key, list[Declaration]] = {}
        self._of_relation: dict[tuple[str, ...], list[SourceStatement]] = {}
        for statement in self.statements:
            found = list(declared(statement))
            for number, one in enumerate(found):
                about = Declaration(statement, one, len(found) == 1, number == 0)
                self._by_key.setdefault((one.about, group_of(one.type), one.name), []).append(about)
                self._of_relation.setdefault(one.name[:2], []).append(statement)
            match statement.node:
                case ast.AlterTableStmt(relation=ast.RangeVar() as table) if not found:
                    # A setting of a column declares nothing, and what is added later must not come before it.
                    self._of_relation.setdefault(relation(table, home(statement)), []).append(statement)
                case ast.IndexStmt(relation=table):
                    # It has a name of its own, and is about its table all the same.
                    self._of_relation.setdefault(relation(table, home(statement)), []).append(statement)

    def of(self, address: Address) -> Sequence[Declaration]:
        """Return the statements that are about exactly this address; empty if none names it."""
        if address.type in ABOUT:
            subject = subject_of(address)
            if subject is None:
                return ()
            role, whole = subject
            facts = self._by_key.get((address.type, whole.group, whole.name), ())
            return [s for s in facts if s.declared.role == role and _fits(s, whole)]
        exact = identity(address)
        if exact is None:
            return ()
        return [s for s in self._by_key.get(("", exact.group, exact.name), ()) if _fits(s, exact)]

    def last(self, whole: Address) -> SourceStatement | None:
        """Return the last statement about an object, or a part of it, in the file that creates it."""
        made = self.of(whole)
        exact = identity(whole)
        if not made or exact is None:
            return None
        home = made[0].statement.source.path
        # For overloaded routines, only the statement that creates it is certain.
        about = [made[-1].statement] if exact.arguments is not None else self._of_relation[exact.name[:2]]
        return max((s for s in about if s.source.path == home), key=lambda s: s.offset)

    def last_for(self, address: Address, whole: Address, catalog: Catalog) -> SourceStatement | None:
        """Return the statement that another one about an object follows: for a privilege, what grants on all of a schema too."""
        last, schema = self.last(whole), catalog.objects[whole].schema
        if last is None or address.type != "privilege" or schema is None:
            return last
        order = {id(statement): number for number, statement in enumerate(self.statements)}
        return max([last, *self._on_all(unquoted(schema))], key=lambda s: order[id(s)])

    def _on_all(self, schema: str) -> Iterator[SourceStatement]:
        """Yield the statements that grant or revoke on all objects of a schema; what says otherwise must follow them."""
        for statement in self.statements:
            match statement.node:
                case ast.GrantStmt(targtype=enums.GrantTargetType.ACL_TARGET_ALL_IN_SCHEMA, objects=schemas):
                    if any(each.sval == schema for each in schemas or ()):
                        yield statement


def _fits(one: Declaration, whole: Identity) -> bool:
    """Return True if a routine's arguments match; always True for other objects."""
    mine = one.declared.arguments
    return whole.arguments is None or mine is None or mine == whole.arguments
