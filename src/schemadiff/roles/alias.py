"""A loader that is not called as the target's role, because the server belongs to others.

On a server of ours the loader has the name of the role that the target is connected to as, so that owners read
alike. Elsewhere it cannot have it: what it owns is read as that role's, and what is said to that role is said to it.
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

from schemadiff.desired.sources import unquoted
from schemadiff.postgres.server import PREFIX

QUOTED_KEYWORDS = RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS | COL_NAME_KEYWORDS
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Alias:
    """The target's role, and who stands for it; names unquoted."""

    role: str
    loader: str

    @property
    def needed(self) -> bool:
        """True unless they are the same."""
        return self.role != self.loader

    @property
    def quoted(self) -> str:
        """The role, as ``quote_ident()`` prints it."""
        plain = PLAIN.fullmatch(self.role) and self.role not in QUOTED_KEYWORDS
        return self.role if plain else Identifier(self.role).as_string()

    def read(self, role: str) -> str:
        """A role as PostgreSQL quoted it, the loader under the name of the role."""
        return self.quoted if self.needed and unquoted(role) == self.loader else role

    def meant(self, text: str) -> str:
        """The output of pg_dump with the role's name; a loader's that is nobody's word by chance is replaced."""
        random = self.needed and re.fullmatch(PREFIX + "[0-9a-f]{8}", self.loader)
        return text.replace(self.loader, self.quoted) if random else text

    def spoken(self, sql: str) -> str:
        """SQL that says the loader wherever the role stands as a role."""
        if not self.needed or self.role not in sql:
            return sql
        try:
            places = _places(sql, self.role)
        except ParseError:
            # PostgreSQL will say what is wrong with it.
            return sql
        for start, end in reversed(places):
            sql = sql[:start] + Identifier(self.loader).as_string() + sql[end:]
        return sql


def _places(sql: str, role: str) -> list[tuple[int, int]]:
    """Where the role is named, as start and end."""
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
