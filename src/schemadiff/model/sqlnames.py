"""The SQL name of any object, as COMMENT ON, OWNER TO and GRANT ON take it."""

from __future__ import annotations

import re

from schemadiff.model.address import Address

KEYWORD = {
    "composite type column": "COLUMN",
    "default acl": "",
    "domain constraint": "CONSTRAINT",
    "event trigger": "EVENT TRIGGER",
    "foreign table column": "COLUMN",
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
    "materialized view column": "COLUMN",
    "statistics object": "STATISTICS",
    "table column": "COLUMN",
    "table constraint": "CONSTRAINT",
    "view column": "COLUMN",
}
ARGUMENTS = re.compile(r'^((?:"[^"]*"|[^"(])*\()(?!\))')
"""Matches before the first argument of a routine."""
PART = re.compile(r'^("(?:[^"]|"")*"|[^" ]+) on ')
"""Matches the name of a part of a relation in its identity."""
LANGUAGE = re.compile(r' language (?=(?:[^"]*"[^"]*")*[^"]*$)')
"""Matches the word outside of quoted names."""
PARTS = {"policy", "rule", "table constraint", "trigger"}


def in_sql(address: Address) -> str:
    """Return ``CONSTRAINT c ON s.t`` for ``table constraint c on s.t``; identities are quoted by PostgreSQL already.

    >>> in_sql(Address("aggregate", "s.mean()"))
    'AGGREGATE s.mean(*)'
    >>> in_sql(Address("procedure", "s.pay(integer,text)"))
    'PROCEDURE s.pay(IN integer,text)'
    >>> in_sql(Address("policy", '"a on b" on s."c on d"'))
    'POLICY "a on b" ON s."c on d"'
    >>> in_sql(Address("transform", 'for s.t language "a language b"'))
    'TRANSFORM FOR s.t LANGUAGE "a language b"'
    """
    kind, identity = address
    if kind == "aggregate" and identity.endswith("()"):
        identity = identity.removesuffix("()") + "(*)"
    if kind == "procedure":
        # Without a mode, output arguments count as well, and another procedure may match.
        identity = ARGUMENTS.sub(r"\1IN ", identity, count=1)
    if kind == "transform":
        identity = LANGUAGE.sub(" LANGUAGE ", "FOR " + identity.removeprefix("for "))
    if kind == "domain constraint":
        name, _, domain = identity.rpartition(" on ")
        identity = f"{name} ON DOMAIN {domain}"
    if kind in PARTS:
        identity = PART.sub(r"\1 ON ", identity)
    return f"{KEYWORD.get(kind, kind.upper())} {identity}"
