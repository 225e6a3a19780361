"""The interface of a lint rule: a module named as its code, with documentation and a check."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Protocol

from schemadiff.model import Finding, Severity


class Documented(Protocol):
    """A module that findings are named after; its docstring has the parts What, Why and Instead."""

    @property
    def CODE(self) -> str:  # noqa: N802 - the constants of a module
        """The code in output and settings ("RLS001"): the module's name in capitals."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """The rule's name in words ("rls-disabled")."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802
        """The severity unless the settings change it; single findings may be less severe."""


class Rule(Documented, Protocol):
    """A rule that checks objects of one sort."""

    @property
    def ON(self) -> type[Any] | UnionType:  # noqa: N802
        """What the rule checks: one or several kinds, Object for all kinds, BrokenPolicy, Step, or one of ``LIVE``."""

    def check(self, thing: Any, whole: Any, /) -> Iterator[Finding]:
        """Yield the findings about one of them; ``whole`` is the Subject, or the Change that a step belongs to."""
        ...
