"""How an object makes room for its successor while columns full of data still have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from schemadiff.model import Object

AS_TEXT: tuple[Sequence[str], str] = ((), "")
"""The answer of what cannot be there twice, under any name: what holds its data has them as text meanwhile."""
IN_KEY = (
    "{table} is partitioned by {name}, and PostgreSQL changes no column of a partition key: in a migration of your own "
    "detach its partitions, change their columns, make {table} anew, and attach them again"
)
"""Why a column cannot have another type."""


def as_text(column: Object) -> Iterator[str]:
    """Yield the statements by which a column holds its values as text; heirs follow their parent's."""
    table, name, inherited = (vars(column)[word] for word in ("table", "name", "inherited_from"))
    if inherited is None:
        yield f"ALTER TABLE {table} ALTER COLUMN {name} TYPE text USING {name}::text"


def set_aside(old: Object) -> str:
    """A name of our own, that needs no quotes and is the same every time."""
    return f"replaced_{sha256(old.identity.encode()).hexdigest()[:12]}"


def renamed(old: Object) -> tuple[Sequence[str], str]:
    """Make room for one of the same name: the rename, and the drop of what then has another name."""
    name, kind = set_aside(old), old.kind.upper()
    return [f"ALTER {kind} {old.identity} RENAME TO {name}"], f"DROP {kind} {old.schema}.{name}"
