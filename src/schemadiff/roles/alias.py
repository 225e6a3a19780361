"""Names for a loader that cannot have the target role's name, because the server belongs to others.

The loader is the role that loads ``desired/``. On a server of our own, it has the name of the role that connects to
the target, so owners are equal on both sides. Elsewhere its objects are read as that role's, and SQL that names the
role is rewritten to name the loader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pglast import ast, parse_sql
from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS
from pglast.parser import ParseError
from pglast.visitors import Visitor
from psycopg.sql import Identifier

from schemadiff.postgres.server import PREFIX
from schemadiff.sql.identity import unquoted

QUOTED_KEYWORDS = RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS | COL_NAME_KEYWORDS
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Alias:
    """The target's role and the loader that stands for it; both names unquoted."""

    role: str
    loader: str

    @property
    def needed(self) -> bool:
        """True unless both have the same name."""
        return self.role != self.loader

    @property
    def quoted(self) -> str:
        """The target's role as ``quote_ident()`` prints it."""
        plain = PLAIN.fullmatch(self.role) and self.role not in QUOTED_KEYWORDS
        return self.role if plain else Identifier(self.role).as_string()

    def read(self, role: str) -> str:
        """``role``, quoted by PostgreSQL; the target's role instead of the loader."""
        return self.quoted if self.needed and unquoted(role) == self.loader else role

    def meant(self, text: str) -> str:
        """The output of pg_dump with the target's role for the loader, whose name must be a random one for that."""
        random = self.needed and re.fullmatch(PREFIX + "[0-9a-f]{8}", self.loader)
        return text.replace(self.loader, self.quoted) if random else text

    def spoken(self, sql: str) -> str:
        """The SQL with the loader's name wherever the target's role is named as a role."""
        if not self.needed or self.role not in sql:
            return sql
        try:
            places = _places(sql, self.role)
        except ParseError:
            # PostgreSQL reports the syntax error when it runs.
            return sql
        for start, end in reversed(places):
            sql = sql[:start] + Identifier(self.loader).as_string() + sql[end:]
        return sql


def _places(sql: str, role: str) -> list[tuple[int, int]]:
    """Start and end of each place where the role is named."""
    found: list[tuple[int, int]] = []

    class Roles(Visitor):
        def visit_RoleSpec(self, ancestors: Any, node: ast.RoleSpec) -> None:  # noqa: N802
            del ancestors
            start = node.location
            if node.rolename == role and start is not None:
                length = len(role) if sql[start] != '"' else len(Identifier(role).as_string())
                found.append((start, start + length))

    Roles()(parse_sql(sql))
    return sorted(found)
