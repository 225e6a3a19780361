"""Reduce a schema that was loaded on a later server to what the target's earlier version knows.

The plan is for the target: what only the later version has, or can do, is neither a difference nor a way to change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from schemadiff.kinds.column import Column
from schemadiff.kinds.default_acl import DefaultPrivilege, Entries
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.membership import Membership
from schemadiff.kinds.privilege import Privilege, Rights
from schemadiff.kinds.sequence import Sequence
from schemadiff.kinds.subscription import Subscription
from schemadiff.model import Address, Catalog, Object

NAMED = 180000
"""18 introduced named NOT NULL constraints of columns; 17 those of domains."""
NAMED_OF_DOMAIN = 170000
SETTABLE = 170000
"""17 introduced ALTER COLUMN ... SET EXPRESSION."""
MAINTAINS = 170000
"""17 introduced MAINTAIN, which is among all privileges on a table; a server before it has all without it."""
SHARED = 170000
"""17 passes an identity on to partitions; before, one cannot be added to a table that has any with the column."""
SAID_AGAIN = 160000
"""16 lets a child table say that a column is generated which is so in its parent."""
UNLOGGED = 150000
"""15 introduced unlogged sequences; those of an unlogged table are such by default since then."""
OF_MEMBERSHIPS = 160000
"""16 introduced the options INHERIT and SET of memberships."""
PARALLEL = 160000
"""16 introduced streaming = parallel, which is the default since 18, as off is before."""
OF_SUBSCRIPTIONS = {
    "two_phase": 150000,
    "disable_on_error": 150000,
    "password_required": 160000,
    "run_as_owner": 160000,
    "origin": 160000,
    "failover": 170000,
}
"""The options of subscriptions that some version introduced."""
NAME = re.compile(r'\bCONSTRAINT (?:"(?:[^"]|"")+"|\w+) NOT NULL')
PRIVILEGES = r"^((?:ALTER DEFAULT PRIVILEGES .*)?(?:GRANT|REVOKE) )"
OF_TABLES = re.compile(
    PRIVILEGES + "SELECT,INSERT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE ON TABLE", re.MULTILINE
)
"""What pg_dump 18 prints where a table's MAINTAIN is missing; before 17 these are all."""
MAINTAIN_ALONE = re.compile(PRIVILEGES + r"MAINTAIN ON .*;\n", re.MULTILINE)
MAINTAIN = re.compile(PRIVILEGES + r"([A-Z,]*)(?:,MAINTAIN\b|MAINTAIN,)", re.MULTILINE)

OF_SEQUENCE = re.compile(r"^CREATE UNLOGGED SEQUENCE ", re.MULTILINE)
SUBSCRIPTION = re.compile(r"^CREATE SUBSCRIPTION .*", re.MULTILINE)
BY_DEFAULT = re.compile(r", (?:streaming = (?:off|parallel)|run_as_owner = true)\b")
"""What pg_dump 18 prints of a subscription of a server before 16, which has nothing else."""
SET_UNLOGGED = re.compile(r"^(?:ALTER SEQUENCE .* SET (?:UN)?LOGGED;|    (?:UN)?LOGGED)\n", re.MULTILINE)


def as_of(catalog: Catalog, version: int | None) -> Catalog:
    """Return the catalogue without what the server ``version`` lacks; unchanged if it is None."""
    if version is None:
        return catalog
    found = ((a, _as_of(obj, version)) for a, obj in catalog.objects.items())
    objects = {a: obj for a, obj in found if not _says_nothing(obj)}
    if version < SAID_AGAIN:
        objects |= {each.address: replace(each, generated_above=True) for each in _generated_above(objects)}
    return replace(catalog, objects=objects, written_for=version)


def dump_as_of(text: str, version: int | None) -> str:
    """Return a pg_dump script without what the server ``version`` lacks."""
    if version is None:
        return text
    if version < MAINTAINS:
        text = OF_TABLES.sub(r"\1ALL ON TABLE", MAINTAIN.sub(r"\1\2", MAINTAIN_ALONE.sub("", text)))
    if version < PARALLEL:
        text = SUBSCRIPTION.sub(lambda found: BY_DEFAULT.sub("", found[0]), text)
    if version < UNLOGGED:
        text = OF_SEQUENCE.sub("CREATE SEQUENCE ", SET_UNLOGGED.sub("", text))
    return NAME.sub("NOT NULL", text) if version < NAMED else text


def _as_of(obj: Object, version: int) -> Object:
    values = dict(_lacks(obj, version))
    return replace(obj, **values) if values else obj


def _lacks(obj: Object, version: int) -> Iterator[tuple[str, Any]]:
    """Yield the fields that the version would not have, or not so."""
    match obj:
        case Column():
            yield from _column_lacks(obj, version)
        case Sequence() if version < UNLOGGED:
            yield "unlogged", False
        case Inheritance() if version < NAMED:
            yield from (("named", []), ("fixed", []))
        case Domain() if version < NAMED_OF_DOMAIN:
            yield from (("not_null_name", None), ("not_null_called", None))
        case Privilege() if version < MAINTAINS:
            yield "rights", _others(obj.rights)
        case DefaultPrivilege() if version < MAINTAINS:
            yield from (("grants", _without(obj.grants)), ("usual", _without(obj.usual)))
        case Membership() if version < OF_MEMBERSHIPS:
            yield from (("inherits", None), ("sets", None))
        case Subscription():
            if version < PARALLEL and obj.streaming == "parallel":
                yield "streaming", "off"
            yield from ((name, None) for name, since in OF_SUBSCRIPTIONS.items() if version < since)


def _column_lacks(column: Column, version: int) -> Iterator[tuple[str, Any]]:
    yield "settable", column.settable and version >= SETTABLE
    if version < SHARED:
        yield "identity_apart", bool(column.identity_kind and column.has_children)
    if version < NAMED:
        yield from (("not_null_name", None), ("not_null_usual", True), ("not_null_local", False))
    if version < UNLOGGED:
        yield "identity_persistence", None


def _generated_above(objects: Mapping[Address, Object]) -> Iterator[Column]:
    """Yield the generated columns of child tables that are generated in a parent as well."""
    above: dict[str, list[str]] = {}
    for link in objects.values():
        if isinstance(link, Inheritance):
            above.setdefault(link.child, []).append(link.of)
    for column in objects.values() if above else ():
        if isinstance(column, Column) and column.generated:
            parents = (
                objects.get(Address(Column.kind, f"{of}.{column.name}")) for of in above.get(column.table, ())
            )
            if any(isinstance(parent, Column) and parent.generated for parent in parents):
                yield column


def _says_nothing(obj: Object) -> bool:
    return isinstance(obj, Privilege) and not (obj.rights or obj.columns or obj.owners)


def _without(entries: Entries) -> Entries:
    return tuple((grantee, _others(rights)) for grantee, rights in entries)


def _others(rights: Rights) -> Rights:
    return tuple(right for right in rights if right[0] != "MAINTAIN")
