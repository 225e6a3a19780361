"""The quoted internal name of each type that ``format_type()`` prints in SQL keywords."""

from __future__ import annotations

INTERNAL = {
    "integer": "int4", "smallint": "int2", "bigint": "int8", "real": "float4", "double precision": "float8",
    "boolean": "bool", "character varying": '"varchar"', "character": "bpchar", "bit": '"bit"', "bit varying": "varbit",
    "numeric": '"numeric"', "time without time zone": '"time"', "time with time zone": "timetz",
    "timestamp without time zone": '"timestamp"', "timestamp with time zone": "timestamptz", "interval": '"interval"',
}  # fmt: skip
