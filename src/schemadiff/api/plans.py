"""Plans from one state of a schema to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from schemadiff.api.session import comparing
from schemadiff.comparison import states
from schemadiff.model import Planned
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.planning.unchanged import Memory, remembered
from schemadiff.planning.writing import write_into, write_plan
from schemadiff.settings import Settings


def plan(
    settings: Settings,
    asked: Asked | None = None,
    *,
    target: str | None = None,
    snapshot: Path | None = None,
    name: str | None = None,
    write: bool = True,
    found: Memory | None = None,
) -> Planned:
    """Plan the change from the target, after its pending migrations, to ``desired/``; prove it; write the migration.

    Nothing is written if there is nothing to do, or if the plan is refused. ``found`` is the remembered result, if the
    caller has looked it up already.

    Raises:
        SchemadiffError: the plan could not be made.
    """
    asked = asked or Asked(settings.engine)
    with comparing(settings, target, snapshot) as comparison:
        memory = None
        if snapshot is None:
            files, conninfo = comparison.workshop.files.digest, comparison.target.conninfo
            memory = remembered(settings, files, settings.target(target), asked, conninfo, found=found)
        if memory and memory.planned:
            return memory.planned
        comparison.reading.look = memory.look if memory else None
        comparison.begin()
        planned = make(comparison, asked)
        if memory:
            memory.keep(planned)
            comparison.reading.keep()
        if not write or planned.refusals or not planned.plan:
            return planned
        paths = write_plan(comparison, planned, name)
        return replace(planned, written=tuple(_shown(settings, paths)))


def plan_between(
    settings: Settings,
    start: states.State,
    goal: states.State,
    asked: Asked | None = None,
    *,
    name: str | None = None,
    out: Path | None = None,
) -> Planned:
    """Plan the change between any two states; prove it; write the migration into ``out``, if given.

    Raises:
        SchemadiffError: the plan could not be made.
    """
    asked = asked or Asked(settings.engine)
    copied = asked.engine != "native" or asked.second_opinion
    with states.compared(settings, start, goal, copied=copied) as comparison:
        planned = make(comparison, asked)
        if out is None or planned.refusals or not planned.plan:
            return planned
        return replace(planned, written=tuple(_shown(settings, write_into(out, settings, planned, name))))


def _shown(settings: Settings, paths: Iterable[Path]) -> Iterator[str]:
    """Yield the paths, relative to the project if they are inside of it."""
    for path in paths:
        yield str(path.relative_to(settings.root) if path.is_relative_to(settings.root) else path)
