"""The migrations of a database, and whether it equals ``desired/``.

As JSON: ``schema`` (1), ``exit_code``, ``target``, ``differences`` (the number of statements between the target, its
pending migrations applied, and ``desired/``; null if they were not compared), ``uncompared`` (why not), ``migrations``:
[{version, name, state, started, finished, by, how, units_done, units}], the times in ISO 8601, ``others``: [{tool,
table, newest, failed, error}], histories of other tools in the target, ``skipped``: migrations that the tool considers
applied but has not run, or may not have run, in words, ``beside``: the files that it runs and that are not run here,
``unmodelled``: the objects of unknown kinds, and ``left_out`` (counts by reason).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from schemadiff.comparison.other_histories import Other
from schemadiff.drift.target_status import TargetStatus
from schemadiff.migrations.state import Status
from schemadiff.render.closing import left_out_words, unmodelled_words
from schemadiff.render.errors import wrapped_lines
from schemadiff.render.gfm import code, words
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line, paragraph
from schemadiff.words import count

SCHEMA = 1


def render_status(found: TargetStatus, format: str, *, width: int = 80) -> str:  # noqa: A002 - the flag's name
    """The status in one of ``FORMATS``."""
    return FORMATS[format](found, width)


def _json(found: TargetStatus, _: int) -> str:
    return json.dumps(_document(found), indent=2) + "\n"


def _text(found: TargetStatus, width: int) -> str:
    return paint(list(_lines(found, width)), width=width, color=False)


def _lines(found: TargetStatus, width: int) -> Iterator[Line]:
    yield say(f"{paragraph(found.target)}: {_amounts(found.migrations)}")
    yield blank()
    names = [one_line(m.title) for m in found.migrations]
    # One long name must not push the other columns off the screen.
    column = min(max(map(len, names), default=0), 60)
    for migration, name in zip(found.migrations, names, strict=True):
        yield as_is(f"  {migration.state:<8}  {name:<{column}}  {_when(migration)}".rstrip())
    yield blank()
    before, after = _sentences(found)
    yield from map(say, before)
    if found.obstacle is not None:
        yield from (as_is(line, indent=2) for line in wrapped_lines(found.obstacle, width=width - 2))
    yield from map(say, after)


def _sentences(found: TargetStatus) -> tuple[list[str], list[str]]:
    """What is said below the migrations, before and after what kept them from being compared."""
    to_do = [found.mend] if found.mend else [*_to_do(found)]
    beside = [f"run by your migration tool, not here: {', '.join(found.beside)}"] if found.beside else []
    before = [*map(one_line, to_do), *(one_line(str(late)) for late in found.skipped), _agreement(found)]
    uncounted = filter(None, (unmodelled_words(found.unmodelled), left_out_words(found.left_out)))
    after = [*uncounted, *(f"also here: {_other(other)}" for other in found.others)]
    return [*before, *map(one_line, beside)], [*map(one_line, after)]


def _markdown(found: TargetStatus, _: int) -> str:
    return "\n".join(_paragraphs(found)) + "\n"


def _paragraphs(found: TargetStatus) -> Iterator[str]:
    yield f"### {words(f'{found.target}: {_amounts(found.migrations)}')}\n"
    if found.migrations:
        yield "| migration | state | |\n|---|---|---|"
        for migration in found.migrations:
            yield f"| {code(migration.title)} | {migration.state} | {words(_when(migration))} |"
        yield ""
    before, after = _sentences(found)
    yield from (f"- {words(sentence)}" for sentence in before)
    yield from [f"- {words(str(found.obstacle))}"] if found.obstacle is not None else ()
    yield from (f"- {words(sentence)}" for sentence in after)


def _other(other: Other) -> str:
    """The state in another tool's history table, in a line."""
    if other.error:
        return f"{other.table}: {other.error}"
    newest = f"is at {', '.join(other.newest)}" if other.newest else "has nothing applied"
    failed = f"; failed: {', '.join(other.failed)}" if other.failed else ""
    return f"{other.table} of {other.tool}, which {newest}{failed}"


def _amounts(migrations: Sequence[Status]) -> str:
    states = [str(migration.state) for migration in migrations]
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states)) or "no migrations"


def _to_do(found: TargetStatus) -> Iterator[str]:
    """What to do about migrations that stopped half way, and about those whose files are gone."""
    if found.busy:
        yield f"another run is at work: {one_line(found.busy)}; what is said here is as of now, and it goes on"
    for migration in found.migrations:
        if migration.state == "missing":
            part = " in part" if migration.finished is None and migration.how == "apply" else ""
            yield f"{migration.title} is applied{part} and its file is missing: bring it back, and its down file"
        if migration.state == "partial":
            verb, command = "applied", found.apply
            if migration.how == "rollback":
                verb, command = "rolled back", f"schemadiff rollback{found.flag}"
            done = f"{migration.units_done} of {count(migration.units, 'unit')}"
            if found.busy:
                yield f"{migration.title} has not ended: {done} {verb} so far"
            else:
                yield f"{migration.title} stopped when {done} were {verb}: run {command}, which goes on from there"


def _when(migration: Status) -> str:
    by = f" by {one_line(migration.by)}" if migration.by else ""
    if migration.state == "partial":
        return f"{migration.units_done} of {count(migration.units, 'unit')} done{_since(migration)}{by}"
    if migration.how == "rollback":
        return f"rolled back {_time(migration.finished)}{by}"
    when = f"{_time(migration.finished)}{by}" if migration.finished else ""
    return f"runs again, ran {when}" if when and migration.how == "again" else when


def _since(migration: Status) -> str:
    return f", {_time(migration.started)}" if migration.started else ""


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment else ""


def _agreement(found: TargetStatus) -> str:
    unsettled = {str(migration.state) for migration in found.migrations} & {"pending", "partial"}
    first = f"{found.apply}, then " if "partial" in unsettled else ""
    once = ", once what is pending is applied," if unsettled else ""
    target = paragraph(found.target)
    match found.differences:
        case None:
            return f"{target} was not compared with desired/{':' if found.uncompared else ''}"
        case 0 if unsettled:
            return f"{target}{once} equals desired/: run {found.apply}"
        case 0:
            return f"{target} equals desired/"
        case number:
            return f"{target}{once} differs from desired/ by {count(number, 'statement')}: run {first}schemadiff plan{found.flag}"


def _document(found: TargetStatus) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "exit_code": found.exit_code,
        "target": found.target,
        "differences": found.differences,
        "uncompared": found.uncompared,
        "beside": list(found.beside),
        "skipped": [late.words for late in found.skipped],
        "unmodelled": [str(address) for address in found.unmodelled],
        "left_out": dict(found.left_out),
        "others": [asdict(other) for other in found.others],
        "migrations": [
            {
                "version": m.version,
                "name": m.name,
                "state": str(m.state),
                "started": m.started and m.started.isoformat(),
                "finished": m.finished and m.finished.isoformat(),
                "by": m.by,
                "how": m.how and str(m.how),
                "units_done": m.units_done,
                "units": m.units,
            }
            for m in found.migrations
        ],
    }


FORMATS: Mapping[str, Callable[[TargetStatus, int], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}
