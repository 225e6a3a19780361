"""An extension lives where your own objects do.

What
    An extension in a schema ``public``.

Why
    Its functions and types mix with yours: an API that exposes the schema offers them all, everybody finds them
    first, and an upgrade of the extension may take a name that you have.

Instead
        CREATE EXTENSION citext WITH SCHEMA extensions;

    One that is there already moves with ALTER EXTENSION ... SET SCHEMA, if it is relocatable (PostGIS is not).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.extension import Extension
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC007"
NAME = "extension-in-public"
SEVERITY = Severity.WARNING
ON = Extension


def check(extension: Extension, schema: Subject) -> Iterator[Finding]:
    """Yield the extension if it is among your own objects."""
    if extension.into != "public":
        return
    yield Finding(
        CODE,
        SEVERITY,
        f"extension {extension.identity} is in schema public",
        extension.address,
        schema.place(extension),
        f"CREATE EXTENSION {extension.identity} WITH SCHEMA ...;"
        + (
            ""
            if extension.relocatable
            else " (where it is installed already it stays: it is not relocatable)"
        ),
    )
