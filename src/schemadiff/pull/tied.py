"""Tables whose CREATE TABLE says what they are partitions of, inherit from or are typed by.

No statement of a file takes that back, so they are written anew where it differs.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.desired.files import SourceStatement
from schemadiff.model import Address, Change, Create, Drop, Object
from schemadiff.pull.editing import Editing
from schemadiff.pull.in_table import host, tying
from schemadiff.pull.pretty import pretty

TIES = ("inheritance", "typed table")


def tied_anew(editing: Editing, change: Change) -> bool:
    """Write the table of a tie anew, if its own statement says the tie; True if the change needs nothing else."""
    tie = change.old if isinstance(change, Drop) else change.new
    table = editing.theirs.objects.get(tie.parent) if tie.address.type in TIES and tie.parent else None
    if table is None:
        return False
    made = tying(editing, table.address)
    if made is None:
        return False
    if id(made) not in editing.tied:
        if isinstance(change, Create):
            return False
        editing.tied.add(id(made))
        _anew(editing, table, made)
    return True


def table_anew(editing: Editing, table: Object) -> None:
    """Write the CREATE TABLE of a table anew, for what no statement alters, such as the key of its partitions."""
    made = next((one.statement for one in editing.declarations.of(table.address) if one.main), None)
    if made is not None:
        _anew(editing, table, made)


def _anew(editing: Editing, table: Object, made: SourceStatement) -> None:
    create, *_ = table.create_with([*_parts(editing, table, made)])
    editing.replaced[id(made)] = made, pretty(create, editing.keywords)
    # What else is to be said of it depends on what its parents give it.
    editing.again = True


def _parts(editing: Editing, table: Object, made: SourceStatement) -> Iterator[Object]:
    """Yield what the statement is to contain: columns, and constraints that no other statement adds."""
    for address in sorted(editing.theirs.children.get(table.address, ()), key=lambda a: _key(editing, a)):
        part = editing.theirs.objects[address]
        elsewhere = any(one.statement is not made for one in editing.declarations.of(address))
        if not elsewhere and host(editing, part) is not None:
            yield part
            inner = (editing.theirs.objects[a] for a in editing.theirs.children.get(address, ()))
            yield from (each for each in inner if each.inlines and each.inline_in(part))


def _key(editing: Editing, address: Address) -> tuple[bool, int, str]:
    part = editing.theirs.objects[address]
    return not address.type.endswith("column"), part.place, address.identity
