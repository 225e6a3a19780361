"""The rules, by family and number."""

from __future__ import annotations

from schemadiff.lint.con import con001
from schemadiff.lint.idx import idx001, idx006
from schemadiff.lint.rls import rls001, rls002, rls003, rls009, rls013
from schemadiff.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    rls001,
    rls002,
    rls003,
    rls009,
    rls013,
    idx001,
    idx006,
    con001,
)
