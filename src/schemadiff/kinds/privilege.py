"""Privileges on objects and their columns (``relacl``, ``attacl``, ``proacl``, ``nspacl``, ``typacl``).

One object for each grantee and relation, columns included: REVOKE on a table also revokes the privilege on its
columns (manual, REVOKE), so both are written together and in one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Self

from schemadiff.model import PART, Address, MustReplace, Object, in_sql

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
"""The kinds that have privileges, with their keyword in GRANT."""
PUBLIC_BY_DEFAULT = {"FUNCTION": "EXECUTE", "LANGUAGE": "USAGE", "PROCEDURE": "EXECUTE", "TYPE": "USAGE"}
"""What PUBLIC may do by default (manual, 5.8 Privileges)."""
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
"""System columns have privileges of their own, but no addresses."""


def owners_rights(on: str, version: int) -> frozenset[str]:
    """Return the privileges that an owner has by default; MAINTAIN is new in 17."""
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
    """The privileges of one grantee on one object, from one grantor."""

    grantee: str
    rights: Rights
    columns: tuple[tuple[str, Rights], ...] = ()
    owners: bool = field(default=False)
    """True if the grantee is the owner: then it exists only if his rights are not the defaults."""
    grantor: str | None = field(default=None)
    """The role that granted it by a grant option; None for the owner."""
    says: str | None = field(default=None, compare=False)
    """The role that must run GRANT: the owner, if the reading role is another one that may have a grant option."""
    upon: tuple[str, ...] = field(default=(), compare=False)
    """The privileges from which the grantor has his grant option."""
    passed_on: bool = field(default=False, compare=False)
    """True if the grantee has granted privileges on."""
    to_owner: bool = field(default=False, compare=False)
    """True if the grantee owns the object: the next owner takes over this privilege."""

    lent: bool = field(default=False, compare=False)
    """True if the role that must run GRANT may not use the schema, and is granted that only meanwhile."""

    kind = "privilege"
    catalog = "pg_class"

    @property
    def on(self) -> Address:
        """The object that the privilege is on."""
        assert self.parent is not None
        return self.parent

    @property
    def _target(self) -> str:
        if self.on.type == "procedure":
            return in_sql(self.on)
        return f"{GRANT_ON[self.on.type]} {self.on.identity}"

    def needs(self) -> Iterator[Address]:
        """Yield the owner, as the next one takes over his privileges; the columns (a view has its own); and ``upon``."""
        assert self.parent is not None
        yield Address("owner", str(self.parent))
        for column, _ in self.columns:
            yield Address(f"{self.parent.type} column", f"{self.parent.identity}.{column}")
        yield from (Address(self.kind, identity) for identity in self.upon)

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """Return the same on the object under its new name."""
        now = renamed.get(self.on)
        if now is None:
            return self
        identity = f"{self.identity.removesuffix(str(self.on))}{now}"
        return replace(self, parent=now, identity=identity)

    def named_roles(self) -> Iterator[str]:
        """Yield the grantee and the grantor."""
        yield from filter(None, (self.grantee, self.grantor))

    def create(self) -> Iterator[str]:
        """GRANT; for an owner after REVOKE ALL."""
        if self.owners:
            yield from self._as_grantor([f"REVOKE ALL ON {self._target} FROM {self.grantee}"])
        yield from self._as_grantor(self._grant(self.rights, self.columns))

    def drop(self) -> Iterator[str]:
        """REVOKE; an owner gets everything back. REVOKE ALL includes the columns' privileges."""
        # REVOKE ALL needs a right on the whole, but a grantor may have some on columns only.
        one_by_one = replace(self, rights=(), columns=())._less(self) if self.grantor else self._drop()  # noqa: SLF001 - of its own kind
        yield from self._as_grantor(one_by_one)

    def _drop(self) -> Iterator[str]:
        if not self.owners or self.columns:
            yield f"REVOKE ALL ON {self._target} FROM {self.grantee}"
        if self.owners:
            yield f"GRANT ALL ON {self._target} TO {self.grantee}"
            if any(grantable for _, grantable in self.rights):
                yield f"REVOKE GRANT OPTION FOR ALL ON {self._target} FROM {self.grantee}"

    def _as_grantor(self, statements: Iterable[str]) -> Iterator[str]:
        """Yield ``statements`` as the grantor's: GRANTED BY can name no role but the current one."""
        told = list(statements)
        if not self.speaker or not told:
            yield from told
            return
        lend, take_back = self.lending if self.lent else ((), ())
        yield from [*lend, f"SET LOCAL ROLE {self.speaker}", *told, "SET LOCAL ROLE NONE", *take_back]

    @property
    def speaker(self) -> str | None:
        """The role that must run GRANT and REVOKE; None if the role that runs the plan can."""
        return self.grantor or self.says

    @property
    def lending(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the statements that grant that role USAGE on the schema, and those that revoke it."""
        lend = f"GRANT USAGE ON SCHEMA {self.schema} TO {self.speaker}"
        return [lend], [f"REVOKE USAGE ON SCHEMA {self.schema} FROM {self.speaker}"]

    def alter(self, old: Object) -> Iterator[str]:
        """REVOKE what is too much, on the table before the columns, then GRANT what is missing."""
        assert isinstance(old, Privilege)
        other = (self.owners, self.to_owner) != (old.owners, old.to_owner)
        if other or (old.passed_on and self._takes(old)):
            raise MustReplace
        yield from self._as_grantor(chain(self._less(old), self._more(old)))

    def _takes(self, old: Privilege) -> bool:
        """Return True if the grantee loses a right that he may have granted on."""
        before, now = dict(old.columns), dict(self.columns)
        columns = (minus(rights, now.get(column, ())) for column, rights in before.items())
        return bool(minus(old.rights, self.rights)) or any(columns)

    def _less(self, old: Privilege) -> Iterator[str]:
        gone = minus(old.rights, self.rights)
        yield from self._revoke(gone)
        columns = dict(self.columns)
        for column, left in self._left(old):
            yield from self._revoke(minus(left, columns.get(column, ())), column)

    def _left(self, old: Privilege) -> Iterator[tuple[str, Rights]]:
        """Yield the column privileges that REVOKE on the whole leaves."""
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
            pairs = (
                (name, column) for column, theirs in columns for name, gives in theirs if gives == option
            )
            for name, column in pairs:
                by_name.setdefault(name, []).append(column)
            words += [f"{name} ({', '.join(them)})" for name, them in sorted(by_name.items())]
            if words:
                with_option = " WITH GRANT OPTION" if option else ""
                yield f"GRANT {', '.join(words)} ON {self._target} TO {self.grantee}{with_option}"


def minus(old: Rights, new: Rights) -> Rights:
    """Return what to revoke: (name, False) for all of it, (name, True) for its grant option only."""
    now = dict(new)
    gone = [(name, False) for name, _ in old if name not in now]
    options = [(name, True) for name, grantable in old if grantable and now.get(name) is False]
    return tuple(gone + options)


def plus(new: Rights, old: Rights) -> Rights:
    """Return what to grant in addition to ``old``."""
    before = dict(old)
    return tuple(
        (name, grantable) for name, grantable in new if name not in before or (grantable and not before[name])
    )


def by_option(rights: Rights) -> Iterator[tuple[list[str], bool]]:
    """Yield the names without and those with grant option, unless there are none."""
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
    """Return a Privilege named ``grantee on address``, with the grantor unless that is the owner."""
    return Privilege.restore({
        "identity": f"{grantee} by {grantor} on {on.address}" if grantor else f"{grantee} on {on.address}",
        "parent": on.address, "schema": on.schema, "grantee": grantee, "rights": tuple(sorted(rights)),
        "columns": tuple(sorted(columns.items())), "owners": owners, "grantor": grantor,
        "says": None, "upon": (), "passed_on": False, "to_owner": False, "lent": False,
    })  # fmt: skip
