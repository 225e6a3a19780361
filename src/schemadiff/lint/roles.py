"""Makes names of roles and other names written by users comparable."""

from __future__ import annotations

import re

from schemadiff.desired.sources import unquoted

PUBLIC = "PUBLIC"
QUOTED = re.compile(r'"(?:[^"]|"")+"')


def role_name(role: str) -> str:
    """The role's name, unquoted; PUBLIC is no role, but ``"PUBLIC"`` in quotes is one."""
    return role if role in (PUBLIC, f'"{PUBLIC}"') else plain(role)


def plain(name: str) -> str:
    """The plain form of a name that a user wrote, with or without quotes, or that PostgreSQL quoted."""
    return unquoted(name) if QUOTED.fullmatch(name) else name
