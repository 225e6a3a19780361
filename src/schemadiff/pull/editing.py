"""The edits of a pull while they are being worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemadiff.desired.files import SourceStatement
from schemadiff.model import Address, Catalog
from schemadiff.pull.alterations import Alterations
from schemadiff.pull.declarations import Declarations
from schemadiff.pull.pretty import pretty
from schemadiff.pull.table import Table


@dataclass
class Editing:
    """The files, their catalogue, the database's catalogue, and the edits so far."""

    declarations: Declarations
    ours: Catalog
    theirs: Catalog
    creations: Mapping[Address, Sequence[str]]
    """The statements that create each object of the database from nothing."""
    keywords: str
    elsewhere: Collection[Address] = ()
    """Objects of the files that go into a new file, with what they belong to in the database."""
    replaced: dict[int, tuple[SourceStatement, str | None]] = field(default_factory=dict)
    """New texts of statements, None for removed ones; by the id() of the statement."""
    alterations: Alterations | None = None
    """The statements that alter what others create; None if they stay."""
    again: bool = False
    """True if such statements were taken out, so that what they said besides is now a difference."""
    added: dict[int, list[str]] = field(default_factory=dict)
    """Statements to add after a statement."""
    tied: set[int] = field(default_factory=set)
    """Statements that were written anew for what they tie a table to."""
    tables: dict[int, tuple[SourceStatement, Table]] = field(default_factory=dict)


def add(editing: Editing, after: SourceStatement, sqls: Iterable[str]) -> None:
    """Add statements after another one."""
    if texts := [pretty(sql, editing.keywords) for sql in sqls]:
        editing.added.setdefault(id(after), []).extend(texts)
