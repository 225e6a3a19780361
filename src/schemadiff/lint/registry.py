"""The rules, by family and number."""

from __future__ import annotations

from schemadiff.lint.idx import idx001
from schemadiff.lint.rls import rls001
from schemadiff.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    rls001,
    idx001,
)
