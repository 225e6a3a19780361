"""Names of roles, and others that users write, made comparable."""

from __future__ import annotations

import re

from schemadiff.desired.sources import unquoted

PUBLIC = "PUBLIC"
QUOTED = re.compile(r'"(?:[^"]|"")+"')


def role_name(role: str) -> str:
    """A role as its name, unquoted; PUBLIC is no role, and ``"PUBLIC"`` in quotes is one."""
    return role if role in (PUBLIC, f'"{PUBLIC}"') else plain(role)


def plain(name: str) -> str:
    """A name that a user wrote, with SQL's quotes or without, or that PostgreSQL quoted."""
    return unquoted(name) if QUOTED.fullmatch(name) else name
