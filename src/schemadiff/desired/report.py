"""The report of a successful load of ``desired/``."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.desired.files import SourceStatement
from schemadiff.errors import SchemadiffError


@dataclass(frozen=True)
class PolicyError:
    """A policy that PostgreSQL refused, for example for its types; a policy that lets nobody through replaces it."""

    statement: SourceStatement
    error: SchemadiffError
    code: str
    """The SQLSTATE."""


@dataclass(frozen=True)
class BodyError:
    """A routine whose body names something that does not exist; it is created, and fails when called."""

    statement: SourceStatement
    error: SchemadiffError


@dataclass(frozen=True)
class LoadReport:
    """Warnings and tolerated errors of a successful load."""

    policy_errors: tuple[PolicyError, ...] = ()
    body_errors: tuple[BodyError, ...] = ()
    warnings: tuple[str, ...] = ()
    """PostgreSQL's own warnings."""
    ungranted: tuple[str, ...] = ()
    """Warnings that no privileges were granted, or revoked."""
    early: tuple[tuple[SourceStatement, SourceStatement], ...] = ()
    """Pairs: the first statement names the object of the second, but had to run before it, because the second needs it."""
