"""``generated/`` in the naming of another tool, whose runner applies it: writing it, and reading it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from schemadiff.errors import SchemadiffError
from schemadiff.migrations import folder, slug
from schemadiff.migrations.file import Migration, header
from schemadiff.migrations.folder import next_version, utc_now
from schemadiff.model import Planned, Unit
from schemadiff.others.layouts import REPEATABLE, Script, left_aside, named, read, version_key
from schemadiff.render.sql import terminated
from schemadiff.settings import Settings

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
NOTHING = "-- nothing to do here\n"


def way_back(layout: str, path: Path) -> Path | None:
    """The file with the way back from a migration; None where the tool keeps none of its own."""
    match layout:
        case "flyway":
            return path.with_name(f"U{path.name[1:]}")
        case "golang-migrate" | "sqlx":
            return path.with_name(f"{path.name.removesuffix('.sql').removesuffix('.up')}.down.sql")
    return None


def read_folder(there: Path, root: Path, layout: str) -> tuple[Migration, ...]:
    """The migrations of the folder by version; none where there is no file yet."""
    if not any(there.rglob("*.sql")):
        return ()
    _, scripts = read(there, root, layout)
    return tuple(map(_migration, scripts))


def all_of(settings: Settings) -> tuple[Migration, ...]:
    """The migrations of ``generated/``, in whosever naming."""
    if settings.layout in NAMES:
        return read_folder(settings.generated, settings.root, settings.layout)
    return folder.read_folder(settings.generated, root=settings.root)


def beside(settings: Settings) -> tuple[str, ...]:
    """The files that the other tool runs and that cannot be run here: callbacks, and migrations that are no SQL."""
    if settings.layout not in NAMES or not settings.generated.is_dir():
        return ()
    return left_aside(settings.generated, settings.root, named(settings.layout))


def _migration(script: Script) -> Migration:
    if not script.version:
        return Migration(f"{REPEATABLE}{script.name}", "", script.path, script.text)
    return Migration(version_key(script.version), script.name, script.path, script.text)


def write(
    there: Path,
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
        back = planned.down.units if number == 1 and planned.down else ()
        texts |= _files(layout, version, called, unit, back=back, said=header(planned))
    try:
        there.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with (there / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename}: {error.strerror}") from error
    return tuple(there / path for path in texts)


def _files(
    layout: str, version: str, name: str, unit: Unit, *, back: Sequence[Unit], said: str
) -> dict[str, str]:
    """The way there of one unit; the first one has the whole way back, which is run last."""
    up_name, down_name = (pattern.format(version=version, name=name) for pattern in NAMES[layout])
    above, below, outside = MARKS.get(layout, ("", "", ""))
    up = above.format(outside="" if unit.transactional else outside) + said + _text(layout, [unit])
    down = _text(layout, back) or NOTHING
    if down_name:
        return {up_name: up, down_name: down}
    return {up_name: f"{up}\n{below}{down}" if below else up}


def _text(layout: str, units: Sequence[Unit]) -> str:
    statements = [terminated(statement.sql) for unit in units for statement in unit.statements]
    return "\n".join(_piece(layout, sql) for sql in statements)


def _piece(layout: str, sql: str) -> str:
    """Goose cuts at semicolons, be they in a body, unless it is told where a statement begins and ends."""
    if layout == "goose" and sql.count(";") > 1:
        return f"-- +goose StatementBegin\n{sql}\n-- +goose StatementEnd\n"
    return f"{sql}\n"
