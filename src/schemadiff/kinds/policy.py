"""Row level security policies (``pg_policy``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schemadiff.model import MustReplace, Object, Reading, in_sql


@dataclass(frozen=True, kw_only=True)
class Policy(Object):
    """A policy; its expressions as ``pg_get_expr()`` prints them."""

    permissive: bool
    command: str
    roles: list[str]
    using: str | None
    check: str | None
    name: str = field(compare=False)
    table: str = field(compare=False)

    kind = "policy"
    catalog = "pg_policy"
    rare = "pg_policy"
    printed = ("using", "check")
    rebuildable = True
    query = """
        SELECT oid AS _oid, polrelid AS _parent, quote_ident(polname) AS name, polpermissive AS permissive,
               CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command, polroles AS roles,
               pg_get_expr(polqual, polrelid) AS using, pg_get_expr(polwithcheck, polrelid) AS check
        FROM pg_policy WHERE oid >= 16384
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its table, and resolve its roles."""
        values["table"] = values["parent"].identity
        values["identity"] = f"{values['name']} on {values['table']}"
        values["roles"] = sorted(reading.roles.get(oid, str(oid)) for oid in values["roles"])

    def _clauses(self) -> str:
        text = f" TO {', '.join(self.roles)}"
        text += f"\n    USING ({self.using})" if self.using is not None else ""
        return text + (f"\n    WITH CHECK ({self.check})" if self.check is not None else "")

    def named_roles(self) -> Iterator[str]:
        """Yield the roles that it applies to."""
        yield from self.roles

    def create(self) -> Iterator[str]:
        """CREATE POLICY."""
        mode = "" if self.permissive else " AS RESTRICTIVE"
        yield f"CREATE {in_sql(self.address)}{mode} FOR {self.command}{self._clauses()}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter roles and expressions; raise MustReplace to remove an expression, or for another command or mode."""
        assert isinstance(old, Policy)
        lost = (old.using is not None and self.using is None) or (
            old.check is not None and self.check is None
        )
        if lost or self.changed(old) & {"permissive", "command"}:
            raise MustReplace
        yield f"ALTER {in_sql(self.address)}{self._clauses()}"
