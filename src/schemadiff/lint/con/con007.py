"""Nothing keeps ``updated_at`` true.

What
    A table with a column ``updated_at`` or ``modified_at`` and without a BEFORE UPDATE trigger for each row.

Why
    The default sets it on INSERT alone. Who forgets it in one UPDATE leaves a time that is wrong, and syncs,
    caches and backups that go by it miss the change.

Instead
        CREATE TRIGGER set_updated_at BEFORE UPDATE ON notes
            FOR EACH ROW EXECUTE FUNCTION private.set_updated_at();

    Where the application sets it in every UPDATE: an ignore with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import enums

from schemadiff.kinds.column import Column
from schemadiff.kinds.table import Table
from schemadiff.kinds.trigger import Trigger
from schemadiff.lint.columns import declared
from schemadiff.lint.expressions import statement
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.sql.identity import unquoted

CODE = "CON007"
NAME = "updated-at-without-trigger"
SEVERITY = Severity.INFO
ON = Table
BEFORE, UPDATE = enums.TRIGGER_TYPE_BEFORE, enums.TRIGGER_TYPE_UPDATE
DISABLED = "D"


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the table if nothing sets the column; a partition has the triggers of its parent."""
    column = next(_columns(table, schema), None)
    if column is None or table.partition_of or any(map(_sets, schema.triggers.get(table.address, ()))):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"no trigger sets {column.name} of {table.identity} when a row is updated",
        table.address,
        schema.at.get(column.address) or schema.place(table),
        f"CREATE TRIGGER ... BEFORE UPDATE ON {table.identity} FOR EACH ROW EXECUTE FUNCTION ...;",
        column.name,
    )


def _columns(table: Table, schema: Subject) -> Iterator[Column]:
    names = schema.option(CODE, NAME, "columns")
    for column in schema.columns.get(table.address, ()):
        if unquoted(column.name) in names and declared(column) and not column.generated_kind:
            yield column


def _sets(trigger: Trigger) -> bool:
    if trigger.enabled == DISABLED:
        return False
    node = statement(trigger.definition)
    return bool(node.row and node.timing == BEFORE and node.events & UPDATE)
