"""Changes of type that use the time zone of the session: in another zone, the same statement gives other values."""

from __future__ import annotations

from collections.abc import Mapping

from schemadiff.kinds.casts import STRINGS, split
from schemadiff.kinds.column import Column
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.range import Range
from schemadiff.model import Object

LOCAL = ("timestamp without time zone", "date", "time without time zone")
MOMENT, TIME = "timestamp with time zone", "time with time zone"
RANGES = {"tsrange": LOCAL[0], "tsmultirange": LOCAL[0], "tstzrange": MOMENT, "tstzmultirange": MOMENT}
RANGES |= {"daterange": "date", "datemultirange": "date"}


def by_time_zone(old: Object, new: Object) -> list[str]:
    """Return, in words, the parts of ``new`` whose conversion from ``old`` depends on the session's time zone."""
    before, after = _types(old), _types(new)
    both = ((what, before[what], now) for what, now in after.items() if what in before)
    return [f"{what} ({was} to {now})" for what, was, now in both if _goes_by_zone(_bare(was), _bare(now))]


def _types(obj: Object) -> Mapping[str, str]:
    """Return the types in an object by the part, in words, that has the type."""
    match obj:
        case Column(generated_kind=None):
            return {f"column {obj.identity}": obj.holds}
        case Composite():
            types = (type_.partition(" COLLATE ")[0] for type_ in obj.types)
            whose = (f"attribute {name} of type {obj.identity}" for name in obj.names)
            return dict(zip(whose, types, strict=True))
        case Domain():
            return {f"domain {obj.identity}": obj.base}
        case Range():
            return {f"range type {obj.identity}": obj.subtype}
    return {}


def _bare(type_: str) -> str:
    name = split(type_)[0].removesuffix("[]")
    return RANGES.get(name, name)


def _goes_by_zone(was: str, now: str) -> bool:
    if was == MOMENT:
        return now in (*LOCAL, TIME, *STRINGS)
    return now in (MOMENT, TIME) and was in (*LOCAL, *STRINGS)
