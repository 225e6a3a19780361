"""Versions of migrations: as text that sorts, and as people and their tools write them."""

from __future__ import annotations

import re

REPEATABLE = "R__"
"""The beginning of the version of Flyway's repeatable migrations, followed by their name; it sorts after all numbers."""


def version_key(version: str) -> str:
    """Return a version as text that sorts by its numbers; 14 digits stay as they are.

    >>> version_key("20260101000000"), version_key("1.10") > version_key("1.9")
    ('20260101000000', True)
    """
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    # Flyway treats 1.0 and 1 as the same version.
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return ".".join(str(number).zfill(14) for number in numbers)


def plain(version: str) -> str:
    """Return a version as people and their tools write it, from the text that sorts.

    >>> plain(version_key("000010")), plain(version_key("1.02")), plain("R__views")
    ('10', '1.2', 'R__views')
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", version) if version[:1].isdigit() else version
