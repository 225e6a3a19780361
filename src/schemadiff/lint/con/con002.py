"""A column looks like a foreign key, and is none.

What
    A column ``<x>_id`` in no foreign key, of the type of a primary key: a warning if a table ``x``, ``xs``,
    ``xes`` or ``xies`` has that key, or one that begins as the column's own table does (``app_xs`` for a column of
    ``app_orders``); else an info.

Why
    Nothing keeps its rows: a parent that is deleted leaves children that refer to nothing, and a typo in an id
    is stored. Nor does a reader, a planner or an API see that the two belong together.

Instead
        ALTER TABLE tickets ADD FOREIGN KEY (event_id) REFERENCES events (id);

    Ids of other systems are mostly text, which is left alone unless the table's own key is text. So are a
    column beside an ``<x>_type``, which says what it refers to, and a primary key.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.table import Table
from schemadiff.lint.columns import INTEGERS, declared, primary_key
from schemadiff.lint.expressions import bare_name
from schemadiff.lint.indexes import column_names
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.sql.identity import unquoted

CODE = "CON002"
NAME = "missing-foreign-key"
SEVERITY = Severity.WARNING
ON = Column
SUFFIX = "_id"
TEXTS = frozenset({"text", "character varying"})


def check(column: Column, schema: Subject) -> Iterator[Finding]:
    """Yield the column if it refers to rows that nothing keeps."""
    name = unquoted(column.name)
    if not name.endswith(SUFFIX) or column.parent is None or not declared(column) or column.generated_kind:
        return
    stem = name.removesuffix(SUFFIX)
    if _keyed(column.parent, name, schema) or schema.column(column.parent, f"{stem}_type"):
        return
    # A table's own name for its key, events.event_id, refers to nothing.
    if bare_name(column.parent) in _names(column.parent, stem):
        return
    parent = next(_parents(column, stem, schema), None)
    if parent is None and not _like_a_key(column, schema):
        return
    yield Finding(
        CODE,
        SEVERITY if parent else Severity.INFO,
        f"{column.identity} refers to {parent.table if parent else 'something'}, and no foreign key says so",
        column.address,
        schema.place(column),
        f"ALTER TABLE {column.table} ADD FOREIGN KEY ({column.name}) REFERENCES "
        + (f"{parent.table} ({parent.name});" if parent else "... (...);"),
    )


def _keyed(table: Address, name: str, schema: Subject) -> bool:
    """True if a foreign key or the primary key has it."""
    constraints = schema.constraints.get(table, ())
    return any(c.type in ("f", "p") and name in column_names(c) for c in constraints)


def _plurals(stem: str) -> tuple[str, ...]:
    return stem, f"{stem}s", f"{stem}es", f"{stem.removesuffix('y')}ies"


def _names(table: Address, stem: str) -> Iterator[str]:
    """Yield the names that the other table may have; with ``app_orders`` also ``app_customers`` for ``customer_id``."""
    own = bare_name(table)
    beginnings = (own[:at] for at in range(len(own)) if at == 0 or own[at - 1] == "_")
    yield from (beginning + name for beginning in beginnings for name in _plurals(stem))


def _parents(column: Column, stem: str, schema: Subject) -> Iterator[Column]:
    """The primary keys that it can refer to, those of its own schema first."""
    names = _names(column.parent, stem) if column.parent else ()
    named = [table for name in names for table in schema.tables_by_name.get(name, ())]
    for table in sorted(named, key=lambda table: table.schema != column.schema):
        key = _key(table, schema)
        if key is not None and _same(key.data_type, column.data_type):
            yield key


def _key(table: Table, schema: Subject) -> Column | None:
    constraint = primary_key(table.address, schema)
    names = column_names(constraint) if constraint else ()
    return schema.column(table.address, names[0]) if len(names) == 1 else None


def _same(one: str, other: str) -> bool:
    return one == other or (one in INTEGERS and other in INTEGERS)


def _like_a_key(column: Column, schema: Subject) -> bool:
    """True if some table's key is of its type, and that is no text."""
    if column.data_type.partition("(")[0] in TEXTS:
        return False
    return column.data_type in schema.key_types
