"""The test cases as a start for random changes: they hold every kind of object in many forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pglast import ast, parse_sql, split
from world import one

CASES = Path(__file__).parent.parent / "cases"
SERVERS = (
    ast.CreateRoleStmt,
    ast.AlterRoleStmt,
    ast.AlterRoleSetStmt,
    ast.DropRoleStmt,
    ast.GrantRoleStmt,
    ast.DoStmt,
)
"""What a whole server has, and would be there for the next example as well."""


@cache
def folders() -> tuple[Path, ...]:
    """All cases, those that were found by the generator apart."""
    return tuple(sorted(p.parent for p in CASES.glob("*/*/a.sql") if p.parent.parent.name != "found"))


@cache
def statements(path: Path) -> tuple[str, ...]:
    """The statements of a file that speak of one database."""
    if not path.exists():
        return ()
    text = path.read_text(encoding="utf-8")
    return tuple(s for s in split(text) if not isinstance(parse_sql(s)[0].stmt, SERVERS))


def states(draw) -> tuple[Sequence[str], Sequence[str]]:
    """Two states of a schema: those of a few cases together, of some of them one twice."""
    ways = [one(draw, "aa", "aa", "ab", "ba", "bb") for _ in range(one(draw, 1, 2, 3, 4))]
    sides: tuple[list[str], list[str]] = ([], [])
    for way in ways:
        folder = one(draw, *folders())
        for side, state in zip(sides, way, strict=True):
            side += [*statements(folder / "setup.sql"), *statements(folder / f"{state}.sql")]
    return sides


__all__ = ["states"]
