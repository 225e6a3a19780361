"""Type names in one spelling, to compare arguments as written with those that the server prints."""

from __future__ import annotations

_SPELLINGS = {
    "bigint": "int8", "integer": "int4", "int": "int4", "smallint": "int2", "boolean": "bool", "real": "float4",
    "double precision": "float8", "decimal": "numeric", "character varying": "varchar", "character": "bpchar",
    "char": "bpchar", "bit varying": "varbit", "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz", "time without time zone": "time", "time with time zone": "timetz",
}  # fmt: skip


def fold_type(name: str) -> str:
    """A type's last name in the one spelling that is used here to compare arguments."""
    return _SPELLINGS.get(name, name)
