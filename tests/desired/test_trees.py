"""Syntax trees that are built without pglast's checks equal those that are built with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pglast import ast, parse_sql
from pglast.parser import ParseError

from schemadiff.desired.trees import unchecked

FILES = sorted((Path(__file__).parents[1] / "cases").glob("*/*/b.sql"))


def parsed(paths: list[Path]) -> Iterator[object]:
    for path in paths:
        try:
            yield plain(parse_sql(path.read_text(encoding="utf-8")))
        except ParseError as error:
            yield str(error)


def plain(node: Any) -> object:
    """A tree with the type of everything in it, for True equals 1."""
    if isinstance(node, tuple):
        return tuple(map(plain, node))
    if isinstance(node, ast.Node):
        return type(node), tuple((name, plain(getattr(node, name))) for name in node)
    return type(node), node


def test_trees_are_the_same_without_checks() -> None:
    checked = list(parsed(FILES))
    with unchecked():
        found = list(parsed(FILES))

    assert len(FILES) > 100
    assert found == checked


def test_checks_are_there_again_when_the_last_one_ends() -> None:
    with unchecked():
        with unchecked():
            pass
        ast.String(7)

    with pytest.raises(ValueError, match="Bad value"):
        ast.String(7)
