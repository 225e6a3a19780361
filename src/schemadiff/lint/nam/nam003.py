"""A name is not as names are made here.

What
    An object whose name does not match the pattern of its kind; by default, for schemas, tables, views,
    columns, types and routines, lower case with underscores.

Why
    Who can guess a name does not have to look it up.

Instead
        [lint.rules]
        NAM003 = { table = "[a-z_]+s", index = ".+_(idx|key|pkey)" }

    An empty pattern matches every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Object, Severity
from schemadiff.sql.identity import quoted_names, unquoted

CODE = "NAM003"
NAME = "naming-convention"
SEVERITY = Severity.INFO
ON = Object
KINDS = {
    "schema": "schema",
    "table": "table",
    "foreign table": "table",
    "view": "view",
    "materialized view": "view",
    "table column": "column",
    "foreign table column": "column",
    "type": "type",
    "function": "function",
    "procedure": "function",
    "table constraint": "constraint",
    "index": "index",
    "trigger": "trigger",
    "policy": "policy",
    "sequence": "sequence",
}
"""The option by the kind."""


def check(obj: Object, schema: Subject) -> Iterator[Finding]:
    """Yield the object if its name does not match."""
    kind = KINDS.get(obj.kind)
    pattern = schema.option(CODE, NAME, kind) if kind else ""
    if not pattern:
        return
    name = unquoted(quoted_names(obj.identity)[-1])
    if re.fullmatch(pattern, name):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"the name of {obj.address} does not match {pattern}",
        obj.address,
        schema.place(obj),
    )
