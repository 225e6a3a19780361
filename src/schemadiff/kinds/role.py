"""Roles (``pg_authid`` by way of ``pg_roles``, ``pg_shdescription``): attributes and comment, but no password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemadiff.model import Object

FLAGS = ("superuser", "inherit", "createrole", "createdb", "login", "replication", "bypassrls")


@dataclass(frozen=True, kw_only=True)
class Role(Object):
    """A role of the server."""

    superuser: bool
    inherit: bool
    createrole: bool
    createdb: bool
    login: bool
    replication: bool
    bypassrls: bool
    connections: int
    """CONNECTION LIMIT; -1 for no limit."""
    valid_until: str
    """As PostgreSQL prints it in UTC; ``infinity`` also if it is not set: that means the same, and SQL cannot unset it."""
    comment: str | None
    """Quoted as a literal."""

    kind = "role"
    catalog = "pg_authid"
    query = """
        SELECT quote_ident(rolname) AS identity, rolsuper AS superuser, rolinherit AS inherit, rolcreaterole AS createrole,
               rolcreatedb AS createdb, rolcanlogin AS login, rolreplication AS replication, rolbypassrls AS bypassrls,
               rolconnlimit AS connections, coalesce(rolvaliduntil::text, 'infinity') AS valid_until,
               quote_literal(shobj_description(oid, 'pg_authid')) AS comment
        FROM pg_roles
    """

    def create(self) -> Iterator[str]:
        """CREATE ROLE, with the attributes that are not defaults."""
        yield f"CREATE ROLE {self.identity}{self._words(_usual(self.identity))}"
        if self.comment is not None:
            yield f"COMMENT ON ROLE {self.identity} IS {self.comment}"

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER ROLE; the server decides which attributes the current role may set."""
        assert isinstance(old, Role)
        if words := self._words(old):
            yield f"ALTER ROLE {self.identity}{words}"
        if self.comment != old.comment:
            yield f"COMMENT ON ROLE {self.identity} IS {self.comment or 'NULL'}"

    def _words(self, old: Role) -> str:
        changed = self.changed(old)
        words = [f"{'' if getattr(self, flag) else 'NO'}{flag.upper()}" for flag in FLAGS if flag in changed]
        words += [f"CONNECTION LIMIT {self.connections}"] if "connections" in changed else []
        words += [f"VALID UNTIL '{self.valid_until}'"] if "valid_until" in changed else []
        return "".join(f" {word}" for word in words)

    def by_hand(self) -> tuple[str, str] | None:
        """Return that its password must be set by hand: passwords are neither read nor written."""
        if not self.login:
            return None
        return (
            f"role {self.identity} has LOGIN, but no password: passwords are neither read nor written",
            "set it where it is needed, in psql with \\password",
        )


def _usual(identity: str) -> Role:
    """Return the role that CREATE ROLE creates without attributes."""
    return Role(
        identity=identity,
        superuser=False,
        inherit=True,
        createrole=False,
        createdb=False,
        login=False,
        replication=False,
        bypassrls=False,
        connections=-1,
        valid_until="infinity",
        comment=None,
    )
