"""Flyway's SQL callbacks (``afterMigrate.sql``): scripts that it runs around migrations, placed where a run has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from schemadiff.migration_tools.layouts import Layout
from schemadiff.migration_tools.scripts import Script, left_aside, read_script, within

FIRST = "beforeMigrate"
BETWEEN = ("afterVersioned", "beforeRepeatables")
"""Before the first repeatable migration; without any, only the former runs, after all migrations."""
LAST = ("afterMigrateApplied", "afterMigrate")
BEFORE_EACH, AFTER_EACH = "beforeEachMigrate", "afterEachMigrate"
ALWAYS = (FIRST, LAST[-1])
"""Those of every ``flyway migrate``, also of one that finds nothing to do."""
EVENTS = (FIRST, *BETWEEN, *LAST, BEFORE_EACH, AFTER_EACH)
"""The events of a run that migrates and does not fail; others are about single statements, errors or other commands."""
FILE = re.compile(rf"(?P<event>{'|'.join(EVENTS)})(?:__.+)?\.sql")


def with_callbacks(folder: Path, root: Path, layout: Layout, scripts: Sequence[Script]) -> tuple[Script, ...]:
    """Return the migrations of one run with the callbacks where Flyway runs them; for other tools, as they are."""
    found = {event: tuple(_callbacks(folder, root, layout, event)) for event in EVENTS}
    if not scripts or not any(found.values()):
        return tuple(scripts)
    return (*found[FIRST], *_around(scripts, found), *(each for event in LAST for each in found[event]))


def of_every_run(folder: Path, root: Path, layout: Layout) -> tuple[str, ...]:
    """Return the paths of the callbacks that the tool runs even where nothing is pending."""
    return tuple(each.path for event in ALWAYS for each in _callbacks(folder, root, layout, event))


def _around(scripts: Sequence[Script], found: dict[str, tuple[Script, ...]]) -> Iterator[Script]:
    versioned = [script for script in scripts if script.version]
    repeatable = scripts[len(versioned) :]
    for script in versioned:
        yield from _with_its_own(script, found)
    for event in BETWEEN if repeatable else BETWEEN[:1]:
        yield from found[event]
    for script in repeatable:
        yield from _with_its_own(script, found)


def _with_its_own(script: Script, found: dict[str, tuple[Script, ...]]) -> Iterator[Script]:
    """Yield a migration with the callbacks around it, which share its session: the first of them may SET ROLE for it."""
    every = [*found[BEFORE_EACH], script, *found[AFTER_EACH]]
    yield from (replace(each, goes_on=number > 0) for number, each in enumerate(every))


def _callbacks(folder: Path, root: Path, layout: Layout, event: str) -> Iterator[Script]:
    """Yield the callbacks of an event in the order of their names."""
    if layout.name != "flyway" or folder.is_file():
        return
    paths = (path for path in within(folder).rglob("*.sql") if _event(path.name) == event)
    for path in sorted(paths, key=lambda path: (path.name, path.as_posix())):
        yield read_script(path, root)


def _event(name: str) -> str:
    match = FILE.fullmatch(name)
    return match["event"] if match else ""


def is_run(layout: Layout, path: str) -> bool:
    """Return True for a file that is run where the tool runs it, although it is no migration."""
    return layout.name == "flyway" and bool(_event(PurePosixPath(path).name))


def said_of_those_aside(folder: Path, root: Path, layout: Layout) -> Iterator[str]:
    """Yield a line for each file that is not among the migrations: what becomes of it."""
    for path in left_aside(folder, root, layout):
        if is_run(layout, path):
            yield f"{path}: run where {layout.name} runs it"
        else:
            yield f"{path}: left out, for only {layout.name} can run it"
