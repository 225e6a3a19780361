"""What a change of a column's type does to its values."""

from __future__ import annotations

import re
from typing import Protocol

from psycopg.sql import quote

INTEGERS = ("smallint", "integer", "bigint")
FLOATS = ("real", "double precision")
STRINGS = ("text", "character varying", "character")
MOMENTS = ("timestamp without time zone", "timestamp with time zone")
ENOUGH = {"smallint": 5, "integer": 10, "bigint": 19}
"""The digits before the point that a numeric needs to hold every value of the integer type."""


def split(data_type: str) -> tuple[str, tuple[int, ...]]:
    """Split ``numeric(10,2)`` into ``("numeric", (10, 2))``; arrays keep their brackets in the name.

    >>> split("character varying(20)[]")
    ('character varying[]', (20,))
    """
    numbers = re.search(r"\(([\d, -]+)\)", data_type)
    if not numbers:
        return data_type, ()
    name = data_type[: numbers.start()] + data_type[numbers.end() :]
    return name, tuple(int(n) for n in numbers[1].split(","))


def family(name: str) -> str:
    """Return the family of a type: within one, PostgreSQL has assignment casts and ALTER TYPE needs no USING (pg_cast)."""
    name = name.removesuffix("[]")
    if name in (*INTEGERS, *FLOATS, "numeric"):
        return "number"
    if name in STRINGS:
        return "string"
    if name.startswith("interval "):
        # Its fields are a modifier, like the digits of a second.
        return "interval"
    return "moment" if name in (*MOMENTS, "date") else name


def needs_using(old: str, new: str) -> bool:
    """Return True if ALTER TYPE needs USING: there is no assignment cast from ``old`` to ``new``.

    An explicit cast truncates strings silently, so it is only written where it must be.
    """
    (was, _), (now, _) = split(old), split(new)
    if was == now or family(now) == "string":
        return was.endswith("[]") != now.endswith("[]")
    return family(was) != family(now) or was.endswith("[]") != now.endswith("[]")


def carries_defaults(old: str, new: str) -> bool:
    """Return True if ALTER TYPE can cast a default along, as to another length; it fails where there is no assignment cast.

    >>> carries_defaults("character varying(20)", "text"), carries_defaults("text", "integer")
    (True, False)
    """
    (was, _), (now, _) = split(old), split(new)
    return (
        family(was) == family(now) and family(was) in ("number", "string", "moment") and "[]" not in was + now
    )


def using(column: str, old: str, new: str) -> str:
    """Return the USING clause for a change of type that ``needs_using()``: `` USING n::text::uuid``."""
    return f" USING {column}{through(old, new)}::{new}"


DIRECT = {
    "bigint": ("bit", "money", "oid"),
    "bit": ("bigint", "integer", "bit varying"),
    "bit varying": ("bit",),
    "boolean": ("integer",),
    "box": ("circle", "lseg", "point", "polygon"),
    "cidr": ("inet",),
    "circle": ("box", "point", "polygon"),
    "daterange": ("datemultirange",),
    "inet": ("cidr",),
    "int4range": ("int4multirange",),
    "int8range": ("int8multirange",),
    "integer": ("bit", "boolean", "money", "oid"),
    "interval": ("time without time zone",),
    "json": ("jsonb",),
    "jsonb": (*INTEGERS, *FLOATS, "numeric", "boolean", "json"),
    "lseg": ("point",),
    "macaddr": ("macaddr8",),
    "macaddr8": ("macaddr",),
    "money": ("numeric",),
    "numeric": ("money",),
    "numrange": ("nummultirange",),
    "oid": ("bigint", "integer"),
    "path": ("polygon",),
    "point": ("box",),
    "polygon": ("box", "circle", "path", "point"),
    "smallint": ("oid",),
    "time with time zone": ("time without time zone",),
    "time without time zone": ("interval", "time with time zone"),
    "timestamp with time zone": ("time with time zone", "time without time zone"),
    "timestamp without time zone": ("time without time zone",),
    "tsrange": ("tsmultirange",),
    "tstzrange": ("tstzmultirange",),
    "xid8": ("xid",),
}
"""Casts between types of different families that every version has (pg_cast), except from and to strings."""


def through(old: str, new: str) -> str:
    """Return ``::text`` if no cast leads from ``old`` to ``new`` directly, so that values go through their text form.

    The conversion fails for a value that does not fit. A dot in the name marks a user-defined type.
    """
    (was, _), (now, _) = split(old), split(new)
    if "." in old or ("." in new and family(was) != "string"):
        return "::text"
    if was.endswith("[]") != now.endswith("[]"):
        # Array and string convert by the text of the whole array; its elements have no such cast.
        return "" if "string" in (_whole(was), _whole(now)) else "::text"
    one, other = was.removesuffix("[]"), now.removesuffix("[]")
    families = family(one), family(other)
    direct = "string" in families or families[0] == families[1] or other in DIRECT.get(one, ())
    return "" if direct else "::text"


def _whole(name: str) -> str:
    """Return the family of a type; empty for an array."""
    return "" if name.endswith("[]") else family(name)


def share_keys(old: str, new: str) -> bool:
    """Return True if a foreign key can connect a column of ``old`` with one of ``new``, in either direction.

    Their operators must be of one family (pg_amop).
    """
    (was, _), (now, _) = split(old), split(new)
    return was == now or any({was, now} <= set(group) for group in (INTEGERS, STRINGS[:2]))


WIDER = {
    ("smallint", "real"),
    ("smallint", "double precision"),
    ("integer", "double precision"),
    ("real", "double precision"),
    ("date", MOMENTS[0]),
    ("date", MOMENTS[1]),
    (MOMENTS[0], MOMENTS[1]),
    ("time without time zone", "time with time zone"),
    ("cidr", "inet"),
    ("boolean", "integer"),
    ("oid", "bigint"),
    ("money", "numeric"),
    ("macaddr", "macaddr8"),
    ("bit", "bit varying"),
    ("time without time zone", "interval"),
    *((f"{name}range", f"{name}multirange") for name in ("int4", "int8", "num", "date", "ts", "tstz")),
}
"""Changes of type that keep every value."""
LEFT_OUT = {
    ("json", "jsonb"): "duplicate keys, key order and white space in values of",
    # One hour is repeated when clocks are put back.
    (MOMENTS[1], MOMENTS[0]): "which of two instants with the same local time is meant by values of",
}
"""What is lost in changes of type in which every value fits, in words."""


def narrows(old: str, new: str) -> bool:
    """Return True unless every value of ``old`` is known to be a value of ``new``, unchanged."""
    (was, size), (now, room) = split(old), split(new)
    if was == now:
        return _smaller(was, size, room)
    if was.endswith("[]") and now.endswith("[]"):
        was, now = was.removesuffix("[]"), now.removesuffix("[]")
    if now == "interval" and was.startswith("interval "):
        return bool(room)
    if now in STRINGS:
        # "character" loses trailing blanks when it is converted, and any value may be too long for a length.
        return bool(room) or was == "character" or now == "character"
    if was in INTEGERS and now in INTEGERS:
        return INTEGERS.index(now) < INTEGERS.index(was)
    if was in INTEGERS and now == "numeric":
        return bool(room) and room[0] - (room[1:] or (0,))[0] < ENOUGH[was]
    return (was, now) not in WIDER or bool(room)


def unfit(what: str, old: str, new: str, called: tuple[str, str] | None = None) -> str:
    """Return, in words, which values of ``what`` are lost by the change of type; empty if none can be.

    ``called`` gives the names of the two types if they differ: those of domains.
    """
    if not narrows(old, new):
        return ""
    was, now = called or (old, new)
    left_out = LEFT_OUT.get((old, new))
    return f"{left_out} {what}" if left_out else f"values of {what} that do not fit {now} (it was {was})"


def _smaller(name: str, size: tuple[int, ...], room: tuple[int, ...]) -> bool:
    if name.removesuffix("[]") == "bit":
        return size != room  # a longer one is refused as well
    if name.startswith(("interval", "time")):
        size, room = size or FINEST, room or FINEST
    if not room:
        return False
    if not size:
        return True
    if name.startswith("numeric"):
        (digits, scale), (more, finer) = (*size, 0)[:2], (*room, 0)[:2]
        return finer < scale or more - finer < digits - scale
    return room[0] < size[0]


FINEST = (6,)
"""The fractional digits of seconds where the type names none."""
BOUNDS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
NUMBERS = (*INTEGERS, *FLOATS, "numeric")


def misfit(name: str, old: str, new: str, version: int) -> str | None:  # noqa: PLR0911 - one case a family
    """Return the condition that finds values of column ``name`` which the new type rejects; empty if it rejects none.

    None if SQL cannot express it: only an attempt would tell.
    """
    (was, _), (now, room) = split(old), split(new)
    if now.endswith("[]") or was.endswith("[]"):
        return None
    if was == now == "bit":
        return f"length({name}) <> {room[0]}" if room else None
    if family(now) == "string":
        return f"length(rtrim({name}::text)) > {room[0]}" if room else ""
    if was in NUMBERS and now in INTEGERS:
        return f"round({name}::numeric) NOT BETWEEN {-BOUNDS[now]} AND {BOUNDS[now] - 1}"
    if was in NUMBERS and now == "numeric" and room:
        digits, scale = (*room, 0)[:2]
        return f"abs(round({name}::numeric, {scale})) >= 10::numeric ^ {digits - scale}"
    if family(was) == family(now) == "moment" or (was in INTEGERS and now in FLOATS):
        return ""
    # PostgreSQL 16 can tell whether a text is valid input of a type without an error.
    read_as_text = family(was) == "string" or through(old, new)
    return (
        f"NOT pg_input_is_valid({name}::text, {quote(new)})" if read_as_text and version >= 160000 else None
    )


class Labelled(Protocol):
    """A column that may be of an enum."""

    @property
    def data_type(self) -> str:
        """Its type."""

    @property
    def labels(self) -> list[str] | None:
        """The labels of its type, if that is an enum or an array of one."""


def keeps_labels(old: Labelled, new: Labelled) -> bool:
    """Return True if the new type is an enum with all labels of the old one, or an array of one both times."""
    arrays = old.data_type.endswith("[]") == new.data_type.endswith("[]")
    return bool(old.labels) and arrays and set(old.labels or ()) <= set(new.labels or ())
