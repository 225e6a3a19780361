"""The settings file: how it is found and read, and the lines on which its keys are."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from schemadiff.errors import UsageError, redact
from schemadiff.model import Position
from schemadiff.settings.options import BY_KEY, TABLES, Option, nearest

NAMES = ("schemadiff.toml", "pyproject.toml")
SECTIONS = frozenset(key.partition(".")[0] for key in BY_KEY if "." in key)
"""The tables whose keys are settings of ours."""


@dataclass(frozen=True)
class File:
    """A settings file whose keys are all known; ``path`` is None if there is no file."""

    path: Path | None = None
    text: str = field(default="", repr=False)
    prefix: str = ""
    """The prefix of its keys: ``tool.schemadiff.`` in pyproject.toml."""
    plain: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The settings of ``options.OPTIONS``, by key."""
    targets: Mapping[str, Any] = field(default_factory=dict, repr=False)
    rules: Mapping[str, Any] = field(default_factory=dict)
    ignores: Sequence[Mapping[str, Any]] = ()

    def __str__(self) -> str:
        return self.path.name if self.path else "no file"

    @cached_property
    def _lines(self) -> tuple[tuple[str, int], ...]:
        return tuple(_keys(self.text))

    def position(self, key: str, number: int = 0) -> Position | None:
        """The line that sets ``key``, or else the closest enclosing table; ``number``, from 0, selects among several."""
        if self.path is None:
            return None
        wanted = self.prefix + key
        while wanted:
            lines = [line for name, line in self._lines if name == wanted]
            if lines:
                return Position(self.path.name, lines[min(number, len(lines) - 1)])
            wanted = wanted.rpartition(".")[0]
        return Position(self.path.name, 1)


def find(start: Path, config: Path | None = None) -> File:
    """Return the given file, or the settings file in ``start`` or the nearest folder above it within the repository."""
    if config is not None:
        return _read(config.resolve(), start, must=True)
    for folder in (start, *start.parents):
        found = [file for name in NAMES if (file := _read(folder / name, start)).path]
        if len(found) > 1:
            raise UsageError(
                f"settings in two files: {folder / NAMES[0]} and [tool.schemadiff] in {folder / NAMES[1]}",
                hint="keep one of them",
            )
        if found:
            return found[0]
        # Folders above the repository's root belong to others.
        if (folder / ".git").exists():
            break
    return File()


def _read(path: Path, start: Path, *, must: bool = False) -> File:
    shown = str(path.relative_to(start)) if path.is_relative_to(start) else str(path)
    if not must and not path.is_file():
        return File()
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"cannot read the settings: {shown}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        at = Position(shown, int(place[1]), int(place[2])) if place else Position(shown, text.count("\n") + 1)
        words = str(error).partition(" (at ")[0]
        raise UsageError(f"not TOML: {words[:1].lower()}{words[1:]}", at=at) from error
    if path.name != "pyproject.toml":
        return _sorted_out(File(path, text), table)
    tool = table.get("tool")
    own = tool.get("schemadiff") if isinstance(tool, dict) else None
    if isinstance(own, dict):
        return _sorted_out(File(path, text, "tool.schemadiff."), own)
    if must:
        raise UsageError(f"{shown} has no [tool.schemadiff]")
    return File()


def _sorted_out(file: File, table: Mapping[str, Any]) -> File:
    flat = dict(_flat(table))
    own = {key: flat.pop(key, None) for key in ("targets", "lint.rules", "lint.ignore")}
    for key in ("targets", "lint.rules"):
        if own[key] is not None and not isinstance(own[key], dict):
            raise UsageError(f'"{key}" must be a table', at=file.position(key), hint=f"write [{key}]")
    ignores = own["lint.ignore"]
    if ignores is not None and not (
        isinstance(ignores, list) and all(isinstance(entry, dict) for entry in ignores)
    ):
        at = file.position("lint.ignore")
        raise UsageError('"lint.ignore" must be a list of tables', at=at, hint="write [[lint.ignore]]")
    for key in flat:
        if key in TABLES:
            raise UsageError(f'"{key}" must be a table', at=file.position(key), hint=f"write [{key}]")
        if key not in BY_KEY:
            near = nearest(key, (*BY_KEY, *TABLES))
            at = file.position(key)
            raise UsageError(f'unknown setting "{key}"', at=at, hint=f'the nearest known one is "{near}"')
    return File(
        file.path, file.text, file.prefix, flat, own["targets"] or {}, own["lint.rules"] or {}, ignores or ()
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted keys and their values; tables whose keys users choose, and unknown tables, are not taken apart."""
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict) and name in SECTIONS:
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _keys(text: str) -> Iterator[tuple[str, int]]:
    """Yield each table header and key of a TOML text, dotted, with its line, which tomllib does not report.

    A key-like line inside a multi-line string is mistaken for a key, which is good enough for messages.
    """
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\]]+)\]\]?", line):
            table = _bare(header[1])
            yield table, number
        elif key := re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*'|\s*\.\s*)+?)\s*=""", line):
            yield (f"{table}." if table else "") + _bare(key[1]), number


def _bare(key: str) -> str:
    return re.sub(r"""["'\s]""", "", key)


def checked(option: Option, value: object, said: str, at: Position | None = None) -> object:
    """The value in the form of the settings; UsageError if the option does not accept it."""
    if isinstance(value, list):
        value = tuple(value)
    found = option.value.read(value)
    if found is not None:
        return found
    # A URL may contain a password, even if it is malformed.
    shown = "" if option.key.endswith("url") else f", not {toml(value)}"
    raise UsageError(f"{said} must be {option.value.is_}{shown}", at=at)


def toml(value: object) -> str:
    """A value in TOML syntax, without secrets."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{redact(value)}"'
        case dict():
            return "a table"
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
    return str(value)


def taken(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The values whose keys begin with a prefix, with the prefix removed from the keys."""
    return {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}


def ignoring(patterns: Iterable[object]) -> str:
    """The ``ignore`` setting for these patterns, with quotes inside names escaped."""
    return f"ignore = [{', '.join(json.dumps(str(each), ensure_ascii=False) for each in patterns)}]"
