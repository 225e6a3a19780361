"""Names of types: types of objects as in addresses, and data types in one spelling, as written and as the server prints them."""

from __future__ import annotations

from typing import Any

from pglast import enums

TYPES: dict[Any, str] = {
    enums.ObjectType.OBJECT_ACCESS_METHOD: "access method",
    enums.ObjectType.OBJECT_AGGREGATE: "aggregate",
    enums.ObjectType.OBJECT_COLLATION: "collation",
    enums.ObjectType.OBJECT_COLUMN: "table column",
    enums.ObjectType.OBJECT_CONVERSION: "conversion",
    enums.ObjectType.OBJECT_DOMAIN: "type",
    enums.ObjectType.OBJECT_DOMCONSTRAINT: "domain constraint",
    enums.ObjectType.OBJECT_EVENT_TRIGGER: "event trigger",
    enums.ObjectType.OBJECT_EXTENSION: "extension",
    enums.ObjectType.OBJECT_FDW: "foreign-data wrapper",
    enums.ObjectType.OBJECT_FOREIGN_SERVER: "server",
    enums.ObjectType.OBJECT_FOREIGN_TABLE: "foreign table",
    enums.ObjectType.OBJECT_FUNCTION: "function",
    enums.ObjectType.OBJECT_INDEX: "index",
    enums.ObjectType.OBJECT_LANGUAGE: "language",
    enums.ObjectType.OBJECT_MATVIEW: "materialized view",
    enums.ObjectType.OBJECT_OPCLASS: "operator class",
    enums.ObjectType.OBJECT_OPERATOR: "operator",
    enums.ObjectType.OBJECT_OPFAMILY: "operator family",
    enums.ObjectType.OBJECT_POLICY: "policy",
    enums.ObjectType.OBJECT_PROCEDURE: "procedure",
    enums.ObjectType.OBJECT_PUBLICATION: "publication",
    enums.ObjectType.OBJECT_ROUTINE: "function",
    enums.ObjectType.OBJECT_RULE: "rule",
    enums.ObjectType.OBJECT_SCHEMA: "schema",
    enums.ObjectType.OBJECT_SEQUENCE: "sequence",
    enums.ObjectType.OBJECT_STATISTIC_EXT: "statistics object",
    enums.ObjectType.OBJECT_SUBSCRIPTION: "subscription",
    enums.ObjectType.OBJECT_TABCONSTRAINT: "table constraint",
    enums.ObjectType.OBJECT_TABLE: "table",
    enums.ObjectType.OBJECT_TRIGGER: "trigger",
    enums.ObjectType.OBJECT_TSCONFIGURATION: "text search configuration",
    enums.ObjectType.OBJECT_TSDICTIONARY: "text search dictionary",
    enums.ObjectType.OBJECT_TSPARSER: "text search parser",
    enums.ObjectType.OBJECT_TSTEMPLATE: "text search template",
    enums.ObjectType.OBJECT_TYPE: "type",
    enums.ObjectType.OBJECT_VIEW: "view",
}
"""The types of addresses by pglast's object types."""

UNQUALIFIED = {"access method", "event trigger", "extension", "foreign-data wrapper", "language", "publication",
               "schema", "server", "subscription"}  # fmt: skip
"""The types of objects that are in no schema."""

_SPELLINGS = {
    "bigint": "int8", "integer": "int4", "int": "int4", "smallint": "int2", "boolean": "bool", "real": "float4",
    "double precision": "float8", "decimal": "numeric", "character varying": "varchar", "character": "bpchar",
    "char": "bpchar", "bit varying": "varbit", "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz", "time without time zone": "time", "time with time zone": "timetz",
}  # fmt: skip


def fold_type(name: str) -> str:
    """Return the one spelling of a type's last name that is used here to compare arguments."""
    return _SPELLINGS.get(name, name)
