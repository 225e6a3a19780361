"""Roles by their names, which are made comparable as other names written by users are, and what they may do, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

PUBLIC = "PUBLIC"
QUOTED = re.compile(r'"(?:[^"]|"")+"')


def role_name(role: str) -> str:
    """The role's name, unquoted; PUBLIC is no role, but ``"PUBLIC"`` in quotes is one."""
    return role if role in (PUBLIC, f'"{PUBLIC}"') else plain(role)


def plain(name: str) -> str:
    """The plain form of a name that a user wrote, with or without quotes, or that PostgreSQL quoted."""
    return unquoted(name) if QUOTED.fullmatch(name) else name


def may(held: Mapping[str, Sequence[str]]) -> str:
    """The roles with their privileges, those with equal ones together: ``anon and authenticated may SELECT``."""
    by_rights: dict[tuple[str, ...], list[str]] = {}
    for role, rights in held.items():
        by_rights.setdefault(tuple(rights), []).append(role)
    return listed([f"{listed(roles)} may {listed(rights)}" for rights, roles in by_rights.items()])
