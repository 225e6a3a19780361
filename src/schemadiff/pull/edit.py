"""Editing files so that they match a database: each difference is written where the object is declared.

A difference without such a place is left to the caller, who sees it when the files are loaded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pglast import ast, enums

from schemadiff.desired.declares import home
from schemadiff.desired.files import SourceStatement
from schemadiff.diff.pairing import diff
from schemadiff.kinds.column import Column
from schemadiff.kinds.default import Default
from schemadiff.kinds.table import is_part
from schemadiff.model import Address, Alter, Catalog, Change, Create, Drop, MustReplace, Object
from schemadiff.pull.alterations import TIES, Alterations
from schemadiff.pull.declarations import ABOUT, Declaration, Declarations
from schemadiff.pull.layout import whole
from schemadiff.pull.pretty import pretty
from schemadiff.pull.table import Element, Table, aligned, taken_apart, with_more, without
from schemadiff.pull.text_edits import Edit, written
from schemadiff.sql.identity import identity

SWITCHES = {
    enums.AlterTableType.AT_EnableRowSecurity: "row_security",
    enums.AlterTableType.AT_ForceRowSecurity: "force_row_security",
}
"""ALTER TABLE statements to remove when the property is switched off."""


@dataclass
class Editing:
    """The files, their catalogue, the database's catalogue, and the edits so far."""

    declarations: Declarations
    ours: Catalog
    theirs: Catalog
    creations: Mapping[Address, Sequence[str]]
    """The statements that create each object of the database from nothing."""
    keywords: str
    replaced: dict[int, tuple[SourceStatement, str | None]] = field(default_factory=dict)
    """New texts of statements, None for removed ones; by the id() of the statement."""
    alterations: Alterations | None = None
    """The statements that alter what others create; None if they stay."""
    again: bool = False
    """True if such statements were taken out, so that what they said besides is now a difference."""
    added: dict[int, list[str]] = field(default_factory=dict)
    """Statements to add after a statement."""
    tables: dict[int, tuple[SourceStatement, Table]] = field(default_factory=dict)


def edits(editing: Editing) -> Iterator[Edit]:
    """Yield the edits after which the files declare what the database has."""
    for change in sorted(diff(editing.ours, editing.theirs), key=_order):
        _apply(editing, change)
    for statement, table in editing.tables.values():
        editing.replaced.setdefault(id(statement), (statement, table.text))
    known = {id(s): s for s in editing.declarations.statements}
    for key in sorted(editing.replaced.keys() | editing.added.keys()):
        statement = known[key]
        yield from written(statement, editing.replaced.get(key), editing.added.get(key, ()))


def _order(change: Change) -> tuple[int, int, Address]:
    """Return the sort key: drops first, and columns in their order."""
    obj = change.old if isinstance(change, Drop) else change.new
    return (0 if isinstance(change, Drop) else 1), obj.place, obj.address


def _apply(editing: Editing, change: Change) -> None:
    if stale := _stale(editing, change):
        editing.again = True
        editing.replaced.update((id(statement), (statement, None)) for statement in stale)
        return
    match change:
        case Create(new=new):
            _create(editing, new)
        case Drop(old=old):
            _drop(editing, old)
        case Alter(old=old, new=new):
            _alter(editing, old, new)


def _stale(editing: Editing, change: Change) -> Sequence[SourceStatement]:
    """Return the statements that alter what differs: it is created as it should be once they are gone."""
    if editing.alterations is None or isinstance(change, Create):
        return ()
    if isinstance(change, Drop) and change.old.address.type not in TIES:
        return ()  # they go with it
    return editing.alterations.of(change.old.address)


def _create(editing: Editing, new: Object) -> None:
    of = whole(new.address, editing.theirs)
    if of not in editing.ours.objects:
        return  # with its file, or in one of its own
    stands_in_it = is_part(new)
    if isinstance(new, Default) or (stands_in_it and _host(editing, new) is not None):
        _into_table(editing, new)
        _behind_table(editing, None, new)
        return
    last = editing.declarations.last(of)
    if last is not None and not _comes_by_itself(editing, new):
        _add(editing, last, editing.creations.get(new.address) or list(new.create()))


def _comes_by_itself(editing: Editing, new: Object) -> bool:
    """Return True for a part that a table has because its parent has it."""
    from_above = getattr(new, "inherited_from", None) or getattr(new, "of", None)
    return bool(from_above) and new.address not in editing.creations


def _drop(editing: Editing, old: Object) -> None:
    found = editing.declarations.of(old.address)
    if any(_in_table(one) for one in found) or (isinstance(old, Default) and not _alone(found)):
        _out_of_table(editing, old)
    elif found and all(one.alone or one.main for one in found) and not _revokes(found):
        for one in found:
            editing.replaced[id(one.statement)] = one.statement, None
    elif old.address.type in ABOUT and found:
        _add(editing, found[-1].statement, list(old.drop()))
    elif found:
        _write_whole(editing, found[0].statement, whole(old.address, editing.ours))


def _alter(editing: Editing, old: Object, new: Object) -> None:
    found = editing.declarations.of(new.address)
    if any(_in_table(one) for one in found) or (isinstance(new, Default) and not _alone(found)):
        if _without_new_settings(old, new) != old:
            _into_table(editing, new)
        _behind_table(editing, old, new)
    elif new.address.type == "privilege" and found:
        _alter_grants(editing, old, new, found)
    elif [s for s in found if s.main and isinstance(s.statement.node, ast.CreateStmt)]:
        _alter_whole_table(editing, old, new)
    elif len(found) == 1 and (found[0].alone or found[0].main):
        _write_anew(editing, found[0].statement, new)
    elif found:
        _write_whole(editing, found[0].statement, whole(new.address, editing.theirs))


def _alone(found: Sequence[Declaration]) -> bool:
    return len(found) == 1 and found[0].alone


def _write_anew(editing: Editing, statement: SourceStatement, new: Object) -> None:
    parts = [editing.theirs.objects[c] for c in _inside(editing, statement, new.address)]
    _replace(editing, statement, editing.creations.get(new.address) or new.create_with(parts))


def _write_whole(editing: Editing, statement: SourceStatement, of: Address) -> None:
    """Rewrite the statement of an object that contains the changed part, such as CREATE DOMAIN with its checks."""
    made = any(one.main and one.statement is statement for one in editing.declarations.of(of))
    if made and of in editing.creations and not isinstance(statement.node, ast.CreateStmt):
        addresses = [of, *_inside(editing, statement, of)]
        _replace(editing, statement, [sql for a in addresses for sql in editing.creations.get(a, ())])


def _inside(editing: Editing, statement: SourceStatement, of: Address) -> list[Address]:
    """Return the parts of an object that are declared in that statement."""
    children = sorted(editing.theirs.children.get(of, ()))
    return [c for c in children if any(one.statement is statement for one in editing.declarations.of(c))]


def _replace(editing: Editing, statement: SourceStatement, sqls: Iterable[str]) -> None:
    editing.replaced[id(statement)] = statement, ";\n".join(pretty(sql, editing.keywords) for sql in sqls)


def _alter_grants(editing: Editing, old: Object, new: Object, found: Sequence[Declaration]) -> None:
    if len(found) == 1 and found[0].alone and not _revokes(found):
        _write_anew(editing, found[0].statement, new)
    else:
        _add(editing, found[-1].statement, list(new.alter(old)))


def _alter_whole_table(editing: Editing, old: Object, new: Object) -> None:
    """Change properties of a table; the statement that switched one on is removed together with it."""
    last = editing.declarations.last(new.address)
    gone = {name for name in SWITCHES.values() if name in new.changed(old) and not getattr(new, name)}
    for statement in _switch_statements(editing, new, gone):
        editing.replaced[id(statement)] = statement, None
        properties: dict[str, Any] = dict.fromkeys(gone, False)
        old = replace(old, **properties)
    try:
        further = list(new.alter(old))
    except MustReplace:
        return
    if further and last is not None:
        _add(editing, last, further)


def _switch_statements(editing: Editing, table: Object, gone: set[str]) -> Iterator[SourceStatement]:
    exact = identity(table.address)
    for statement in editing.declarations.statements:
        match statement.node:
            case ast.AlterTableStmt(relation=ast.RangeVar(relname=name, schemaname=schema), cmds=(command,)):
                same = exact is not None and (schema or home(statement), name) == exact.name
                if same and SWITCHES.get(command.subtype) in gone:
                    yield statement


def _in_table(one: Declaration) -> bool:
    made = isinstance(one.statement.node, ast.CreateStmt | ast.CreateForeignTableStmt)
    return made and not one.main and not one.declared.about


def _revokes(found: Iterable[Declaration]) -> bool:
    return any(isinstance(s.statement.node, ast.GrantStmt) and not s.statement.node.is_grant for s in found)


def _host(editing: Editing, part: Object) -> Object | None:
    """Return the table whose CREATE TABLE may contain the part."""
    host = editing.theirs.objects.get(whole(part.address, editing.theirs))
    return host if host is not None and part.inlines and part.inline_in(host) else None


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


def _into_table(editing: Editing, new: Object) -> None:
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
    inline = next((e for e in table.elements if e.kept and fresh.name in e.kept), None)
    there = next((e for e in table.elements if e.name == fresh.name), None)
    if inline is not None:
        table = _with_text(table, inline, _without_inline(inline, fresh.name))
    elif there is None and editing.declarations.of(column.address):
        _alter_addition(editing, new)
        return
    if there is None:
        table = with_more(table, [fresh])
    else:
        kept = [text for name, text in (there.kept or {}).items() if _is_unchanged(editing, name)]
        text = aligned(fresh.text, there.text) if there.is_column else fresh.text
        table = _with_text(table, there, " ".join([text, *kept]))
    editing.tables[id(statement)] = statement, table


def _behind_table(editing: Editing, old: Object | None, new: Object) -> None:
    """Add the settings of a column that its line in CREATE TABLE has no words for."""
    last = editing.declarations.last(whole(new.address, editing.theirs))
    if last is None or not isinstance(new, Column):
        return
    if old is None:
        _add(editing, last, new.finish())
    elif (before := _without_new_settings(old, new)) != new:
        _add(editing, last, new.alter(before))


def _without_new_settings(old: Object, new: Object) -> Object:
    """Return a changed column with those settings that its line has no words for as they were."""
    if not (isinstance(old, Column) and isinstance(new, Column)):
        return new
    return replace(new, storage=old.storage, statistics=old.statistics, options=old.options)


def _alter_addition(editing: Editing, new: Object) -> None:
    """Add an ALTER TABLE for something that the file itself adds by ALTER TABLE."""
    last = editing.declarations.last(whole(new.address, editing.theirs))
    old = editing.ours.objects.get(new.address)
    if last is not None:
        _add(editing, last, new.create() if old is None else new.alter(old))


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


def _out_of_table(editing: Editing, old: Object) -> None:
    found, exact = _table(editing, old), identity(old.address)
    if found is None or exact is None:
        return
    statement, table = found
    if isinstance(old, Default):
        column = editing.theirs.objects.get(old.parent) if old.parent else None
        if column is not None:
            _into_table(editing, column)
        return
    if any(e.name == exact.name for e in table.elements):
        table = without(table, exact.name)
    else:
        inline = next((e for e in table.elements if e.kept and exact.name in e.kept), None)
        if inline is not None:
            table = _with_text(table, inline, _without_inline(inline, exact.name))
    editing.tables[id(statement)] = statement, table


def _add(editing: Editing, after: SourceStatement, sqls: Iterable[str]) -> None:
    if texts := [pretty(sql, editing.keywords) for sql in sqls]:
        editing.added.setdefault(id(after), []).extend(texts)
