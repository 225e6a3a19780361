"""Writes a catalogue as JSON and reads it back, for the cache of ``desired/``.

It is JSON because reading a file must not be able to run code. Tuples and addresses are marked, so that an object
read from JSON equals one read from a database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from schemadiff.kinds import KINDS, SERVER_KINDS
from schemadiff.model import Address, Catalog, Meaning, Member, Object, Pairs, Unmodelled, Use

FORMAT = 10
BY_NAME = {kind.__name__: kind for kind in (*KINDS, *SERVER_KINDS)}
PLAIN = (str, int, float, bool, list, type(None))
"""The types that JSON represents as they are; our lists contain only these."""
ROWS = 1000
"""The elements of a list that are written at a time: 40,000 columns as one text take 50 MB."""
SHARED = frozenset(
    {"schema", "table", "table_name", "name", "data_type", "table_persistence", "role", "method"}
)
"""The fields that have the same text in many objects: kept once, they take 20 MB less for 5,000 tables."""


def order(catalog: Catalog) -> list[Address]:
    """The addresses in the order in which objects are written and loaded; a number in the JSON is an index into it."""
    return sorted(catalog.objects, key=lambda address: (type(catalog.objects[address]).__name__, address))


def dump(catalog: Catalog) -> dict[str, Any]:
    """The catalogue as values that JSON can represent."""
    place = {address: number for number, address in enumerate(order(catalog))}
    objects = map(catalog.objects.__getitem__, place)
    tables = {kind.__name__: _table(kind, alike, place) for kind, alike in groupby(objects, type)}
    return {
        "format": FORMAT,
        "version": catalog.version,
        "written_for": catalog.written_for,
        "role": catalog.role,
        "objects": tables,
        "meanings": [[n, encodable(m)] for a, n in place.items() if (m := catalog.objects[a].meaning)],
        "depends": _pairs(catalog.depends, place),
        "dies_with": _pairs(catalog.dies_with, place),
        "unmodelled": [[*thing.address, thing.schema] for thing in catalog.unmodelled],
        "members": [
            [*address, *it.extension, it.owner, it.schema] for address, it in sorted(catalog.members.items())
        ],
        "made": sorted((place[address], maker) for address, maker in catalog.made.items()),
    }


def _table(kind: type[Object], objects: Iterable[Object], place: Mapping[Address, int]) -> dict[str, Any]:
    names = _names(kind)
    values_of, parent = attrgetter(*names), names.index("parent")
    rows: list[list[Any]] = []
    for obj in objects:
        row = [value if type(value) in PLAIN else encodable(value) for value in values_of(obj)]
        row[parent] = place.get(obj.parent, encodable(obj.parent)) if obj.parent else None
        rows.append(row)
    return {"names": names, "rows": rows}


def _pairs(
    pairs: Iterable[tuple[Address, Address]], place: Mapping[Address, int]
) -> tuple[list[int], list[int]]:
    """The indexes of the dependents and of the referenced objects: reading one list per pair takes twice as long."""
    numbers = sorted((place[x], place[y]) for x, y in pairs)
    return [x for x, _ in numbers], [y for _, y in numbers]


def load(text: dict[str, Any]) -> Catalog:
    """The catalogue that ``dump`` was given; ValueError if the format is another one.

    ``text`` is emptied meanwhile, so that a large catalogue is not in memory twice.
    """
    if text.get("format") != FORMAT:
        message = f"snapshot of format {text.get('format')}, not {FORMAT}"
        raise ValueError(message)
    objects = _objects(text["objects"])
    addresses = list(objects)
    for place, (uses, path) in text["meanings"]:
        obj = objects[addresses[place]]
        objects[obj.address] = replace(obj, meaning=Meaning(tuple(Use(*use) for use in uses), path))
    depends, dies_with = (
        Pairs(zip(*([addresses[n] for n in numbers] for numbers in text.pop(name)), strict=True))
        for name in ("depends", "dies_with")
    )
    return Catalog(
        objects=objects,
        depends=depends,
        dies_with=dies_with,
        unmodelled=tuple(Unmodelled(Address(*row[:2]), row[2]) for row in text["unmodelled"]),
        made={addresses[at]: str(maker) for at, maker in text["made"]},
        members={Address(*row[:2]): Member(Address(*row[2:4]), *row[4:]) for row in text["members"]},
        role=text["role"],
        version=text["version"],
        written_for=text.get("written_for"),
    )


def _objects(tables: dict[str, Any]) -> dict[Address, Object]:
    """The objects by their addresses; the rows of ``tables`` are taken out."""
    objects: dict[Address, Object] = {}
    texts: dict[Any, Any] = {}
    for name, table in tables.items():
        kind, names = BY_NAME[name], table["names"]
        if names != _names(kind):
            message = f"snapshot of another version: {name} has other fields"
            raise ValueError(message)
        rows = table.pop("rows")
        rows.reverse()
        alike = [at for at, field in enumerate(names) if field in SHARED]
        while rows:
            row = rows.pop()
            for at in alike:
                row[at] = texts.setdefault(row[at], row[at])
            obj = kind.restore(dict(zip(names, row, strict=True)))
            objects[obj.address] = obj
    addresses = list(objects)
    for obj in objects.values():
        # Using the object's own address for its parts' parent saves a fifth of the memory of a large catalogue.
        values = vars(obj)
        if type(values["parent"]) is int:
            values["parent"] = addresses[values["parent"]]
    return objects


def dump_difference(catalog: Catalog, base: Catalog) -> dict[str, Any]:
    """The difference between the catalogue and ``base``, as values that JSON can represent."""
    other = base.objects
    # Nearly all are the same objects. Others are compared by all fields, because uncompared ones are stored as well.
    different = {
        a: o
        for a, o in catalog.objects.items()
        if (same := other.get(a)) is not o and (same is None or same.__dict__ != o.__dict__)
    }
    nothing = frozenset[tuple[Address, Address]]()
    return {
        "different": dump(replace(catalog, objects=different, depends=nothing, dies_with=nothing, made={})),
        "gone": [encodable(address) for address in sorted(other.keys() - catalog.objects.keys())],
        "made": [[encodable(address), maker] for address, maker in sorted(catalog.made.items())],
        **{
            name: [
                [encodable((*pair,)) for pair in sorted(pairs)]
                for pairs in ((mine - theirs, theirs - mine) if mine is not theirs else ((), ()))
            ]
            for name, mine, theirs in (
                ("depends", catalog.depends, base.depends),
                ("dies_with", catalog.dies_with, base.dies_with),
            )
        },
    }


def load_difference(text: dict[str, Any], base: Catalog) -> Catalog:
    """The catalogue that ``dump_difference`` was given, rebuilt from the same ``base``."""
    found = load(text["different"])
    gone = frozenset(text["gone"])
    kept = {address: obj for address, obj in base.objects.items() if address not in gone}
    return replace(
        found,
        objects={**kept, **found.objects},
        depends=_changed(base.depends, *text["depends"]),
        dies_with=_changed(base.dies_with, *text["dies_with"]),
        made=dict(text["made"]),
    )


def _changed(
    pairs: frozenset[tuple[Address, Address]],
    more: Iterable[tuple[Address, Address]],
    less: Iterable[tuple[Address, Address]],
) -> frozenset[tuple[Address, Address]]:
    return (pairs | frozenset(more)) - frozenset(less) if more or less else pairs


def _names(kind: type[Object]) -> list[str]:
    """The fields that are written for each object of a kind; ``meaning``, which few have, is written separately."""
    return [f.name for f in fields(kind) if f.name != "meaning"]


def pieces(value: Any, depth: int = 4) -> Iterator[str]:
    """Yield the value as JSON, dictionaries part by part down to ``depth``, and ``ROWS`` elements of a list at a time.

    ``json.dump()`` writes each piece in Python, which takes ten times as long.
    """
    if isinstance(value, list) and len(value) > ROWS:
        parts = (json.dumps(value[at : at + ROWS])[1:-1] for at in range(0, len(value), ROWS))
        yield from chain("[", (f"{', ' if number else ''}{part}" for number, part in enumerate(parts)), "]")
        return
    if depth == 0 or not isinstance(value, dict):
        yield json.dumps(value)
        return
    yield "{"
    for number, (name, part) in enumerate(value.items()):
        yield f"{', ' if number else ''}{json.dumps(name)}: "
        yield from pieces(part, depth - 1)
    yield "}"


def loads(text: str) -> dict[str, Any]:
    """Parse JSON that contains catalogues and whatever the caller put beside them."""
    found = json.loads(text, object_hook=_decoded)
    if not isinstance(found, dict):
        raise TypeError(type(found).__name__)
    return found


def fingerprint(catalog: Catalog) -> str:
    """A hash over all compared fields of all objects, which identifies the state of a database."""
    return fingerprints(catalog)[0]


def fingerprints(*catalogs: Catalog) -> list[str]:
    """The fingerprints of several catalogues, fast if these share most of their objects."""
    encode = json.JSONEncoder(default=str).encode
    counting = {kind: attrgetter(*(f.name for f in fields(kind) if f.compare)) for kind in BY_NAME.values()}
    digests = [hashlib.sha256() for _ in catalogs]
    for address in sorted({address for each in catalogs for address in each.objects}):
        last, text = None, b""
        for each, digest in zip(catalogs, digests, strict=True):
            obj = each.objects.get(address)
            if obj is not None and obj is not last:
                last, text = obj, encode([type(obj).__name__, counting[type(obj)](obj)]).encode()
            if obj is not None:
                digest.update(text)
    return [digest.hexdigest()[:16] for digest in digests]


def encodable(value: Any) -> Any:
    """A value as JSON can represent it, so that ``loads`` returns an equal one; lists are left as they are."""
    if isinstance(value, Address):
        return {"@": [value.type, value.identity]}
    return {"()": [encodable(item) for item in value]} if isinstance(value, tuple) else value


def _decoded(value: dict[str, Any]) -> Any:
    if "@" in value and len(value) == 1:
        return Address(*value["@"])
    return tuple(value["()"]) if "()" in value and len(value) == 1 else value
