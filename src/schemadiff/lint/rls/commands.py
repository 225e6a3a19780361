"""Which commands and roles a policy is for."""

from __future__ import annotations

from schemadiff.kinds.policy import Policy

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def commands(policy: Policy) -> frozenset[str]:
    """The commands that it is for."""
    return frozenset(COMMANDS) if policy.command == "ALL" else frozenset({policy.command})


def concerns(policy: Policy, other: Policy) -> bool:
    """True if ``policy`` is for every command that ``other`` is for."""
    return commands(other) <= commands(policy)


def same_roles(policy: Policy, other: Policy) -> bool:
    """True if ``policy`` is for every role that ``other`` is for."""
    return "PUBLIC" in policy.roles or set(other.roles) <= set(policy.roles)
