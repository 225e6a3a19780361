"""Facts about columns that rules use: types, defaults, keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.enum import Enum
from schemadiff.kinds.sequence import Sequence
from schemadiff.kinds.table import Table
from schemadiff.lint.indexes import column_names, node_of
from schemadiff.lint.subject import Subject
from schemadiff.model import Address
from schemadiff.sql.identity import unquoted

SMALL = ("smallint", "integer")
INTEGERS = (*SMALL, "bigint")
"""The types of integers, the narrowest first."""
NAME = re.compile(r'"(?:[^"]|"")*"|[^\W\d][\w$]*')


def retyped(column: Column, wanted: str, schema: Subject, using: str = "") -> str:
    """The statement that changes the type of a column; for a column that has no such statement, what to write instead."""
    table = schema.whole.objects.get(column.parent) if column.parent else None
    if isinstance(table, Table) and column.name in NAME.findall(table.partition_by or ""):
        return f"write {column.name} {wanted} from the start: PostgreSQL cannot change the type of a partition key"
    conversion = f" USING {using}" if using else ""
    return f"ALTER TABLE {column.table} ALTER COLUMN {column.name} TYPE {wanted}{conversion};"


def widened(column: Column, wanted: str, schema: Subject) -> Iterator[str]:
    """Yield the statements that give a key of integers a wider type, with its sequence and the columns that refer to it."""
    todo, seen = [column], {column.address}
    while todo:
        here = todo.pop(0)
        yield retyped(here, wanted, schema)
        for sequence in sequences_of(here, schema):
            if _is_narrower(sequence.data_type, wanted):
                yield f"ALTER SEQUENCE {sequence.identity} AS {wanted};"
        for there in _referring(here, schema):
            if there.address not in seen and _is_narrower(there.data_type, wanted):
                seen.add(there.address)
                todo.append(there)


def _is_narrower(one: str, other: str) -> bool:
    return one in INTEGERS and other in INTEGERS and INTEGERS.index(one) < INTEGERS.index(other)


def _referring(column: Column, schema: Subject) -> Iterator[Column]:
    """Yield the columns of foreign keys that refer to a column, except those that a table has from its parent."""
    name = unquoted(column.name)
    for foreign_key in schema.referrers.get(column.table, ()):
        table = foreign_key.parent
        for mine, referred in pairs(foreign_key):
            there = schema.column(table, mine) if table and referred == name else None
            if there is not None and declared(there):
                yield there


def sequences_of(column: Column, schema: Subject) -> Iterator[Sequence]:
    """Yield the sequences that the default of a column depends on; the sequence of an identity column is none of them."""
    # Hardly any column has one, and the dependencies of all objects take long to collect.
    if "nextval(" not in (default_of(column, schema) or ""):
        return
    for address in schema.referenced.get(Address("default value", f"for {column.identity}"), ()):
        found = schema.whole.objects.get(address)
        if isinstance(found, Sequence):
            yield found


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


def set_to_null(constraint: Constraint) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the events at which a foreign key sets columns to NULL, each with those columns, unquoted."""
    if constraint.on_delete == "n":
        chosen = tuple(name.sval for name in node_of(constraint).fk_del_set_cols or ())
        yield "DELETE", chosen or column_names(constraint)
    if constraint.on_update == "n":
        yield "UPDATE", column_names(constraint)


def _names(nodes: Iterable[Any] | None) -> list[str]:
    return [str(node.sval) for node in nodes or ()]
