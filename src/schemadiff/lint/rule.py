"""What a lint rule is: a module, named as its code, that explains itself and checks one sort of thing."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Protocol

from schemadiff.model import Finding, Severity


class Documented(Protocol):
    """What findings are named after: a module whose docstring says What, Why and Instead."""

    @property
    def CODE(self) -> str:  # noqa: N802 - the constants of a module
        """How output and settings call it ("RLS001"); as the module, in capitals."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """The same in words ("rls-disabled")."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802
        """What it weighs where the settings do not say; a finding of its may weigh less."""


class Rule(Documented, Protocol):
    """One rule: it looks at things of one sort."""

    @property
    def ON(self) -> type[Any] | UnionType:  # noqa: N802
        """What it looks at: a kind or several, Object for all kinds, BrokenPolicy, Step, or what a database in use has (``LIVE``)."""

    def check(self, thing: Any, whole: Any, /) -> Iterator[Finding]:
        """Yield what is wrong with one of them; the whole is the Subject, or the Change that it is a step of."""
        ...
