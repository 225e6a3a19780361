"""Conditions on rows in a migration file: ``-- schemadiff:must-be-empty SELECT ...`` above a statement.

The SELECT finds rows that would make the statement fail; apply runs it first. Further lines of the SELECT begin with
``--`` and four spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

STEM = "-- schemadiff:must"
MARK = f"{STEM}-be-empty"
_FURTHER = "--    "
_LEAVES_ROWS = re.compile(
    r"\s*(?:create|comment|grant|revoke|alter|drop|set|reset|security|vacuum|analyze|reindex|refresh|import)\b",
    re.IGNORECASE,
)


def leaves_rows(sql: str) -> bool:
    """Return True if a statement defines the schema; any other may change rows, as a DO may."""
    return _LEAVES_ROWS.match(sql) is not None


def written(sql: str) -> Iterator[str]:
    """Yield the lines of a condition in a file."""
    first, *others = sql.split("\n")
    yield f"{MARK} {first}"
    for line in others:
        yield f"{_FURTHER}{line}"


def read(gap: str) -> tuple[str, ...]:
    """Return the SELECTs in the text between two statements."""
    found: list[list[str]] = []
    inside = False
    for line in gap.split("\n"):
        if match := re.fullmatch(rf"\s*{MARK}[ \t]+(.*)", line):
            found.append([match[1]])
        elif inside and line.startswith(_FURTHER):
            found[-1].append(line.removeprefix(_FURTHER))
            continue
        inside = match is not None
    return tuple("\n".join(lines).rstrip().removesuffix(";") for lines in found)
