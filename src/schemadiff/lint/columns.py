"""Facts about columns that rules use: types, defaults, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from schemadiff.desired.sources import unquoted
from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.types import Enum
from schemadiff.lint.indexes import node_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Address

SMALL = ("smallint", "integer")
INTEGERS = (*SMALL, "bigint")


def retyped(column: Column, wanted: str, using: str = "") -> str:
    """The statement that changes the type of a column."""
    conversion = f" USING {using}" if using else ""
    return f"ALTER TABLE {column.table} ALTER COLUMN {column.name} TYPE {wanted}{conversion};"


def declared(column: Column) -> bool:
    """False if the column comes from a parent table, where it is checked."""
    return column.inherited_from is None


def element(column: Column) -> str:
    """The column's type, or its element type, without length or precision."""
    return re.sub(r"\(\d+(,-?\d+)?\)", "", column.data_type.removesuffix("[]"))


def words(name: str) -> list[str]:
    """The words of a name: ``total_amount`` and ``totalAmount`` give ``total`` and ``amount``."""
    return [word.lower() for word in re.findall(r"[A-Z]?[^\W_A-Z]+|[A-Z]+", name)]


def default_of(column: Column, schema: Subject) -> str | None:
    """The default expression of a column; None if it has none, is generated, or is an identity column."""
    found = schema.whole.objects.get(Address("default value", f"for {column.identity}"))
    return found.expression if isinstance(found, Default) else None


def counts_up(column: Column, schema: Subject) -> bool:
    """True for identity columns and columns with a sequence as default."""
    return column.identity_kind is not None or (default_of(column, schema) or "").startswith("nextval(")


def domain_of(column: Column, schema: Subject) -> Domain | None:
    """The column's type, or its element type, if that is a domain."""
    found = _type(column, schema)
    return found if isinstance(found, Domain) else None


def enum_of(column: Column, schema: Subject) -> Enum | None:
    """The column's type, or its element type, if that is an enum."""
    found = _type(column, schema)
    return found if isinstance(found, Enum) else None


def _type(column: Column, schema: Subject) -> object:
    return schema.whole.objects.get(Address("type", column.data_type.removesuffix("[]")))


def primary_key(table: Address, schema: Subject) -> Constraint | None:
    """The primary key of a table."""
    return next((c for c in schema.constraints.get(table, ()) if c.type == "p"), None)


def pairs(foreign_key: Constraint) -> Iterator[tuple[str, str]]:
    """Yield the columns of a foreign key, unquoted, each with the column that it refers to."""
    head = f"FOREIGN KEY ({', '.join(foreign_key.columns)}) REFERENCES {foreign_key.references}("
    referred, end, _ = foreign_key.definition.removeprefix(head).partition(")")
    if end and '"' not in referred and foreign_key.definition.startswith(head):
        # Parsing takes a hundred times as long.
        yield from zip(map(unquoted, foreign_key.columns), referred.split(", "), strict=True)
        return
    node = node_of(foreign_key)
    yield from zip(_names(node.fk_attrs), _names(node.pk_attrs), strict=False)


def _names(nodes: Sequence[Any] | None) -> list[str]:
    return [str(node.sval) for node in nodes or ()]
