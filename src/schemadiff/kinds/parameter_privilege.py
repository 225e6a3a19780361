"""Privileges on the server's parameters (``pg_parameter_acl``, since 15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

from schemadiff.kinds.privilege import Rights, by_option, minus, plus
from schemadiff.model import Address, Object, Reading


@dataclass(frozen=True, kw_only=True)
class ParameterPrivilege(Object):
    """The privileges of one role on one parameter."""

    parameter: str
    role: str
    """PUBLIC, or the grantee."""
    rights: Rights

    kind = "parameter privilege"
    catalog = "pg_parameter_acl"
    FROM_15: LiteralString = """
        SELECT grantee || ' on parameter ' || parameter AS identity, grantee AS role, parameter,
               array_agg(ARRAY[privilege_type, grantable] ORDER BY privilege_type) AS rights
        FROM (SELECT coalesce(quote_ident(rolname), 'PUBLIC') AS grantee, quote_ident(parname) AS parameter,
                     privilege_type, bool_or(is_grantable)::text AS grantable
              FROM pg_parameter_acl, aclexplode(paracl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
              -- 10 is the role that initdb creates, which owns the parameters.
              WHERE a.grantee <> 10 AND (a.grantee = 0 OR rolname IS NOT NULL)
              GROUP BY rolname, parname, privilege_type) p
        GROUP BY grantee, parameter
    """

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 15 introduced these privileges."""
        return cls.FROM_15 if version >= 150000 else ""

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool | None:
        """Convert the rights."""
        values["rights"] = tuple((name, grantable == "true") for name, grantable in values["rights"])
        return super().fill(values, reading)

    def needs(self) -> Iterator[Address]:
        """Yield the role, which cannot be dropped before the privilege."""
        yield Address("role", self.role)

    def create(self) -> Iterator[str]:
        """GRANT."""
        yield from self._grant(self.rights)

    def drop(self) -> Iterator[str]:
        """REVOKE."""
        yield f"REVOKE ALL ON PARAMETER {self.parameter} FROM {self.role}"

    def alter(self, old: Object) -> Iterator[str]:
        """REVOKE what is too much, GRANT what is missing."""
        assert isinstance(old, ParameterPrivilege)
        for names, option in by_option(minus(old.rights, self.rights)):
            only = "GRANT OPTION FOR " if option else ""
            yield f"REVOKE {only}{', '.join(names)} ON PARAMETER {self.parameter} FROM {self.role}"
        yield from self._grant(plus(self.rights, old.rights))

    def _grant(self, rights: Rights) -> Iterator[str]:
        for names, option in by_option(rights):
            tail = " WITH GRANT OPTION" if option else ""
            yield f"GRANT {', '.join(names)} ON PARAMETER {self.parameter} TO {self.role}{tail}"
