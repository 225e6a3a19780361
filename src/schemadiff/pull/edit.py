"""Editing files so that they match a database: each difference is written where the object is declared.

A difference without such a place is left to the caller, who sees it when the files are loaded again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pglast import ast, enums

from schemadiff.desired.declares import home
from schemadiff.desired.files import SourceStatement
from schemadiff.diff.pairing import diff
from schemadiff.kinds.default import Default
from schemadiff.kinds.table import is_part
from schemadiff.model import Address, Alter, Change, Create, Drop, MustReplace, Object
from schemadiff.pull.alterations import TIES, Alterations
from schemadiff.pull.declarations import ABOUT, Declaration
from schemadiff.pull.default_acls import granted_less
from schemadiff.pull.editing import Editing, add
from schemadiff.pull.in_table import behind_table, host, into_table, out_of_table, tying, without_new_settings
from schemadiff.pull.layout import whole
from schemadiff.pull.pretty import pretty
from schemadiff.pull.text_edits import Edit, written
from schemadiff.pull.tied import table_anew, tied_anew
from schemadiff.sql.identity import identity

SWITCHES = {
    enums.AlterTableType.AT_EnableRowSecurity: "row_security",
    enums.AlterTableType.AT_ForceRowSecurity: "force_row_security",
}
"""ALTER TABLE statements to remove when the property is switched off."""


def edits(editing: Editing) -> Iterator[Edit]:
    """Yield the edits after which the files declare what the database has."""
    for address in editing.elsewhere:
        _drop(editing, editing.ours.objects[address])
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
    if tied_anew(editing, change) or granted_less(editing, change):
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
    if isinstance(new, Default) or (stands_in_it and host(editing, new) is not None):
        into_table(editing, new)
        behind_table(editing, None, new)
        return
    last = editing.declarations.last_for(new.address, of, editing.theirs)
    if last is not None and not _comes_by_itself(editing, new):
        add(editing, last, editing.creations.get(new.address) or list(new.create()))


def _comes_by_itself(editing: Editing, new: Object) -> bool:
    """Return True for a part that a table has because its parent has it."""
    from_above = getattr(new, "inherited_from", None) or getattr(new, "of", None)
    return (
        bool(from_above)
        and new.address not in editing.creations
        and tying(editing, whole(new.address, editing.theirs)) is not None
    )


def _drop(editing: Editing, old: Object) -> None:
    found = editing.declarations.of(old.address)
    if any(_in_table(one) for one in found) or (isinstance(old, Default) and not _alone(found)):
        out_of_table(editing, old)
    elif found and all(one.alone or one.main for one in found) and not _revokes(found):
        for one in found:
            editing.replaced[id(one.statement)] = one.statement, None
    elif old.address.type in ABOUT and found:
        add(editing, found[-1].statement, list(old.drop()))
    elif found and not _taken_out(editing, found):
        _write_whole(editing, found[0].statement, whole(old.address, editing.ours))


def _alter(editing: Editing, old: Object, new: Object) -> None:
    if whole(new.address, editing.theirs) not in editing.ours.objects:
        _drop(editing, old)  # it is created with what it belongs to now, in a file of its own
        return
    found = editing.declarations.of(new.address)
    if any(_in_table(one) for one in found) or (isinstance(new, Default) and not _alone(found)):
        if without_new_settings(old, new) != old:
            into_table(editing, new)
        behind_table(editing, old, new)
    elif new.address.type == "privilege" and found:
        _alter_grants(editing, old, new, found)
    elif [s for s in found if s.main and isinstance(s.statement.node, ast.CreateStmt)]:
        _alter_whole_table(editing, old, new)
    elif len(found) == 1 and (found[0].alone or found[0].main):
        _write_anew(editing, found[0].statement, new)
    elif found and not _taken_out(editing, found):
        _write_whole(editing, found[0].statement, whole(new.address, editing.theirs))


def _taken_out(editing: Editing, found: Sequence[Declaration]) -> bool:
    """Take out an ALTER TABLE that adds several things; what it added besides is then said anew."""
    added = [one.statement for one in found if isinstance(one.statement.node, ast.AlterTableStmt)]
    editing.replaced.update((id(statement), (statement, None)) for statement in added)
    editing.again = editing.again or bool(added)
    return bool(added)


def _alone(found: Sequence[Declaration]) -> bool:
    return len(found) == 1 and found[0].alone


def _write_anew(editing: Editing, statement: SourceStatement, new: Object) -> None:
    parts = [editing.theirs.objects[c] for c in _inside(editing, statement, new.address)]
    old = editing.ours.objects.get(new.address)
    fresh = list(_creation(editing, new, parts))
    if old is not None and [*old.create_with(parts)][:1] == fresh[:1]:
        # What differs is what a statement behind it says, such as DISABLE TRIGGER.
        add(editing, statement, fresh[1:])
    else:
        _replace(editing, statement, fresh)


def _creation(editing: Editing, new: Object, parts: Sequence[Object]) -> Iterable[str]:
    """Return the statements that create an object with those of its parts that are declared in the same statement."""
    everything = [c for c in editing.theirs.children.get(new.address, ()) if c.type == "domain constraint"]
    if len(everything) > len(parts):
        return new.create_with(parts)
    return editing.creations.get(new.address) or new.create_with(parts)


def _write_whole(editing: Editing, statement: SourceStatement, of: Address) -> None:
    """Rewrite the statement of an object that contains the changed part, such as CREATE DOMAIN with its checks."""
    made = any(one.main and one.statement is statement for one in editing.declarations.of(of))
    if made and of in editing.creations and not isinstance(statement.node, ast.CreateStmt):
        inside = _inside(editing, statement, of)
        parts = [editing.theirs.objects[c] for c in inside]
        altering = Alterations(editing.declarations.statements).of(of)
        editing.replaced.update((id(each), (each, None)) for each in altering)
        further = [sql for a in inside for sql in editing.creations.get(a, ())]
        _replace(editing, statement, [*_creation(editing, editing.theirs.objects[of], parts), *further])


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
        add(editing, found[-1].statement, list(new.alter(old)))


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
        table_anew(editing, new)
        return
    if further and last is not None:
        add(editing, last, further)


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
