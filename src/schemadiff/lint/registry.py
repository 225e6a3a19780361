"""The rules, by family and number."""

from __future__ import annotations

from schemadiff.lint.con import con001, con003, con008, con013
from schemadiff.lint.fun import fun001
from schemadiff.lint.idx import idx001, idx002, idx003, idx004, idx005, idx006
from schemadiff.lint.nam import nam001
from schemadiff.lint.rls import (
    rls001,
    rls002,
    rls003,
    rls004,
    rls005,
    rls006,
    rls007,
    rls009,
    rls011,
    rls013,
    rls023,
    rls026,
    rls027,
)
from schemadiff.lint.rule import Rule
from schemadiff.lint.sec import sec001, sec011
from schemadiff.lint.typ import typ001

RULES: tuple[Rule, ...] = (
    rls001,
    rls002,
    rls003,
    rls004,
    rls005,
    rls006,
    rls007,
    rls009,
    rls011,
    rls013,
    rls023,
    rls026,
    rls027,
    idx001,
    idx002,
    idx003,
    idx004,
    idx005,
    idx006,
    sec001,
    sec011,
    fun001,
    typ001,
    con001,
    con003,
    con008,
    con013,
    nam001,
)
OPT_IN: tuple[Rule, ...] = (idx005, sec011)
"""The rules among them that are off until the settings turn them on, or the preset strict."""
