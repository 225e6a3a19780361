"""``generated/`` with the file names of another tool, which applies it: writing and reading it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path, PurePath

from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.migration_tools.callbacks import is_run, with_callbacks
from schemadiff.migration_tools.layouts import named
from schemadiff.migration_tools.numbering import following
from schemadiff.migration_tools.placeholders import given
from schemadiff.migration_tools.scripts import Script, fill, left_aside, read
from schemadiff.migration_tools.versions import REPEATABLE, version_key
from schemadiff.migrations import folder, slug
from schemadiff.migrations.file import Migration, header
from schemadiff.migrations.folder import utc_now
from schemadiff.migrations.split import separated
from schemadiff.migrations.state import Pending
from schemadiff.model import Planned, Statement, Unit, split_into_units
from schemadiff.render.sql import terminated
from schemadiff.render.untrusted import one_line
from schemadiff.settings import Settings

NAMES: Mapping[str, tuple[str, str]] = {
    "supabase": ("{version}_{name}.sql", ""),
    "flyway": ("V{version}__{name}.sql", "U{version}__{name}.sql"),
    "dbmate": ("{version}_{name}.sql", ""),
    "golang-migrate": ("{version}_{name}.up.sql", "{version}_{name}.down.sql"),
    "sqlx": ("{version}_{name}.up.sql", "{version}_{name}.down.sql"),
    "goose": ("{version}_{name}.sql", ""),
    "sql-migrate": ("{version}-{name}.sql", ""),
    "node-pg-migrate": ("{version}_{name}.sql", ""),
}
"""The names of the migration file, and of the one with the reverse plan if that is separate."""
MARKS: Mapping[str, tuple[str, str, str]] = {
    "dbmate": ("-- migrate:up{outside}\n", "-- migrate:down{outside}\n", " transaction:false"),
    "goose": ("{outside}-- +goose Up\n", "-- +goose Down\n", "-- +goose NO TRANSACTION\n"),
    "sqlx": ("{outside}", "{outside}", "-- no-transaction\n"),
    "sql-migrate": ("-- +migrate Up{outside}\n", "-- +migrate Down{outside}\n", " notransaction"),
    "node-pg-migrate": ("-- Up Migration\n", "-- Down Migration\n", ""),
}
"""The text above the statements of the plan and above those of the reverse plan, and the one that asks for no transaction."""
CUT = {"goose": "goose", "sql-migrate": "migrate"}
"""Tools that split files at semicolons, except between marks around a statement, and the word of these marks."""
NOTHING = "-- nothing to do here\n"


def way_back(layout: str, path: Path) -> Path | None:
    """Return the file with the reverse plan from a migration; None if the tool has no separate one."""
    match layout:
        case "flyway":
            return path.with_name(f"U{path.name[1:]}")
        case "golang-migrate" | "sqlx":
            return path.with_name(f"{path.name.removesuffix('.sql').removesuffix('.up')}.down.sql")
    return None


def read_folder(settings: Settings) -> tuple[Migration, ...]:
    """Return the migrations of the folder by version, as their tool runs them; empty if there is no file yet.

    Raises:
        SchemadiffError: two have the same version, by which the history knows them.
    """
    if not any(settings.generated.rglob("*.sql")):
        return ()
    layout, scripts = read(settings.generated, settings.root, settings.layout)
    filled = fill(layout, scripts, given(settings.placeholders))
    found = [_migration(script, raw.text) for raw, script in zip(scripts, filled, strict=True)]
    if programs := list(map(_program, beside(settings))):
        found += filter(None, programs)
        found.sort(key=lambda each: (each.version.startswith(REPEATABLE), each.version))
    for one, other in pairwise(found):
        if one.version == other.version:
            raise SchemadiffError(
                f"{one.path} and {other.path} have the same version",
                hint="give a later version to the one that is not applied anywhere yet",
            )
    return tuple(found)


def _program(path: str) -> Migration | None:
    """Return a migration that is not SQL: its tool knows whether it ran, and nothing of it can run here."""
    match = re.fullmatch(r"V?(?P<version>\d+(?:[._]\d+)*)[-_]+(?P<name>.+)\.(?!sql)\w+", PurePath(path).name)
    return Migration(version_key(match["version"]), match["name"], path, "") if match else None


def written(there: Path, layout: str) -> list[str]:
    """Return the versions of the files in a folder, as they are written."""
    found = (re.fullmatch(named(layout).file, path.name) for path in there.rglob("*.sql"))
    return [version for match in found if match and (version := match["version"])]


def all_of(settings: Settings) -> tuple[Migration, ...]:
    """Return the migrations of ``generated/``, in the layout that the settings name."""
    if settings.layout in NAMES:
        return read_folder(settings)
    return folder.read_folder(settings.generated, root=settings.root)


def beside(settings: Settings) -> tuple[str, ...]:
    """Return the files that the other tool runs and that are not run here: some callbacks, and migrations that are not SQL."""
    if settings.layout not in NAMES or not settings.generated.is_dir():
        return ()
    layout = named(settings.layout)
    found = left_aside(settings.generated, settings.root, layout)
    return tuple(path for path in found if not is_run(layout, path))


def as_run(settings: Settings, pending: Sequence[Pending]) -> tuple[Pending, ...]:
    """Return everything that the tool runs when it applies these migrations, callbacks included, in its order.

    Raises:
        SchemadiffError: a placeholder of a callback has no value.
    """
    if settings.layout not in NAMES or not settings.generated.is_dir():
        return tuple(pending)
    known = {each.migration.path: each for each in pending}
    scripts = [_script(each.migration) for each in pending]
    run = with_callbacks(settings.generated, settings.root, named(settings.layout), scripts)
    filled = fill(named(settings.layout), run, given(settings.placeholders))
    return tuple(replace(known.get(s.path) or Pending(_callback(s)), goes_on=s.goes_on) for s in filled)


def _script(migration: Migration) -> Script:
    """Return a migration as the script that callbacks are placed around."""
    repeatable = migration.version.startswith(REPEATABLE)
    return Script(migration.path, "" if repeatable else migration.version, migration.name, "")


def groups(run: Sequence[Pending]) -> Iterator[Sequence[Pending]]:
    """Yield what runs in one session: a migration with the callbacks around it."""
    starts = [number for number, each in enumerate(run) if not each.goes_on]
    for start, end in pairwise([*starts, len(run)]):
        yield run[start:end]


def _callback(script: Script) -> Migration:
    return Migration("", script.name, script.path, script.text, foreign=True)


def _migration(script: Script, raw: str) -> Migration:
    if not script.version:
        return Migration(f"{REPEATABLE}{script.name}", "", script.path, script.text, raw=raw, foreign=True)
    return Migration(
        version_key(script.version), script.name, script.path, script.text, raw=raw, foreign=True
    )


def write(
    there: Path,
    planned: Planned,
    layout: str,
    *,
    name: str | None = None,
    taken: Sequence[str] = (),
    now: Callable[[], datetime] = utc_now,
) -> tuple[Path, ...]:
    """Write a plan as files of that layout, one for each unit, because no tool mixes units in one file.

    Raises:
        SchemadiffError: the folder cannot be written to.
    """
    title = slug.given(name) if name is not None else slug.slug(planned.plan)
    versions, texts, units = written(there, layout), dict[str, str](), planned.plan.units
    _refuse_outside(layout, units)
    for number, unit in enumerate(units):
        version = following(layout, versions, taken, now())
        versions.append(version)
        called = title if len(units) == 1 else f"{title}_{number + 1}"
        texts |= _files(
            layout, version, called, unit, back=_back_from_unit(planned, number), comment=header(planned)
        )
    try:
        there.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with (there / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename}: {error.strerror}") from error
    return tuple(there / path for path in texts)


def _refuse_outside(layout: str, units: Sequence[Unit]) -> None:
    """Refuse to write a statement that the tool has no way to run."""
    alone = next((unit for unit in units if not unit.transactional), None)
    if alone and layout == "node-pg-migrate":
        raise UsageError(
            f"{layout} runs every SQL file in a transaction, in which this cannot run: {alone.statements[0].sql}",
            hint="plan without --online, or run that statement yourself and plan again",
        )


def _back_from_unit(planned: Planned, number: int) -> Sequence[Unit]:
    """Return the reverse plan of a unit; if it is only known as a whole, the first unit, which is reverted last, has all of it."""
    whole = planned.down if number == 0 else None
    back = planned.steps[number] if planned.steps else whole
    return split_into_units(separated(back.statements)) if back else ()


def _files(
    layout: str, version: str, name: str, unit: Unit, *, back: Sequence[Unit], comment: str
) -> dict[str, str]:
    """Return the file, or files, with the statements of one unit and its reverse plan."""
    up_name, down_name = (pattern.format(version=version, name=name) for pattern in NAMES[layout])
    above, below, outside = MARKS.get(layout, ("", "", ""))
    up = above.format(outside="" if unit.transactional else outside) + comment + _text(layout, unit)
    alone = any(not each.transactional for each in back)
    down = below.format(outside=outside if alone else "") + _way_back(layout, back)
    if down_name:
        return {up_name: up, down_name: down}
    return {up_name: f"{up}\n{down}" if below else up}


def _way_back(layout: str, units: Sequence[Unit]) -> str:
    """Return several units as one file: the tool has begun a transaction before it, except for golang-migrate."""
    texts = [_text(layout, unit) for unit in units if unit.statements]
    if len(texts) < 2 or any(not unit.transactional for unit in units):
        return "\n".join(texts) or NOTHING
    if layout == "golang-migrate":
        return "\n".join(f"BEGIN;\n\n{text}\nCOMMIT;\n" for text in texts)
    return "\nCOMMIT;\n\nBEGIN;\n\n".join(texts)


def _text(layout: str, unit: Unit) -> str:
    return "\n".join(_piece(layout, statement) for statement in unit.statements)


def _piece(layout: str, statement: Statement) -> str:
    sql, lost = terminated(statement.sql), statement.effects.loses_data
    comment = f"-- loses data: {one_line(lost)}\n" if lost else ""
    if layout in CUT and sql.count(";") > 1:
        word = CUT[layout]
        return f"{comment}-- +{word} StatementBegin\n{sql}\n-- +{word} StatementEnd\n"
    return f"{comment}{sql}\n"
