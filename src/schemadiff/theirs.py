"""``generated/`` in the naming of another tool, whose runner applies it: writing it, and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pglast import parser

from schemadiff.errors import SchemadiffError
from schemadiff.layouts import REPEATABLE, Script, read, version_key
from schemadiff.migrations import slug
from schemadiff.migrations.file import Migration
from schemadiff.migrations.folder import next_version, utc_now
from schemadiff.model import Planned, Unit
from schemadiff.render.sql import terminated

NAMES: Mapping[str, tuple[str, str]] = {
    "supabase": ("{version}_{name}.sql", ""),
    "flyway": ("V{version}__{name}.sql", "U{version}__{name}.sql"),
    "dbmate": ("{version}_{name}.sql", ""),
    "golang-migrate": ("{version}_{name}.up.sql", "{version}_{name}.down.sql"),
    "sqlx": ("{version}_{name}.up.sql", "{version}_{name}.down.sql"),
    "goose": ("{version}_{name}.sql", ""),
}
"""How the file of the way there is called, and that of the way back where it has one of its own."""
MARKS: Mapping[str, tuple[str, str, str]] = {
    "dbmate": ("-- migrate:up{outside}\n", "-- migrate:down\n", " transaction:false"),
    "goose": ("{outside}-- +goose Up\n", "-- +goose Down\n", "-- +goose NO TRANSACTION\n"),
    "sqlx": ("{outside}", "", "-- no-transaction\n"),
}
"""What stands above the way there and the way back, and what says that there is no transaction."""
NOTHING = "-- nothing to do here: the way back is in the file before\n"


def read_folder(folder: Path, root: Path, layout: str) -> tuple[Migration, ...]:
    """The migrations of the folder by version; none where there is no file yet."""
    if not any(folder.rglob("*.sql")):
        return ()
    _, scripts = read(folder, root, layout)
    return tuple(map(_migration, scripts))


def _migration(script: Script) -> Migration:
    if not script.version:
        return Migration(f"{REPEATABLE}{script.name}", "repeatable", script.path, script.text)
    return Migration(version_key(script.version), script.name, script.path, script.text)


def write(
    folder: Path,
    planned: Planned,
    layout: str,
    *,
    name: str | None = None,
    taken: Iterable[str] = (),
    now: Callable[[], datetime] = utc_now,
) -> tuple[Path, ...]:
    """Write a plan as files of that layout, one for each unit, for no tool mixes them in one.

    Raises:
        SchemadiffError: the folder cannot be written to.
    """
    title = slug.given(name) if name is not None else slug.slug(planned.plan)
    versions, texts = list(taken), dict[str, str]()
    for number, unit in enumerate(planned.plan.units, 1):
        version = next_version(versions, now())
        versions.append(version)
        called = title if len(planned.plan.units) == 1 else f"{title}_{number}"
        texts |= _files(layout, version, called, unit, planned if number == 1 else None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename}: {error.strerror}") from error
    return tuple(folder / path for path in texts)


def _files(layout: str, version: str, name: str, unit: Unit, planned: Planned | None) -> dict[str, str]:
    """The way there of one unit; the first one has the whole way back, which is run last."""
    up_name, down_name = (pattern.format(version=version, name=name) for pattern in NAMES[layout])
    above, below, outside = MARKS.get(layout, ("", "", ""))
    up = above.format(outside="" if unit.transactional else outside) + _text(layout, [unit])
    back = planned.down.units if planned is not None and planned.down else ()
    down = _text(layout, back) or (NOTHING if planned is None else "")
    if down_name:
        return {up_name: up, down_name: down}
    return {up_name: f"{up}\n{below}{down}" if below else up}


def _text(layout: str, units: Sequence[Unit]) -> str:
    statements = [terminated(statement.sql) for unit in units for statement in unit.statements]
    return "\n".join(_piece(layout, sql) for sql in statements)


def _piece(layout: str, sql: str) -> str:
    """Goose cuts at semicolons unless it is told where a statement begins and ends."""
    if layout == "goose" and sum(token.name == "ASCII_59" for token in parser.scan(sql)) != sql.count(";"):
        return f"-- +goose StatementBegin\n{sql}\n-- +goose StatementEnd\n"
    return f"{sql}\n"
