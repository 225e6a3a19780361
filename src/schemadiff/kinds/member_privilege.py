"""Privileges on extension members, as far as they differ from those that the extension installed (``pg_init_privs``).

Members are not managed, but privileges on them may be. pg_dump prints the same difference. The owner of a member is the
role that created the extension, so owners' privileges are left out, and so are grantors: the administrator of
one server may have a privilege from another role than that of the next.

A schema that a control file fixes is no member, but the privileges that the script grants on it count as installed, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemadiff.kinds.extension import Extension
from schemadiff.kinds.granted import owner_of, privileges
from schemadiff.kinds.privilege import GRANT_ON, Privilege, Rights
from schemadiff.model import PART, Address, Key, Member, MustReplace, Object, Reading


@dataclass(frozen=True, kw_only=True)
class MemberPrivilege(Privilege):
    """The privileges of one grantee on one member that differ from the installed ones; a part of the extension."""

    member: Address
    brought: Rights = field(default=(), compare=False)
    """The installed privileges: GRANT and REVOKE start from them, and ``drop()`` restores them."""
    brought_columns: tuple[tuple[str, Rights], ...] = field(default=(), compare=False)
    grantor: str | None = field(default=None, compare=False)  # see above

    @property
    def on(self) -> Address:
        """The address of the member."""
        return self.member

    def needs(self) -> Iterator[Address]:
        """Yield the privilege by which the grantor may grant this one."""
        if self.grantor:
            yield Address(self.kind, f"{self.grantor} on {self.member}")

    @property
    def _before(self) -> MemberPrivilege:
        return replace(self, rights=self.brought, columns=self.brought_columns, grantor=None)

    def create(self) -> Iterator[str]:
        """Yield the statements that turn the installed privileges into these."""
        yield from self.alter(self._before)

    def drop(self) -> Iterator[str]:
        """Yield the statements that restore the installed privileges."""
        yield from self._before.alter(self)

    def alter(self, old: Object) -> Iterator[str]:
        """REVOKE as the grantor, then GRANT."""
        if not isinstance(old, MemberPrivilege):
            # A plain Privilege: the extension was not there when it was granted.
            raise MustReplace
        if less := list(self._less(old)):
            yield from old._as_grantor(less)  # noqa: SLF001 - of its own kind
        yield from self._more(old)


def members(
    reading: Reading, keys: Mapping[Address, Key], brought: Mapping[Key, Key]
) -> dict[Address, Member]:
    """Map members that can have privileges to extension and owner; ``brought`` maps a member's key to the extension's."""
    found = ((address, brought.get(at)) for address, at in keys.items() if address.type in GRANT_ON)
    return {
        address: Member(extension, owner_of(reading, address) or "", reading.objects[address].schema)
        for address, at in found
        if at is not None and (extension := reading.addresses.get(at))
    }


def granted_schemas(reading: Reading, keys: Mapping[Address, Key]) -> dict[Address, Member]:
    """Map the schemas that are no members, but on which the script of an extension in them grants something."""
    found: dict[Address, Member] = {}
    inside = {each.into: each.address for each in reading.objects.values() if isinstance(each, Extension)}
    for address, at in keys.items() if inside else ():
        if address.type == "schema" and at in reading.brought and (by := inside.get(address.identity)):
            found[address] = Member(by, owner_of(reading, address) or "", address.identity)
    return found


def with_schemas(
    objects: dict[Address, Object], reading: Reading, keys: Mapping[Address, Key]
) -> dict[Address, Object]:
    """Return the objects; on schemas that are no members, installed privileges are replaced by what differs from them."""
    schemas = granted_schemas(reading, keys)
    brought = {
        Address(Privilege.kind, f"{grant.grantee} on {address}")
        for address in schemas
        for grant in reading.brought[keys[address]]
        if grant.grantee != schemas[address].owner
    }
    if not brought:
        return objects
    found = {granted.address: granted for granted in member_privileges(reading, keys, schemas)}
    kept = {address: obj for address, obj in objects.items() if address not in brought}
    return kept | {address: granted for address, granted in found.items() if address in brought}


def member_privileges(
    reading: Reading, keys: Mapping[Address, Key], found: Mapping[Address, Member]
) -> Iterator[MemberPrivilege]:
    """Yield the privileges on ``found`` that differ from the installed ones."""
    both = reading.grants.keys() | reading.brought.keys()
    changed = {at & ~PART for at in both if reading.grants.get(at) != reading.brought.get(at)}
    asked = {address: keys[address] for address in found if keys[address] in changed}
    if not asked:
        return
    now = _merged(privileges(reading, asked))
    before = _merged(privileges(replace(reading, grants=reading.brought), asked))
    for on, grantee in sorted(now.keys() | before.keys()):
        is_, was = now.get((on, grantee)), before.get((on, grantee))
        if grantee != found[on].owner and _said(is_) != _said(was):
            yield _privilege(reading, found[on].extension, (on, grantee), is_, was)


def _privilege(
    reading: Reading,
    extension: Address,
    about: tuple[Address, str],
    now: Privilege | None,
    before: Privilege | None,
) -> MemberPrivilege:
    (on, grantee), (rights, columns), (brought, brought_columns) = about, _said(now), _said(before)
    return MemberPrivilege.restore({
        "identity": f"{grantee} on {on}", "parent": extension, "schema": reading.objects[on].schema, "grantee": grantee,
        "rights": rights, "columns": columns, "owners": False, "grantor": now.grantor if now else None,
        "says": None, "upon": (), "passed_on": False, "to_owner": False, "lent": False,
        "member": on, "brought": brought, "brought_columns": brought_columns,
    })  # fmt: skip


def _merged(found: Iterable[Privilege]) -> dict[tuple[Address, str], Privilege]:
    """Merge the privileges by member and grantee, over all grantors."""
    merged: dict[tuple[Address, str], Privilege] = {}
    for one in found:
        other = merged.get((one.on, one.grantee))
        merged[one.on, one.grantee] = one if other is None else _both(one, other)
    return merged


def _both(one: Privilege, other: Privilege) -> Privilege:
    names = {name for name, _ in (*one.columns, *other.columns)}
    columns = {
        name: _union(dict(one.columns).get(name, ()), dict(other.columns).get(name, ())) for name in names
    }
    grantor = one.grantor if one.grantor == other.grantor else None
    return replace(
        one, rights=_union(one.rights, other.rights), columns=tuple(sorted(columns.items())), grantor=grantor
    )


def _union(one: Rights, other: Rights) -> Rights:
    found: dict[str, bool] = {}
    for name, grantable in (*one, *other):
        found[name] = found.get(name, False) or grantable
    return tuple(sorted(found.items()))


def _said(found: Privilege | None) -> tuple[Rights, tuple[tuple[str, Rights], ...]]:
    return (found.rights, found.columns) if found else ((), ())
