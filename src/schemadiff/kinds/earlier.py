"""What a server of an earlier version has of a schema that was read on a later one, which is at hand instead.

A plan is for the target: what only the later one has, or can do, is neither a difference nor a way.
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
"""NOT NULL of a column is a constraint with a name; that of a domain since 17."""
NAMED_OF_DOMAIN = 170000
SETTABLE = 170000
"""ALTER COLUMN ... SET EXPRESSION."""
NAME = re.compile(r'\bCONSTRAINT (?:"(?:[^"]|"")+"|\w+) NOT NULL')


def as_of(catalog: Catalog, version: int | None) -> Catalog:
    """The catalogue without what a server of this version has not; as it is where there is no earlier one."""
    if version is None:
        return catalog
    return replace(catalog, objects={a: _as_of(obj, version) for a, obj in catalog.objects.items()})


def dump_as_of(text: str, version: int | None) -> str:
    """The same of what pg_dump says."""
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
