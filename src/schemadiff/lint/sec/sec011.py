"""An extension of the database is older than the server's files.

What
    An installed extension whose version is not the one that the server would install now.

Why
    An upgrade of the server brings new files; the functions and fixes in them arrive with ALTER EXTENSION.

Instead
        ALTER EXTENSION postgis UPDATE;

    Platforms that look after their extensions do so themselves. Needs a database in use (``--live``).
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.lint.observed import LiveExtension
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity

CODE = "SEC011"
NAME = "extension-versions-outdated"
SEVERITY = Severity.INFO
ON = LiveExtension


def check(extension: LiveExtension, schema: Subject) -> Iterator[Finding]:
    """Yield the extension if the server has another version of it."""
    yield Finding(
        CODE,
        SEVERITY,
        f"extension {extension.address.identity} has version {extension.installed}, but the server has "
        f"{extension.available}",
        extension.address,
        schema.at.get(extension.address),
        f"ALTER EXTENSION {extension.address.identity} UPDATE;",
    )
