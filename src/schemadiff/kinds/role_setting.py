"""Session defaults of a role (``pg_db_role_setting``): ALTER ROLE ... SET, in all databases or in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemadiff.model import Address, Object


@dataclass(frozen=True, kw_only=True)
class RoleSetting(Object):
    """One parameter of one role."""

    role: str
    database: str | None
    """The database; None for all."""
    name: str
    value: str
    """As an SQL expression."""

    kind = "role setting"
    catalog = "pg_db_role_setting"
    # Lists of names are stored with their quotes, so they are written as they are, as in pg_dump.
    query = """
        SELECT name || ' of ' || role || coalesce(' in ' || database, '') AS identity, role, database, name,
               CASE WHEN text = '""' THEN quote_literal('') -- an empty list
                    WHEN name IN ('local_preload_libraries', 'search_path', 'session_preload_libraries', 'temp_tablespaces')
                    THEN text ELSE quote_literal(text) END AS value
        FROM (SELECT quote_ident(rolname) AS role, quote_ident(datname) AS database,
                     quote_ident(split_part(setting, '=', 1)) AS name, substr(setting, strpos(setting, '=') + 1) AS text
              FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase,
                   unnest(setconfig) setting) s
    """

    @property
    def _head(self) -> str:
        return f"ALTER ROLE {self.role}{f' IN DATABASE {self.database}' if self.database else ''}"

    def needs(self) -> Iterator[Address]:
        """Yield the role."""
        yield Address("role", self.role)

    def create(self) -> Iterator[str]:
        """ALTER ROLE ... SET."""
        yield f"{self._head} SET {self.name} TO {self.value}"

    def drop(self) -> Iterator[str]:
        """ALTER ROLE ... RESET."""
        yield f"{self._head} RESET {self.name}"

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER ROLE ... SET again."""
        del old
        yield from self.create()
