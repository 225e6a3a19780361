"""Everybody may create objects in a schema.

What
    CREATE on a schema for PUBLIC, as every database has it on ``public`` before PostgreSQL 15.

Why
    Whoever connects can put a function or an operator there that others find before the one they mean
    (CVE-2018-1058), or fill the disk.

Instead
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.schema import Schema
from schemadiff.lint.grants import granted_at
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC005"
NAME = "public-schema-create"
SEVERITY = Severity.WARNING
ON = Schema


def check(thing: Schema, schema: Subject) -> Iterator[Finding]:
    """Yield the schema if everybody may create in it."""
    if PUBLIC not in schema.outside.granted(thing.address, "CREATE"):
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"everybody may create objects in schema {thing.identity}",
        thing.address,
        granted_at(PUBLIC, thing.address, schema) or schema.place(thing),
        f"REVOKE CREATE ON SCHEMA {thing.identity} FROM PUBLIC;",
        safe=True,
    )
