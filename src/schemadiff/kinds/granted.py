"""Convert access privileges as they are read (``relacl`` and the like) to one Privilege for each grantee and grantor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.kinds.privilege import (
    GRANT_ON,
    PUBLIC_BY_DEFAULT,
    SYSTEM_COLUMNS,
    Privilege,
    Rights,
    owners_rights,
    privilege,
)
from schemadiff.model import PART, Address, Catalog, Grant, Key, Object, Reading


def privileges(reading: Reading, keys: Mapping[Address, Key]) -> Iterator[Privilege]:
    """Yield the privileges on all objects, including PostgreSQL's defaults for PUBLIC."""
    columns: dict[Key, dict[str, list[Grant]]] = {}
    for at, grants in reading.grants.items():
        if not at & PART:
            continue
        column = reading.addresses.get(at)
        name = reading.view_columns.get(at) or (column and reading.objects[column].name)  # type: ignore[attr-defined]
        name = name or SYSTEM_COLUMNS.get(at & PART)
        if name:
            columns.setdefault(at & ~PART, {})[name] = grants
    for address, at in keys.items():
        if address.type not in GRANT_ON:
            continue
        here = columns.get(at, {})
        listed = reading.grants.get(at)
        if listed is None and not here:
            yield from _public(reading.objects[address])
            continue
        found = list(_of_object(reading, address, listed, here))
        yield from _linked(found, owner_of(reading, address), reading.me)


def _public(obj: Object) -> Iterator[Privilege]:
    if right := PUBLIC_BY_DEFAULT.get(GRANT_ON[obj.kind]):
        yield privilege(obj, "PUBLIC", [(right, False)], {}, owners=False)


def _linked(found: Sequence[Privilege], owner: str | None, me: str) -> Iterator[Privilege]:
    """Yield the privileges on one object, with the grant options that they depend on."""
    passing = [one for one in found if not one.owners and _grantable(one)]
    if not passing:
        yield from found
        return
    grantors = {one.grantor for one in found}
    says = owner if owner != me else None
    for one in found:
        upon = tuple(sorted(each.identity for each in passing if each.grantee == one.grantor))
        yield replace(
            one,
            says=None if one.grantor else says,
            upon=upon,
            passed_on=one.grantee in grantors,
            to_owner=one.grantee == owner and not one.owners,
        )


def _grantable(one: Privilege) -> bool:
    return any(option for rights in (one.rights, *dict(one.columns).values()) for _, option in rights)


def _of_object(
    reading: Reading, address: Address, grants: list[Grant] | None, columns: Mapping[str, list[Grant]]
) -> Iterator[Privilege]:
    obj = reading.objects[address]
    owner = owner_of(reading, address)
    everything = [*(grants or ()), *(grant for theirs in columns.values() for grant in theirs)]
    for grantor in sorted({grant.grantor for grant in everything if owner is not None} - {owner}):
        per, per_column = _per_grantee(grants or (), columns, {grantor})
        for grantee in sorted(per.keys() | per_column.keys()):
            rights, theirs = per.get(grantee, {}), per_column.get(grantee, {})
            yield privilege(obj, grantee, rights.items(), theirs, owners=False, grantor=grantor)
    per, per_column = _per_grantee(grants or (), columns, {owner} if owner is not None else None)
    every = owners_rights(GRANT_ON[address.type], reading.version)
    if grants is None:
        yield from _public(obj)
    if owner is not None:
        mine = dict.fromkeys(every, False) if grants is None else per.pop(owner, {})
        theirs = per_column.pop(owner, {})
        if every - mine.keys() or any(mine.values()) or theirs:
            yield privilege(obj, owner, mine.items(), theirs, owners=True)
    for grantee in sorted(per.keys() | per_column.keys()):
        yield privilege(obj, grantee, per.get(grantee, {}).items(), per_column.get(grantee, {}), owners=False)


def _per_grantee(
    grants: Iterable[Grant], columns: Mapping[str, list[Grant]], grantors: AbstractSet[str] | None
) -> tuple[dict[str, dict[str, bool]], dict[str, dict[str, Rights]]]:
    """Return the rights of each grantee on the whole and on its columns, as granted by ``grantors``; None: by any role."""
    per: dict[str, dict[str, bool]] = {}
    for grant in grants:
        if grantors is None or grant.grantor in grantors:
            rights = per.setdefault(grant.grantee, {})
            rights[grant.privilege] = rights.get(grant.privilege, False) or grant.grantable
    per_column: dict[str, dict[str, Rights]] = {}
    for column, theirs in columns.items():
        counting = [g for g in theirs if grantors is None or g.grantor in grantors]
        for grantee in {g.grantee for g in counting}:
            pairs = {(g.privilege, g.grantable) for g in counting if g.grantee == grantee}
            per_column.setdefault(grantee, {})[column] = tuple(sorted(pairs))
    return per, per_column


def owner_of(reading: Reading, address: Address | None) -> str | None:
    """Return the owner of an object, or of the object that it is a part of."""
    while address is not None:
        if said := reading.objects.get(Address("owner", str(address))):
            return str(said.role)  # type: ignore[attr-defined]
        address = reading.objects[address].parent
    return None


def initial(obj: Object, catalog: Catalog) -> Iterator[Privilege]:
    """Yield the privileges of ``obj`` right after ``catalog.role`` has created it.

    These are PostgreSQL's own defaults, or the global default privileges in their place, and those of the schema on top
    (manual, ALTER DEFAULT PRIVILEGES).
    """
    on = GRANT_ON.get(obj.kind)
    if on is None:
        return
    general, special = defaults_for(obj, catalog)
    per: dict[str, dict[str, bool]] = {}
    if general is None and (right := PUBLIC_BY_DEFAULT.get(on)):
        per["PUBLIC"] = {right: False}
    for entry in (general, special):
        for grantee, rights in entry.grants if entry else ():
            for name, grantable in rights:
                mine = per.setdefault(grantee, {})
                mine[name] = mine.get(name, False) or grantable
    lacking = general is not None and owners_rights(on, catalog.knows) - per.get(catalog.role, {}).keys()
    own = per.pop(catalog.role, {})
    if lacking:
        yield privilege(obj, catalog.role, ((name, False) for name in own), {}, owners=True)
    for grantee, mine in sorted(per.items()):
        yield privilege(obj, grantee, mine.items(), {}, owners=False)


def defaults_of(obj: Object, role: str) -> Iterator[Address]:
    """Yield the addresses of the global and the schema's default privileges for an object that ``role`` creates."""
    if letter := DefaultPrivilege.LETTER.get(obj.kind):
        yield DefaultPrivilege.address_of(role, None, letter)
        # A schema is not in a schema, although its ``schema`` is itself.
        if obj.schema and obj.schema != obj.identity:
            yield DefaultPrivilege.address_of(role, obj.schema, letter)


def defaults_for(obj: Object, catalog: Catalog) -> tuple[DefaultPrivilege | None, DefaultPrivilege | None]:
    """Return the global and the schema's default privileges that apply when ``catalog.role`` creates ``obj``."""
    found = [catalog.objects.get(address) for address in defaults_of(obj, catalog.role)]
    general, special = (
        entry if isinstance(entry, DefaultPrivilege) else None for entry in (*found, None, None)[:2]
    )
    return general, special
