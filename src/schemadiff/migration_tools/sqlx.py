"""Whose naming the migrations of a folder follow, where names alone do not tell: those of sqlx look like others'.

A file of sqlx says by the end of its name what it is: ``.up.sql`` and ``.down.sql`` are two halves of a reversible
migration, any other ``.sql`` is a simple one (``MigrationType::from_filename()`` of sqlx-core), and a folder may have
both. Reversible ones are named as golang-migrate's, simple ones as anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from schemadiff.migration_tools.layouts import Layout, named
from schemadiff.migration_tools.scripts import Script

SQLX = named("sqlx")
MANIFEST = "Cargo.toml"


def said_beside(folder: Path) -> str | None:
    """Return ``sqlx`` if all files are named as it does, and the manifest of the crate that the folder is in names it."""
    manifest = folder.parent / MANIFEST
    if not folder.is_dir() or not manifest.is_file():
        return None
    names = [path.name for path in folder.glob("*.sql")]
    fits = all(re.fullmatch(SQLX.file, name) or re.fullmatch(SQLX.skipped, name) for name in names)
    text = manifest.read_text(encoding="utf-8", errors="replace")
    return SQLX.name if names and fits and re.search(r"\bsqlx\b", text) else None


def called(layout: Layout, scripts: Sequence[Script]) -> str:
    """Return in words the tool whose naming the migrations follow, and that they may be sqlx's where their names allow it."""
    numbered = all(re.fullmatch(SQLX.file, PurePosixPath(each.path).name) for each in scripts)
    maybe = numbered and layout.name in ("plain", "golang-migrate")
    words = "in the order of their names" if layout.name == "plain" else f"named as {layout.name} does"
    return f"{words}{' (where sqlx applies them, say --layout sqlx)' if maybe else ''}"
