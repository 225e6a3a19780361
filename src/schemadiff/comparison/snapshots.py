"""Snapshots: a target written to a file, so that others can plan against it without access to it.

A snapshot has what a plan needs: the catalogue, the output of pg_dump (without secrets), the roles, and the applied
migrations. It may come with a pull request, so the loader rebuilds it on a throw-away server, like all untrusted SQL.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg.sql import SQL, Identifier

from schemadiff.catalog import stored
from schemadiff.comparison.additions import scope_of_a_database
from schemadiff.comparison.comparison import Comparison
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.splitting import Source
from schemadiff.errors import SchemadiffError
from schemadiff.extensions.wanted import existing
from schemadiff.model import Address, Catalog, Position, Size
from schemadiff.model.history import Row
from schemadiff.proof.clone import Roles, live_dump, rebuilt, roles_of
from schemadiff.proof.sizes import sizes
from schemadiff.scope import Scope, restrict
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import Live, Original

FORMAT = 5
STORED = ("table", "materialized view", "index")
"""Types of relations that store rows."""
ANEW = "write a new one where the database can be reached: schemadiff drift --snapshot FILE"


@dataclass(frozen=True)
class Snapshot:
    """The contents of a snapshot file."""

    name: str
    version: int
    role: str
    roles: Roles
    dump: str
    catalog: Catalog
    rows: tuple[Row, ...]
    sizes: Mapping[Address, Size]


def write(comparison: Comparison, path: Path, now: datetime | None = None) -> None:
    """Write the target of a comparison to a file.

    Raises:
        SchemadiffError: the file cannot be written.
    """
    target, taken = comparison.target, (now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M:%S UTC")
    roles = roles_of(target)
    text = {
        "format": FORMAT,
        "name": f"{target.name}, as of {taken}",
        "version": target.version,
        "role": target.role,
        "roles": sorted(roles.named),
        "master": roles.master,
        "dump": live_dump(comparison.workshop, target, owners=False),
        "catalog": stored.dump(comparison.live),
        "rows": [asdict(row) for row in comparison.history],
        "sizes": [[*address, *size] for address, size in _sizes(target, comparison.live)],
    }
    try:
        path.write_text(json.dumps(text | {"sha256": _seal(text)}, default=_time) + "\n", encoding="utf-8")
    except OSError as error:
        raise SchemadiffError(f"cannot write {path}: {error.strerror}") from error


def _sizes(target: Live, there: Catalog) -> Iterator[tuple[Address, Size]]:
    """Yield the sizes of a target's relations, in order, so that the same state gives the same file."""
    yield from sorted(sizes(target, (address for address in there.objects if address.type in STORED)).items())


def read(path: Path) -> Snapshot:
    """Read a snapshot file.

    Raises:
        SchemadiffError: it does not exist, or this version cannot read it.
    """
    try:
        written = path.read_text(encoding="utf-8")
        _check(json.loads(written), path)
        text = stored.loads(written)
        return Snapshot(
            name=str(text["name"]),
            version=int(text["version"]),
            role=str(text["role"]),
            roles=Roles(frozenset(map(str, text["roles"])), str(text["master"])),
            dump=str(text["dump"]),
            catalog=stored.load(text["catalog"]),
            rows=tuple(_row(row) for row in text["rows"]),
            sizes={Address(*one[:2]): Size(*one[2:]) for one in text["sizes"]},
        )
    except OSError as error:
        raise SchemadiffError(f"cannot read the snapshot {path}: {error.strerror}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        cut = f": {error}" if isinstance(error, json.JSONDecodeError) else ""
        raise SchemadiffError(
            f"{path} is not a snapshot that this version of schemadiff can read{cut}", hint=ANEW
        ) from error


def _check(text: dict[str, Any], path: Path) -> None:
    """Check that the format is this version's and the checksum is right."""
    if text["format"] != FORMAT:
        raise SchemadiffError(
            f"{path} is a snapshot of format {text['format']!r}, but this version of schemadiff reads {FORMAT}",
            hint=ANEW,
        )
    # Anyone could compute a new checksum; the throw-away server is what makes a manipulated file harmless.
    if text.pop("sha256", "") != _seal(text):
        raise SchemadiffError(f"{path} was changed after it was written: its checksum differs", hint=ANEW)


def _seal(text: Mapping[str, object]) -> str:
    """The checksum that reveals a changed or truncated file."""
    return hashlib.sha256(json.dumps(text, sort_keys=True, default=_time).encode()).hexdigest()


def _time(value: datetime) -> str:
    return value.isoformat()


def _row(values: dict[str, Any]) -> Row:
    times = {name: values[name] and datetime.fromisoformat(values[name]) for name in ("started", "finished")}
    return Row(**(values | times))


@contextmanager
def restored(settings: Settings, path: Path) -> Iterator[Live]:
    """A throw-away database with the state of a snapshot, in the form of a target."""
    found = read(path)
    scope = scope_of_a_database(settings, found.catalog)
    like = Live(found.name, "", found.version, found.role)
    with Workshop(settings, like, also=tuple(_extensions(found, scope, path)), reads=False) as workshop:
        name = rebuilt(workshop, found.dump, found.roles, found.catalog, scope)
        server = workshop.server
        like = replace(like, conninfo=server.conninfo(name), version=server.version, role=server.loader)
        yield replace(like, history=found.rows, made=found.catalog.made, original=Original(sizes=found.sizes))


def _extensions(found: Snapshot, scope: Scope, path: Path) -> Iterator[SourceStatement]:
    """Yield CREATE EXTENSION for each extension in scope, so that a server is chosen that has them."""
    for extension in existing(restrict(found.catalog, scope)):
        sql = SQL("CREATE EXTENSION {}").format(Identifier(extension.name)).as_string()
        yield SourceStatement(sql, Position(path.name, 1), 0, Source(path.name, sql))
