"""A reference page about a schema, in Markdown: from ``desired/``, or from a live database."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from schemadiff import catalog
from schemadiff.comparison.additions import scope_of_a_database
from schemadiff.comparison.comparison import scope_of
from schemadiff.errors import UsageError
from schemadiff.kinds.schema import Schema
from schemadiff.model import Catalog
from schemadiff.reference.lookups import Book
from schemadiff.reference.page import page
from schemadiff.scope import restrict
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop, meant
from schemadiff.sql.identity import unquoted
from schemadiff.targets import live


def reference(
    settings: Settings, *, schemas: Sequence[str] = (), target: str | None = None, folder: Path | None = None
) -> str:
    """The page.

    Args:
        settings: Those of the project.
        schemas: Which schemas, without quotes; none: all with objects in scope.
        target: A target of the settings, or a URL; None: the loaded ``desired/``.
        folder: The folder that the page is written to, to which its links to files are relative; None: the root.

    Raises:
        UsageError: there is no such schema.
        SchemadiffError: ``desired/`` does not load, or the target cannot be read.
    """
    if target is None:
        with Workshop(settings) as workshop:
            desired = meant(workshop)
        found = restrict(desired.catalog, scope_of(settings, desired))
        start = os.path.relpath(settings.root, folder or settings.root)
        files = {a: (Path(start) / at.path).as_posix() for a, at in desired.places.items()}
    else:
        with live(settings, target) as opened, opened.connect() as conn:
            everything = catalog.read(conn)
        found, files = restrict(everything, scope_of_a_database(settings, everything)), {}
    return page(Book(found, _schemas(found, schemas), files))


def _schemas(found: Catalog, wanted: Sequence[str]) -> tuple[str, ...]:
    """The requested schemas, or all that contain objects."""
    there = {
        unquoted(obj.identity): obj.identity for obj in found.objects.values() if isinstance(obj, Schema)
    }
    if missing := [name for name in wanted if name not in there]:
        raise UsageError(f"there is no schema {', '.join(missing)}")
    if wanted:
        return tuple(there[name] for name in dict.fromkeys(wanted))
    full = {
        obj.schema for obj in found.objects.values() if obj.address.type != Schema.kind and obj.parent is None
    }
    return tuple(sorted(name for name in there.values() if name in full))


__all__ = ["reference"]
