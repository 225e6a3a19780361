"""The meaning of ``desired/`` as PostgreSQL elaborates it, and the user's cache of it: an unchanged folder needs no server."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from schemadiff import cache
from schemadiff.catalog import stored
from schemadiff.catalog.stored import encodable
from schemadiff.desired.renames import Rename
from schemadiff.model import Address, Catalog, Note, Position, Severity
from schemadiff.presets import PRESETS
from schemadiff.release import release
from schemadiff.roles.managed import Managed
from schemadiff.scope import FACTS
from schemadiff.scope.claims import Claims
from schemadiff.settings import Settings

log = logging.getLogger(__name__)
KEPT = 20
"""The number of cached readings of ``desired/``, over all projects of the user."""


class Kept(NamedTuple):
    """An entry in the cache."""

    name: str
    """The name of the file."""
    hash: str
    """The hash of its content."""


@dataclass(frozen=True)
class Desired:
    """The meaning of the files in ``desired/``, as PostgreSQL elaborated them."""

    catalog: Catalog
    dump: str
    """The output of ``pg_dump --schema-only``: the second judge's side."""
    platform: frozenset[Address]
    """The objects that existed before the files were loaded."""
    places: Mapping[Address, Position]
    claims: Claims
    roles: frozenset[str]
    """The roles that the files name."""
    renames: tuple[Rename, ...]
    server: str
    """The server that elaborated it ("PostgreSQL 18.4, embedded")."""
    dumper: str
    """The folder of the ``pg_dump`` that wrote ``dump``: another version may print differently."""
    managed: Managed
    """The roles of the server that are ours."""
    declared_roles: frozenset[str]
    """The roles that the files create, ours or not."""
    needs: tuple[frozenset[str], bool]
    """What a server must have to load it: extensions, and True for ``wal_level = logical``."""
    notes: tuple[Note, ...] = ()
    """Notes about statements in the files that have no effect."""
    kept: Kept | None = None
    """Its entry in the cache, if it has one."""

    @property
    def declared(self) -> frozenset[Address]:
        """The objects that the files create, including those inside the platform's schemas."""
        return frozenset(self.catalog.objects) - self.platform - self.catalog.made.keys()


def key(settings: Settings, files: str, target: tuple[int, str] | None) -> str:
    """Return a hash of everything that the meaning of files depends on, of which ``files`` is a hash.

    Of a ``target`` these are its major version and our role there.
    """
    where = os.path.relpath(settings.desired, settings.root)
    return _hashed(files, where, *_environment(settings, target))


def key_of_nothing(settings: Settings, target: tuple[int, str] | None) -> str:
    """Return the same for a database without any files."""
    return _hashed(*_environment(settings, target))


def _environment(settings: Settings, target: tuple[int, str] | None) -> tuple[object, ...]:
    """Return what the meaning depends on besides the files."""
    shadow = settings.shadow
    return (
        PRESETS[settings.preset].text, settings.preset, settings.roles, repr(target),
        shadow.provider, shadow.version, shadow.image, shadow.url, shadow.extensions, shadow.trusted,
        os.environ.get("SCHEMADIFF_LOCAL_BINDIRS"), *release(),
    )  # fmt: skip


def _hashed(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def beginning(
    settings: Settings,
    target: tuple[int, str] | None,
    server: tuple[str, int],
    look: Callable[[], frozenset[Address]],
) -> frozenset[Address]:
    """Return the objects in a new database on a throw-away server of our own, read once and cached.

    ``server`` is the provider and the version; the rest of the cache key is as in ``key``, without the files.
    """
    path = cache.folder("beginning") / f"{_hashed(*server, *_environment(settings, target))}.json"
    try:
        return frozenset(stored.loads(cache.read(path))["platform"])
    except (OSError, ValueError, LookupError, TypeError):
        found = look()
    try:
        cache.write(path, json.dumps({"platform": [encodable(address) for address in sorted(found)]}), KEPT)
    except OSError as error:
        log.info("desired: not kept in the cache: %s", error)
    return found


def cache_file(key: str) -> Path:
    """Return the path of the cache file for a key."""
    return cache.folder("desired") / f"{key}.json"


def cached(path: Path) -> Desired | None:
    """Return the cached meaning; None if there is none, or none that can be used."""
    try:
        whole = cache.read(path)
        text, kept = stored.loads(whole), _kept(path, whole)
        del whole
        catalog = stored.load(text.pop("catalog"))
        return Desired(
            catalog=catalog,
            dump=text["dump"],
            platform=frozenset(text["platform"]),
            places=dict(_places(catalog, **text.pop("places"))),
            claims=Claims(*(frozenset(part) for part in text["claims"])),
            roles=frozenset(text["roles"]),
            renames=tuple(Rename(a, b, c, Position(*at), rest) for a, b, c, at, rest in text["renames"]),
            server=text["server"],
            dumper=text["dumper"],
            managed=Managed(*(frozenset(part) for part in text["managed"])),
            declared_roles=frozenset(text["declared_roles"]),
            needs=(frozenset(text["extensions"]), bool(text["logical"])),
            notes=tuple(Note(a, Severity(b), Position(*at), hint) for a, b, at, hint in text["notes"]),
            kept=kept,
        )
    except (OSError, ValueError, LookupError, TypeError):
        # Missing, incomplete, or of another version: it is computed anew.
        return None


def _places(
    catalog: Catalog, of: Iterable[int | Address], files: Sequence[str], at: Sequence[Sequence[Any]]
) -> Iterator[tuple[Address, Position]]:
    """Yield the addresses and positions stored by ``_placed``, with the catalogue's own addresses."""
    addresses = list(catalog.objects)
    for address, file, line, column in zip(of, *at, strict=True):
        place = Position(files[file], line, column)
        yield addresses[address] if isinstance(address, int) else address, place


def _placed(catalog: Catalog, places: Mapping[Address, Position]) -> dict[str, Any]:
    """Return the positions for the cache, with numbers instead of addresses and files."""
    numbers = {address: number for number, address in enumerate(stored.order(catalog))}
    files = {path: number for number, path in enumerate(sorted({at.path for at in places.values()}))}
    return {
        "of": [numbers.get(address, encodable(address)) for address in places],
        "files": list(files),
        "at": [
            [files[at.path] for at in places.values()],
            [at.line for at in places.values()],
            [at.column for at in places.values()],
        ],
    }


def keep(path: Path, desired: Desired) -> Desired:
    """Write the cache file atomically, and return ``desired`` with its entry; a failure to write is no error."""
    claimed = desired.claims
    text = {
        "catalog": stored.dump(desired.catalog),
        "dump": desired.dump,
        "platform": [encodable(address) for address in sorted(desired.platform)],
        "places": _placed(desired.catalog, desired.places),
        "claims": [
            [encodable(i) for i in part]
            for part in (claimed.named, claimed.broad, claimed.defaults, claimed.swept)
        ],
        "roles": sorted(desired.roles),
        "renames": [encodable((*r[:3], tuple(r.at), r.arguments)) for r in desired.renames],
        "server": desired.server,
        "dumper": desired.dumper,
        "managed": [[encodable(i) for i in sorted(part)] for part in astuple(desired.managed)],
        "declared_roles": sorted(desired.declared_roles),
        "extensions": sorted(desired.needs[0]),
        "logical": desired.needs[1],
        "notes": [[n.message, n.severity, n.at, n.hint] for n in desired.notes],
    }
    digest = hashlib.sha256()

    def hashed() -> Iterator[str]:
        for piece in stored.pieces(text):
            digest.update(piece.encode())
            yield piece

    try:
        cache.write_pieces(path, hashed(), KEPT)
    except OSError as error:
        log.info("desired: not kept in the cache: %s", error)
        return desired
    return replace(desired, kept=Kept(path.stem, digest.hexdigest()))


def _kept(path: Path, text: str) -> Kept:
    return Kept(path.stem, hashlib.sha256(text.encode()).hexdigest())


def unmade(found: Catalog, declared: Container[Address]) -> Catalog:
    """Return the catalogue in which objects that the files declare do not count as made by an extension's script."""

    def declares(address: Address) -> bool:
        # Who declares a schema need not speak of its default privileges.
        whole = address if isinstance(found.objects[address], FACTS) else found.whole(address)
        return address in declared or whole in declared

    made = {address: by for address, by in found.made.items() if not declares(address)}
    return replace(found, made=made)
