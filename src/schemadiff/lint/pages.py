"""What the rules say of themselves: the docstrings of their modules, taken apart."""

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
"""All that findings are named after."""
SECTIONS = ("What", "Why", "Instead")


class Sort(Enum):
    """What a part of a page is."""

    SECTION = "section"
    PROSE = "prose"
    CODE = "code"
    BLANK = "blank"


class Part(NamedTuple):
    """Some lines of a page, without their indent."""

    sort: Sort
    lines: tuple[str, ...]


def title(rule: Documented) -> str:
    """The first sentence of the docstring."""
    return _text(rule).partition("\n\n")[0].replace("\n", " ")


def titles() -> dict[str, str]:
    """What each rule finds, in a sentence, by its code."""
    return {rule.CODE: title(rule).replace("``", "") for rule in EXPLAINED}


def severity(rule: Documented) -> str:
    """What it weighs, and whether somebody has to want it."""
    return f"{rule.SEVERITY}, off by default" if rule in OPT_IN else str(rule.SEVERITY)


def parts(rule: Documented) -> Iterator[Part]:
    """The rest of the docstring, paragraph by paragraph."""
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
