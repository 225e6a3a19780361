"""Phrases that several rules use in their messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def may(held: Mapping[str, Sequence[str]]) -> str:
    """The roles with their privileges, those with equal ones together: ``anon and authenticated may SELECT``."""
    by_rights: dict[tuple[str, ...], list[str]] = {}
    for role, rights in held.items():
        by_rights.setdefault(tuple(rights), []).append(role)
    return listed([f"{listed(roles)} may {listed(rights)}" for rights, roles in by_rights.items()])


def count(number: int, one: str, many: str) -> str:
    """``1 policy``, ``2 policies``."""
    return f"{number} {one if number == 1 else many}"
