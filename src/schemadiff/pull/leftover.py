"""Differences that are left when each declaration is edited: they are said behind what they are about.

What does not help there, or is about nothing in the files, goes into a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pglast import ast

from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import default_acl
from schemadiff.errors import Problems, SchemadiffError
from schemadiff.model import Address, Note, Position, Severity, Statement
from schemadiff.pull.declarations import Declarations
from schemadiff.pull.layout import text, whole
from schemadiff.pull.pretty import pretty
from schemadiff.pull.read import permitted
from schemadiff.pull.staging import edited
from schemadiff.pull.text_edits import Edit, written
from schemadiff.settings import Settings

REST = "zz_pulled.sql"
"""The file for differences without a place of their own; it is read last, so that it overrides the others."""


@dataclass
class Leftover:
    """Where the statements of several rounds have been put."""

    before: Mapping[str, str] | None = None
    """The files before the first of them was put behind something."""
    tried: set[str] = field(default_factory=set)
    """The statements that were put behind what they are about."""
    in_vain: set[Address] = field(default_factory=set)
    """The objects about which that did not help."""
    notes: list[Note] = field(default_factory=list)

    def texts(
        self, comparison: Comparison, left: Sequence[Statement], now: Mapping[str, str], staged: Settings
    ) -> Mapping[str, str | None]:
        """Return the files that change, with the statements that are left.

        Raises:
            Problems: a file may not contain one of them, or it changes nothing even in a file of its own.
        """
        keywords, places = comparison.settings.keywords, comparison.wanted.places
        in_rest = now.get(REST, "")
        if by_hand := [s for s in left if not permitted(s) or text([s], keywords) in in_rest]:
            raise Problems([_by_hand(s, places.get(s.address)) for s in by_hand])
        if again := {s.address for s in left if s.sql in self.tried}:
            self.in_vain |= again
            self.tried.clear()
            self.notes.clear()
            before, self.before = self.before or now, None
            return {path: before.get(path) for path in now.keys() | before.keys()}
        if self.before is None:
            self.before = now
        behind, rest = self._sorted(comparison, left)
        self.tried |= {s.sql for those in behind.values() for _, s in those}
        found = edited(now, (e for those in behind.values() for e in _edits(those, keywords)), staged)
        for statement in rest:
            words = f"{statement.address} has no place of its own in the files: what it takes is in {REST}"
            self.notes.append(Note(words, Severity.WARNING, at=places.get(statement.address)))
        return found | ({REST: in_rest + text(rest, keywords)} if rest else {})

    def _sorted(
        self, comparison: Comparison, left: Sequence[Statement]
    ) -> tuple[dict[int, list[tuple[SourceStatement, Statement]]], list[Statement]]:
        """Return the statements by what they are to follow, and those that follow nothing."""
        declarations = Declarations(comparison.workshop.files.statements)
        behind: dict[int, list[tuple[SourceStatement, Statement]]] = {}
        rest = []
        for statement in left:
            tried = statement.address in self.in_vain
            place = None if tried else _place(statement.address, comparison, declarations)
            if place is None or place.source.path.endswith(f"/{REST}"):
                rest.append(statement)
            else:
                behind.setdefault(id(place), []).append((place, statement))
        return behind, rest


def _edits(those: Sequence[tuple[SourceStatement, Statement]], keywords: str) -> Iterator[Edit]:
    yield from written(those[0][0], None, [pretty(statement.sql, keywords) for _, statement in those])


def _place(address: Address, comparison: Comparison, declarations: Declarations) -> SourceStatement | None:
    """Return the statement that one about the object is to follow; None if it would follow nothing."""
    if address.type == "default acl":
        return _last_default(address, declarations)
    both = (comparison.current, comparison.desired)
    catalog = next((c for c in both if address in c.objects), comparison.current)
    try:
        of = whole(address, catalog)
    except SchemadiffError:
        return None
    return declarations.last_for(address, of, catalog)


def _last_default(address: Address, declarations: Declarations) -> SourceStatement | None:
    """Return the last statement about the default privileges of the same kind of objects in the same schema."""
    role, name = default_acl(address.identity)
    for statement in reversed(declarations.statements):
        if isinstance(statement.node, ast.AlterDefaultPrivilegesStmt) and any(
            one.name == name and one.role in (role, "") for one in declared(statement)
        ):
            return statement
    return None


def _by_hand(statement: Statement, at: Position | None) -> SchemadiffError:
    return SchemadiffError(
        f"{statement.address} cannot be updated in the files: they would still lack the effect of: {statement.sql}",
        at=at,
        hint="nothing was written; change it by hand, and pull again",
    )
