"""Reads ``tests/policies/*.yml``; every error has its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.model import Position
from schemadiff.policytest.model import DENIED, PolicyTest, Row, TestFile, Write
from schemadiff.settings.containment import refuse_link
from schemadiff.settings.options import nearest

ENDINGS = (".yml", ".yaml")
FILE_KEYS = ("rows", "tests")
TEST_KEYS = ("name", "role", "claims", "settings", "sees", "may", "may_not")
WRITE_KEYS = ("sql", "rows")


class Placed(dict[str, Any]):
    """A mapping of the file, with the line where it begins."""

    line: int = 0


class Loader(yaml.SafeLoader):
    """Loads plain data only, and records the line of each mapping."""


def _mapping(loader: Loader, node: yaml.MappingNode) -> Placed:
    loader.flatten_mapping(node)
    placed = Placed({str(key): value for key, value in loader.construct_mapping(node, deep=True).items()})
    placed.line = node.start_mark.line + 1
    return placed


# Times stay text: PostgreSQL parses them according to the column's type.
Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def read(paths: Sequence[Path], root: Path) -> tuple[TestFile, ...]:
    """The tests in files and folders; paths in messages are relative to ``root``.

    Raises:
        UsageError: a file is not valid; the error has the line.
        SchemadiffError: there are no tests at all.
    """
    found = tuple(_file(path, root) for path in sorted({*_files(paths)}))
    if not any(file.tests for file in found):
        shown = ", ".join(_shown(path, root) for path in paths)
        raise SchemadiffError(
            f"no tests in {shown}",
            hint="a test is an entry of tests: in a .yml file; schemadiff explain policy-tests shows one",
        )
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        for each in path.rglob("*") if path.is_dir() else ():
            if each.suffix in ENDINGS and each.is_file():
                refuse_link(each, path)
                yield each


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _file(path: Path, root: Path) -> TestFile:
    shown = _shown(path, root)
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 - it is a safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = Position(shown, mark.line + 1, mark.column + 1) if mark else Position(shown, 1)
        raise UsageError(f"not YAML: {error.problem}", at=at) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("not YAML in UTF-8", at=Position(shown, 1)) from error
    whole = _keys(value if value is not None else Placed(), FILE_KEYS, "a file", Position(shown, 1))
    return TestFile(
        path=shown,
        rows={
            str(table): _rows(rows, shown, f"rows of {table}")
            for table, rows in (whole.get("rows") or {}).items()
        },
        tests=tuple(_test(each, shown) for each in _list(whole.get("tests"), "tests", Position(shown, 1))),
        at=Position(shown, 1),
    )


def _keys(value: Any, known: Sequence[str], what: str, at: Position) -> Mapping[str, Any]:
    """The mapping, after checking that it has only known keys."""
    if not isinstance(value, dict):
        raise UsageError(f"{what} is a mapping with {', '.join(known)}", at=at)
    at = at._replace(line=getattr(value, "line", 0) or at.line)
    for key in value:
        if key not in known:
            near = nearest(str(key), known)
            raise UsageError(
                f'unknown key "{key}" in {what}', at=at, hint=f'the nearest known one is "{near}"'
            )
    return value


def _list(value: Any, what: str, at: Position) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UsageError(f"{what} is a list", at=at)
    return value


def _rows(value: Any, path: str, what: str) -> tuple[Row, ...]:
    rows = _list(value, what, Position(path, 1))
    for row in rows:
        if not isinstance(row, dict):
            raise UsageError(f"{what}: a row is a mapping of columns to values", at=Position(path, 1))
    return tuple(dict(row) for row in rows)


def _test(value: Any, path: str) -> PolicyTest:
    test = _keys(value, TEST_KEYS, "a test", Position(path, 1))
    at = Position(path, getattr(value, "line", 1))
    for key in ("name", "role"):
        if not isinstance(test.get(key), str):
            raise UsageError(f"a test needs a {key}", at=at)
    if not any(test.get(key) for key in ("sees", "may", "may_not")):
        raise UsageError(f'test "{test["name"]}" tests nothing', at=at, hint="add sees, may or may_not")
    return PolicyTest(
        name=test["name"],
        at=at,
        role=test["role"],
        claims=test.get("claims"),
        settings={str(k): str(v) for k, v in (test.get("settings") or {}).items()},
        sees={str(table): _seen(what, str(table), at) for table, what in (test.get("sees") or {}).items()},
        may=tuple(_write(each, at) for each in _list(test.get("may"), "may", at)),
        may_not=tuple(_write(each, at) for each in _list(test.get("may_not"), "may_not", at)),
    )


def _seen(value: Any, table: str, at: Position) -> Sequence[Row] | int | str:
    if value == DENIED or (isinstance(value, int) and not isinstance(value, bool)):
        return value  # type: ignore[no-any-return]
    if isinstance(value, list):
        return _rows(value, at.path, f"what is seen of {table}")
    raise UsageError(f'what is seen of {table} is a list of rows, a number or "{DENIED}"', at=at)


def _write(value: Any, at: Position) -> Write:
    if isinstance(value, str):
        return Write(value)
    told = _keys(value, WRITE_KEYS, "a statement", at)
    if not isinstance(told.get("sql"), str):
        raise UsageError("a statement is SQL, or a mapping with sql and rows", at=at)
    return Write(told["sql"], told.get("rows"))
