"""What is to be said about a load of ``desired/`` that succeeded."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.desired.files import SourceStatement
from schemadiff.errors import SchemadiffError


@dataclass(frozen=True)
class PolicyError:
    """A policy that PostgreSQL refused for its types, or does not understand; a policy that lets nobody through stands in for it."""

    statement: SourceStatement
    error: SchemadiffError
    code: str
    """The SQLSTATE."""


@dataclass(frozen=True)
class BodyError:
    """A routine whose body names what does not exist; it is there, and fails when it is called."""

    statement: SourceStatement
    error: SchemadiffError


@dataclass(frozen=True)
class LoadReport:
    """What is to be said about a load that succeeded."""

    policy_errors: tuple[PolicyError, ...] = ()
    body_errors: tuple[BodyError, ...] = ()
    warnings: tuple[str, ...] = ()
    """PostgreSQL's own."""
    ungranted: tuple[str, ...] = ()
    """Those that no privileges were granted, or revoked."""
    early: tuple[tuple[SourceStatement, SourceStatement], ...] = ()
    """Pairs: the first names what the second makes, and had to be made before it, for the second needs it."""
