"""Privileges on objects and their columns (``relacl``, ``attacl``, ``proacl``, ``nspacl``, ``typacl``).

One object per grantee and relation, columns included: a REVOKE on a table takes the same privilege from
its columns as well (manual, REVOKE), so the two are one thing and are said in one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.model import PART, Address, Catalog, Grant, Key, MustReplace, Object, Reading

Rights = tuple[tuple[str, bool], ...]
"""Sorted pairs (privilege, with grant option)."""

TABLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
GRANT_ON = {
    "aggregate": "FUNCTION",
    "foreign table": "TABLE",
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
    "function": "FUNCTION",
    "language": "LANGUAGE",
    "materialized view": "TABLE",
    "procedure": "PROCEDURE",
    "schema": "SCHEMA",
    "sequence": "SEQUENCE",
    "server": "FOREIGN SERVER",
    "table": "TABLE",
    "type": "TYPE",
    "view": "TABLE",
}
"""The kinds that have privileges, and the word that GRANT wants."""
PUBLIC_BY_DEFAULT = {"FUNCTION": "EXECUTE", "LANGUAGE": "USAGE", "PROCEDURE": "EXECUTE", "TYPE": "USAGE"}
"""What PUBLIC may do without a word (manual, 5.8 Privileges)."""
SYSTEM_COLUMNS = {
    number & PART: name
    for number, name in (
        (-1, "ctid"),
        (-2, "xmin"),
        (-3, "cmin"),
        (-4, "xmax"),
        (-5, "cmax"),
        (-6, "tableoid"),
    )
}
"""They have privileges of their own, and no addresses."""


def owners_rights(on: str, version: int) -> frozenset[str]:
    """What an owner may do without a word; MAINTAIN is new in 17."""
    every = {
        "TABLE": (*TABLE, *(("MAINTAIN",) if version >= 170000 else ())),
        "SEQUENCE": ("USAGE", "SELECT", "UPDATE"),
        "SCHEMA": ("USAGE", "CREATE"),
        "FOREIGN DATA WRAPPER": ("USAGE",),
        "FOREIGN SERVER": ("USAGE",),
        "LANGUAGE": ("USAGE",),
        "TYPE": ("USAGE",),
    }
    return frozenset(every.get(on, ("EXECUTE",)))


@dataclass(frozen=True, kw_only=True)
class Privilege(Object):
    """What one grantee may do with one object."""

    grantee: str
    rights: Rights
    columns: tuple[tuple[str, Rights], ...] = ()
    owners: bool = field(default=False)
    """True if the grantee is the owner, of whom only what was taken away is worth a word."""
    grantor: str | None = field(default=None)
    """Who granted it with a grant option of his own; None for the owner."""

    kind = "privilege"
    catalog = "pg_class"

    @property
    def on(self) -> Address:
        """The object that it is about."""
        assert self.parent is not None
        return self.parent

    @property
    def _target(self) -> str:
        return f"{GRANT_ON[self.on.type]} {self.on.identity}"

    def needs(self) -> Iterator[Address]:
        """The columns that it names, for a view is made with its own; and the owner, for who comes next takes over what one has."""
        assert self.parent is not None
        yield Address("owner", str(self.parent))
        for column, _ in self.columns:
            yield Address(f"{self.parent.type} column", f"{self.parent.identity}.{column}")
        if self.grantor:
            yield Address(self.kind, f"{self.grantor} on {self.parent}")

    def named_roles(self) -> Iterator[str]:
        """Who may, and who says so."""
        yield from filter(None, (self.grantee, self.grantor))

    def create(self) -> Iterator[str]:
        """GRANT; of an owner, first take everything."""
        if self.owners:
            yield f"REVOKE ALL ON {self._target} FROM {self.grantee}"
        yield from self._as_grantor(self._grant(self.rights, self.columns))

    def drop(self) -> Iterator[str]:
        """REVOKE; an owner gets everything back. REVOKE ALL takes the columns' privileges along."""
        if self.owners:
            yield from [f"REVOKE ALL ON {self._target} FROM {self.grantee}"] if self.columns else []
            yield f"GRANT ALL ON {self._target} TO {self.grantee}"
            if any(grantable for _, grantable in self.rights):
                yield f"REVOKE GRANT OPTION FOR ALL ON {self._target} FROM {self.grantee}"
        else:
            yield from self._as_grantor([f"REVOKE ALL ON {self._target} FROM {self.grantee}"])

    def _as_grantor(self, statements: Iterable[str]) -> Iterator[str]:
        """Say them as the role that grants: GRANTED BY can name no other than the current one."""
        yield from [f"SET LOCAL ROLE {self.grantor}"] if self.grantor else []
        yield from statements
        yield from ["SET LOCAL ROLE NONE"] if self.grantor else []

    def alter(self, old: Object) -> Iterator[str]:
        """REVOKE what is too much, on the table before the columns, then GRANT what is missing."""
        assert isinstance(old, Privilege)
        if self.owners != old.owners:
            raise MustReplace
        yield from self._as_grantor(chain(self._less(old), self._more(old)))

    def _less(self, old: Privilege) -> Iterator[str]:
        gone = minus(old.rights, self.rights)
        yield from self._revoke(gone)
        columns = dict(self.columns)
        for column, left in self._left(old):
            yield from self._revoke(minus(left, columns.get(column, ())), column)

    def _left(self, old: Privilege) -> Iterator[tuple[str, Rights]]:
        """What REVOKE on the whole leaves of the privileges on columns."""
        taken = {name for name, _ in minus(old.rights, self.rights)}
        yield from (
            (c, tuple(right for right in rights if right[0] not in taken)) for c, rights in old.columns
        )

    def _more(self, old: Privilege) -> Iterator[str]:
        columns, before = dict(self.columns), dict(self._left(old))
        for column, left in before.items():
            excess = minus(left, columns.get(column, ()))
            before[column] = tuple(right for right in left if right not in excess)
        missing = tuple((c, rest) for c, r in columns.items() if (rest := plus(r, before.get(c, ()))))
        yield from self._grant(plus(self.rights, old.rights), missing)

    def _revoke(self, rights: Rights, column: str | None = None) -> Iterator[str]:
        for names, option in by_option(rights):
            only = "GRANT OPTION FOR " if option else ""
            listed = ", ".join(f"{name} ({column})" if column else name for name in names)
            yield f"REVOKE {only}{listed} ON {self._target} FROM {self.grantee}"

    def _grant(self, rights: Rights, columns: Sequence[tuple[str, Rights]]) -> Iterator[str]:
        for option in (False, True):
            words = [name for name, grantable in rights if grantable == option]
            by_name: dict[str, list[str]] = {}
            for column, theirs in columns:
                for name, grantable in theirs:
                    if grantable == option:
                        by_name.setdefault(name, []).append(column)
            words += [f"{name} ({', '.join(them)})" for name, them in sorted(by_name.items())]
            if words:
                with_option = " WITH GRANT OPTION" if option else ""
                yield f"GRANT {', '.join(words)} ON {self._target} TO {self.grantee}{with_option}"


def minus(old: Rights, new: Rights) -> Rights:
    """What to take away: (name, False) all of it, (name, True) its grant option only."""
    now = dict(new)
    gone = [(name, False) for name, _ in old if name not in now]
    options = [(name, True) for name, grantable in old if grantable and now.get(name) is False]
    return tuple(gone + options)


def plus(new: Rights, old: Rights) -> Rights:
    """What to add to ``old``."""
    before = dict(old)
    return tuple(
        (name, grantable) for name, grantable in new if name not in before or (grantable and not before[name])
    )


def by_option(rights: Rights) -> Iterator[tuple[list[str], bool]]:
    """Yield the names without and those with grant option, if there are any."""
    for option in (False, True):
        if names := [name for name, flag in rights if flag == option]:
            yield names, option


def privilege(
    on: Object,
    grantee: str,
    rights: Iterable[tuple[str, bool]],
    columns: Mapping[str, Rights],
    *,
    owners: bool,
    grantor: str | None = None,
) -> Privilege:
    """Make one, named ``grantee on address``."""
    return Privilege.restore(
        {
            "identity": f"{grantee} by {grantor} on {on.address}"
            if grantor
            else f"{grantee} on {on.address}",
            "parent": on.address,
            "schema": on.schema,
            "grantee": grantee,
            "rights": tuple(sorted(rights)),
            "columns": tuple(sorted(columns.items())),
            "owners": owners,
            "grantor": grantor,
        }
    )


def privileges(reading: Reading, keys: Mapping[Address, Key]) -> Iterator[Privilege]:
    """Yield the privileges of all objects that were read; what PostgreSQL gives PUBLIC by default included."""
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
        yield from _of_object(reading, address, listed, here)


def _public(obj: Object) -> Iterator[Privilege]:
    if right := PUBLIC_BY_DEFAULT.get(GRANT_ON[obj.kind]):
        yield privilege(obj, "PUBLIC", [(right, False)], {}, owners=False)


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
    """What each grantee may do with the whole and with its columns, as granted by those roles; None: by any."""
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
    """The owner of an object: its own, or that of the whole that it is a part of."""
    while address is not None:
        if said := reading.objects.get(Address("owner", str(address))):
            return str(said.role)  # type: ignore[attr-defined]
        address = reading.objects[address].parent
    return None


def initial(obj: Object, catalog: Catalog) -> Iterator[Privilege]:
    """Yield the privileges that ``obj`` has right after ``catalog.role`` created it.

    PostgreSQL's own default, or the global default privileges in its place, and the schema's on top
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
    lacking = general is not None and owners_rights(on, catalog.version) - per.get(catalog.role, {}).keys()
    own = per.pop(catalog.role, {})
    if lacking:
        yield privilege(obj, catalog.role, ((name, False) for name in own), {}, owners=True)
    for grantee, mine in sorted(per.items()):
        yield privilege(obj, grantee, mine.items(), {}, owners=False)


def defaults_of(obj: Object, role: str) -> Iterator[Address]:
    """Yield where the global and the schema's default privileges for what ``role`` creates would be."""
    if letter := DefaultPrivilege.LETTER.get(obj.kind):
        yield DefaultPrivilege.address_of(role, None, letter)
        # A schema is in none, though it counts as its own.
        if obj.schema and obj.schema != obj.identity:
            yield DefaultPrivilege.address_of(role, obj.schema, letter)


def defaults_for(obj: Object, catalog: Catalog) -> tuple[DefaultPrivilege | None, DefaultPrivilege | None]:
    """The global and the schema's default privileges that apply to what ``catalog.role`` creates."""
    found = [catalog.objects.get(address) for address in defaults_of(obj, catalog.role)]
    general, special = (
        entry if isinstance(entry, DefaultPrivilege) else None for entry in (*found, None, None)[:2]
    )
    return general, special
