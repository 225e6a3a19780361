"""Memberships of roles (``pg_auth_members``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import LiteralString

from schemadiff.model import Address, Object


@dataclass(frozen=True, kw_only=True)
class Membership(Object):
    """The membership of one role in another; since 16, one object for each grantor."""

    role: str
    member: str
    admin: bool
    inherits: bool | None
    """None before 16, where the attribute of the member decides."""
    sets: bool | None
    grantor: str | None
    """The grantor; None for the administrator of the server, and before 16, where it has no effect."""

    kind = "membership"
    catalog = "pg_auth_members"
    query = """
        SELECT quote_ident(m.rolname) || ' in ' || quote_ident(r.rolname) AS identity, quote_ident(r.rolname) AS role,
               quote_ident(m.rolname) AS member, bool_or(admin_option) AS admin, NULL::bool AS inherits,
               NULL::bool AS sets, NULL::text AS grantor
        FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member
        GROUP BY r.rolname, m.rolname
    """
    FROM_16: LiteralString = """
        SELECT quote_ident(m.rolname) || ' in ' || quote_ident(r.rolname) || coalesce(' by ' || g.name, '') AS identity,
               quote_ident(r.rolname) AS role, quote_ident(m.rolname) AS member, bool_or(admin_option) AS admin,
               bool_or(inherit_option) AS inherits, bool_or(set_option) AS sets, g.name AS grantor
        FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member
             LEFT JOIN (SELECT oid, quote_ident(rolname) AS name FROM pg_roles WHERE rolname = ANY(%(ours)s)) g ON g.oid = grantor
        GROUP BY r.rolname, m.rolname, g.name
    """

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 16 introduced options and grantors."""
        return cls.FROM_16 if version >= 160000 else cls.query

    def needs(self) -> Iterator[Address]:
        """Yield both roles, and the grantor's own membership."""
        yield Address("role", self.role)
        yield Address("role", self.member)
        if self.grantor:
            yield Address(self.kind, f"{self.grantor} in {self.role}")

    def create(self) -> Iterator[str]:
        """GRANT with the options that are not defaults; the default of INHERIT depends on the member."""
        options = ["ADMIN TRUE"] if self.admin else []
        if self.inherits is not None:
            options += [f"INHERIT {str(self.inherits).upper()}"] + ([] if self.sets else ["SET FALSE"])
        elif self.admin:
            options = ["ADMIN OPTION"]
        yield self._grant(options)

    def drop(self) -> Iterator[str]:
        """REVOKE."""
        yield f"REVOKE {self.role} FROM {self.member}{self._by()}"

    def alter(self, old: Object) -> Iterator[str]:
        """GRANT added options, and REVOKE the admin option where it is gone."""
        assert isinstance(old, Membership)
        if old.admin and not self.admin:
            yield f"REVOKE ADMIN OPTION FOR {self.role} FROM {self.member}{self._by()}"
        options = ["ADMIN TRUE" if self.inherits is not None else "ADMIN OPTION"] if self.admin else []
        options = [] if old.admin else options
        if self.inherits is not None:
            options += [f"INHERIT {str(self.inherits).upper()}"] if self.inherits != old.inherits else []
            options += [f"SET {str(self.sets).upper()}"] if self.sets != old.sets else []
        if options:
            yield self._grant(options)

    def _grant(self, options: list[str]) -> str:
        given = f" WITH {', '.join(options)}" if options else ""
        return f"GRANT {self.role} TO {self.member}{given}{self._by()}"

    def _by(self) -> str:
        return f" GRANTED BY {self.grantor}" if self.grantor else ""
