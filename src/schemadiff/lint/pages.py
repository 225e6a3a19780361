"""The documentation of the rules, parsed from the docstrings of their modules."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from schemadiff.lint.lnt import lnt001, lnt002
from schemadiff.lint.registry import OPT_IN, RULES
from schemadiff.lint.rule import Documented

EXPLAINED: tuple[Documented, ...] = (*RULES, lnt001, lnt002)
"""All rules that findings can have."""
SECTIONS = ("What", "Why", "Instead")


class Sort(Enum):
    """The sorts of parts of a page."""

    SECTION = "section"
    PROSE = "prose"
    CODE = "code"
    BLANK = "blank"


class Part(NamedTuple):
    """Consecutive lines of one sort, without their indent."""

    sort: Sort
    lines: tuple[str, ...]


def title(rule: Documented) -> str:
    """The first sentence of the docstring."""
    return _text(rule).partition("\n\n")[0].replace("\n", " ")


def titles() -> dict[str, str]:
    """The first sentence of each rule's docstring, by code."""
    return {rule.CODE: title(rule).replace("``", "") for rule in EXPLAINED}


def severity(rule: Documented) -> str:
    """The rule's severity, and "off by default" for opt-in rules."""
    return f"{rule.SEVERITY}, off by default" if rule in OPT_IN else str(rule.SEVERITY)


def parts(rule: Documented) -> Iterator[Part]:
    """Yield the rest of the docstring in parts."""
    for sort, lines in groupby(_text(rule).partition("\n\n")[2].splitlines(), _sort):
        if sort is not Sort.BLANK:
            yield Part(sort, tuple(inspect.cleandoc("\n".join(["", *lines])).splitlines()))


def _text(rule: Documented) -> str:
    return inspect.cleandoc(rule.__doc__ or "")


def _sort(line: str) -> Sort:
    if not line.strip():
        return Sort.BLANK
    if line in SECTIONS:
        return Sort.SECTION
    return Sort.CODE if line.startswith(" " * 8) else Sort.PROSE
