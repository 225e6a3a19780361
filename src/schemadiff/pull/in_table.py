"""Editing what CREATE TABLE says: columns with their defaults, and constraints."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from pglast import ast

from schemadiff.desired.files import SourceStatement
from schemadiff.kinds.column import Column
from schemadiff.kinds.default import Default
from schemadiff.kinds.table import is_part
from schemadiff.model import Address, MustReplace, Object
from schemadiff.pull.editing import Editing, add
from schemadiff.pull.layout import whole
from schemadiff.pull.table import Element, Table, aligned, taken_apart, with_more, without
from schemadiff.sql.identity import identity


def host(editing: Editing, part: Object) -> Object | None:
    """Return the table whose CREATE TABLE may contain the part; what is attached later has all columns itself."""
    host = editing.theirs.objects.get(whole(part.address, editing.theirs))
    if isinstance(part, Column) and part.inherited_from and host and tying(editing, host.address) is None:
        part = replace(part, inherited_from=None)
    return host if host is not None and part.inlines and part.inline_in(host) else None


def tying(editing: Editing, table: Address) -> SourceStatement | None:
    """Return the CREATE TABLE of a table, if that says what it is a partition of, inherits from or is typed by."""
    found = (one.statement for one in editing.declarations.of(table) if one.main)
    for statement in found:
        match statement.node:
            case ast.CreateStmt(inhRelations=parents, ofTypename=of) if parents or of:
                return statement
    return None


def _table(editing: Editing, part: Object) -> tuple[SourceStatement, Table] | None:
    """Return the CREATE TABLE for a part, with the edits so far."""
    of = whole(part.address, editing.theirs if part.address in editing.theirs.objects else editing.ours)
    exact = identity(of)
    made = [s for s in editing.declarations.of(of) if s.main]
    if exact is None or not made or not isinstance(made[0].statement.node, ast.CreateStmt):
        return None
    statement = made[0].statement
    if id(statement) not in editing.tables:
        apart = taken_apart(statement, exact.name)
        if apart is None:
            return None
        editing.tables[id(statement)] = statement, apart
    return editing.tables[id(statement)]


def into_table(editing: Editing, new: Object) -> None:
    """Write a column with its default, or a constraint, into its CREATE TABLE, replacing an existing one."""
    found = _table(editing, new)
    if found is None:
        return
    statement, table = found
    column = editing.theirs.objects.get(new.parent) if isinstance(new, Default) and new.parent else new
    if column is None:
        return
    fresh = _element(editing, column)
    if fresh is None:
        return
    if not fresh.is_column and _names_column_added_later(editing, column, fresh.text, statement):
        _alter_addition(editing, new)
        return
    inline = next((e for e in table.elements if e.kept and fresh.name in e.kept), None)
    there = next((e for e in table.elements if e.name == fresh.name), None)
    if inline is not None:
        table = _with_text(table, inline, _without_inline(inline, fresh.name))
    elif there is None and any(
        one.statement is not statement for one in editing.declarations.of(column.address)
    ):
        _alter_addition(editing, new)
        return
    if there is None:
        table = with_more(table, [fresh])
    else:
        kept = [text for name, text in (there.kept or {}).items() if _is_unchanged(editing, name)]
        text = aligned(fresh.text, there.text) if there.is_column else fresh.text
        table = _with_text(table, there, " ".join([text, *kept]))
    editing.tables[id(statement)] = statement, table


def behind_table(editing: Editing, old: Object | None, new: Object) -> None:
    """Add the settings of a column that its line in CREATE TABLE has no words for."""
    last = editing.declarations.last(whole(new.address, editing.theirs))
    if last is None or not isinstance(new, Column):
        return
    if old is None:
        add(editing, last, new.finish())
    elif (before := without_new_settings(old, new)) != new:
        add(editing, last, new.alter(before))


def without_new_settings(old: Object, new: Object) -> Object:
    """Return a changed column with those settings that its line has no words for as they were."""
    if not (isinstance(old, Column) and isinstance(new, Column)):
        return new
    return replace(new, storage=old.storage, statistics=old.statistics, options=old.options)


def _names_column_added_later(editing: Editing, constraint: Object, text: str, made: SourceStatement) -> bool:
    """Return True if a constraint may name a column that another statement adds to the table."""
    of = whole(constraint.address, editing.theirs)
    for address in editing.theirs.children.get(of, ()):
        column = identity(address) if address.type == "table column" else None
        later = any(one.statement is not made for one in editing.declarations.of(address))
        if later and column is not None and column.name[-1] in text:
            return True
    return False


def _alter_addition(editing: Editing, new: Object) -> None:
    """Add an ALTER TABLE for something that the file itself adds by ALTER TABLE."""
    last = editing.declarations.last(whole(new.address, editing.theirs))
    old = editing.ours.objects.get(new.address)
    with suppress(MustReplace):
        if last is not None:
            add(editing, last, new.create() if old is None else new.alter(old))


def _element(editing: Editing, obj: Object) -> Element | None:
    exact = identity(obj.address)
    if exact is None or not is_part(obj):
        return None
    children = [editing.theirs.objects[a] for a in editing.theirs.children.get(obj.address, ())]
    text = obj.inline(children)
    is_column = obj.address.type.endswith("column")
    return None if text is None else Element(exact.name, text, is_column, kept={} if is_column else None)


def _is_unchanged(editing: Editing, name: tuple[str, ...]) -> bool:
    """Return True if a constraint in a column's own line is the same on both sides."""
    for address in (a for a in editing.theirs.objects if a.type == "table constraint"):
        exact = identity(address)
        if exact is not None and exact.name == name:
            return editing.ours.objects.get(address) == editing.theirs.objects[address]
    return False


def _with_text(table: Table, element: Element, text: str) -> Table:
    elements = [replace(e, text=text) if e is element else e for e in table.elements]
    return replace(table, elements=tuple(elements))


def _without_inline(element: Element, gone: tuple[str, ...]) -> str:
    before, _, after = element.text.partition((element.kept or {}).get(gone, element.text))
    return before.rstrip() + after if after.strip() else before.rstrip()


def out_of_table(editing: Editing, old: Object) -> None:
    """Take a column's default, a column or a constraint out of its CREATE TABLE."""
    found, exact = _table(editing, old), identity(old.address)
    if found is None or exact is None:
        return
    statement, table = found
    if isinstance(old, Default):
        column = editing.theirs.objects.get(old.parent) if old.parent else None
        if column is not None:
            into_table(editing, column)
        return
    if any(e.name == exact.name for e in table.elements):
        table = without(table, exact.name)
    else:
        inline = next((e for e in table.elements if e.kept and exact.name in e.kept), None)
        if inline is not None:
            table = _with_text(table, inline, _without_inline(inline, exact.name))
    editing.tables[id(statement)] = statement, table
