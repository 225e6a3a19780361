"""Reduce a schema that was loaded on a later server to what the target's earlier version knows.

The plan is for the target: what only the later version has, or can do, is neither a difference nor a way to change it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from schemadiff.kinds.column import Column
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.model import Catalog, Object

NAMED = 180000
"""18 introduced named NOT NULL constraints of columns; 17 those of domains."""
NAMED_OF_DOMAIN = 170000
SETTABLE = 170000
"""17 introduced ALTER COLUMN ... SET EXPRESSION."""
NAME = re.compile(r'\bCONSTRAINT (?:"(?:[^"]|"")+"|\w+) NOT NULL')


def as_of(catalog: Catalog, version: int | None) -> Catalog:
    """Return the catalogue without what the server ``version`` lacks; unchanged if it is None."""
    if version is None:
        return catalog
    return replace(catalog, objects={a: _as_of(obj, version) for a, obj in catalog.objects.items()})


def dump_as_of(text: str, version: int | None) -> str:
    """Return a pg_dump script without what the server ``version`` lacks."""
    return text if version is None or version >= NAMED else NAME.sub("NOT NULL", text)


def _as_of(obj: Object, version: int) -> Object:
    match obj:
        case Column():
            values: dict[str, Any] = {"settable": obj.settable and version >= SETTABLE}
            if version < NAMED:
                values |= {"not_null_name": None, "not_null_usual": True, "not_null_local": False}
            return replace(obj, **values)
        case Inheritance() if version < NAMED:
            return replace(obj, named=[], fixed=[])
        case Domain() if version < NAMED_OF_DOMAIN:
            return replace(obj, not_null_name=None, not_null_called=None)
    return obj
