"""The throw-away side of a command: what ``desired/`` means, and databases to try things on.

What ``desired/`` means is kept under a hash of the files and of everything that has a say in it, so that an
unchanged folder costs no server.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import psycopg

from schemadiff import catalog
from schemadiff.desired import files
from schemadiff.desired.arrange import roles
from schemadiff.desired.claims import claims
from schemadiff.desired.extensions import allowed, needs, not_brought, notes_of_stand_ins
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.load import load
from schemadiff.desired.meaning import Desired, beginning, cache_file, cached, keep, key, unmade
from schemadiff.desired.renames import renames
from schemadiff.desired.report import LoadReport
from schemadiff.desired.sources import locate
from schemadiff.desired.ungranted import notes_of_grants
from schemadiff.errors import SchemadiffError, Unavailable
from schemadiff.grants.members import cursors
from schemadiff.kinds.earlier import as_of, dump_as_of
from schemadiff.kinds.subscription import made_again
from schemadiff.model import Address, Catalog, Note, Object
from schemadiff.postgres.lending import lent
from schemadiff.postgres.pg_dump import dump, needed_pg_dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, create_database, drop_database, subscribes
from schemadiff.presets import PRESETS, Preset, install
from schemadiff.roles.alias import Alias
from schemadiff.roles.declared import declare, places
from schemadiff.roles.managed import Managed, managed, with_server
from schemadiff.roles.nodes import about_roles
from schemadiff.roles.server import LOADER, Roles, with_roles
from schemadiff.settings import Settings
from schemadiff.targets import Live, described

log = logging.getLogger(__name__)


@dataclass
class Workshop:
    """The throw-away server of one command: started when it is first needed, gone at the end of the context."""

    settings: Settings
    target: Live | None = None
    stack: ExitStack = field(default_factory=ExitStack)
    cached: Desired | None = None
    """What ``desired`` has found in the cache."""
    also: tuple[SourceStatement, ...] = ()
    """Further statements that will be loaded on the server, so that it must have their extensions."""
    notes: tuple[Note, ...] = ()
    """What is to be said of what was loaded."""
    known: dict[Address, Object] = field(default_factory=dict)
    """What this command has read last under each address: what is read again as it was is kept once."""
    reads: bool = True
    """False if what is desired is said otherwise than by files."""

    def __enter__(self) -> Self:
        self.stack.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.__exit__(*error)  # type: ignore[arg-type]

    @cached_property
    def statements(self) -> tuple[SourceStatement, ...]:
        """The statements of ``desired/``, parsed."""
        return self._read() if self.reads else ()

    def _read(self, *bearing: type[SchemadiffError]) -> tuple[SourceStatement, ...]:
        folder, root, loaded = self.settings.desired, self.settings.root, self.cached is not None
        found = files.read(folder, root, loaded=loaded, roles=self.says_roles, bearing=bearing)
        return tuple(not_brought(found, self.preset))

    @property
    def says_roles(self) -> bool:
        """True if the files may say what the roles of the server are."""
        return self.settings.roles != "off"

    @property
    def manages(self) -> bool:
        """True if that counts: of a target that is only a snapshot nobody knows the roles."""
        return self.settings.roles == "managed"

    @cached_property
    def managed(self) -> Managed:
        """What of the server's roles is ours."""
        if not self.manages:
            return Managed()
        found = self.cached.managed if self.cached is not None else managed(s.node for s in self.statements)
        # Who is only named where the way leads to is there by himself, whatever it starts from.
        others = roles(self.statements) - found.roles if self.also else frozenset[str]()
        start = managed(s.node for s in self.also).without(others)
        me = self.target.role if self.target else self.server.loader
        return (found | start).without(frozenset({me}))

    @cached_property
    def roles(self) -> Roles | None:
        """The server for roles; None where they are not managed."""
        if not self.manages:
            return None
        if self.server.shared:
            raise Unavailable(
                f"the roles of a server of others are not touched, and {self.server.provider} is one",
                hint='choose one of ours: under [shadow], provider = "embedded"; or leave roles alone: roles = "off"',
            )
        wanted = replace(
            self.wanted,
            provider=self.server.provider,
            major=self.server.major,
            extensions=frozenset(),
            loader=LOADER,
            trusted=False,
        )
        return Roles(self.stack.enter_context(throwaway(wanted)), self.managed, self.bindir)

    @cached_property
    def wanted(self) -> Wanted:
        """What the server must have: the target's major version and the extensions that the files need."""
        shadow = self.settings.shadow
        extensions, logical = needs(self.also)
        # To parse 6,000 statements takes 2 s, so what is in the cache is not parsed again.
        more, too = self.cached.needs if self.cached is not None else needs(self.statements)
        return Wanted(
            provider=shadow.provider,
            major=shadow.version or (self.target.major if self.target else None),
            extensions=extensions | more,
            loader=self.target.role if self.target else "postgres",
            url=shadow.url,
            target_url=self.target.conninfo if self.target else None,
            image=shadow.image,
            logical=logical or too,
            trusted=shadow.trusted,
            # Who names an image wants what is in it.
            stand_ins=frozenset() if shadow.image else self.preset.services,
        )

    @property
    def preset(self) -> Preset:
        """The platform that every database of the target has."""
        return PRESETS[self.settings.preset]

    @property
    def extensions(self) -> frozenset[str]:
        """The extensions that may be made by an administrator."""
        return allowed(self.settings.shadow.extensions) | self.server.stand_ins

    @cached_property
    def server(self) -> Server:
        """The server, running."""
        server = self.stack.enter_context(throwaway(self.wanted))
        log.info("shadow: %s: %s", described(server), server.reason)
        return server

    @property
    def elaborator(self) -> str:
        """The server in the words of the output; empty as long as nothing has needed it."""
        return described(self.server) if "server" in vars(self) else ""

    def database(self, *, template: str | None = None, platform: bool = True) -> str:
        """A new database on it, with what the platform puts into every one; dropped at the end."""
        name = create_database(self.server, template=template)
        if self.server.shared:
            # On a server of our own it goes with the server.
            self.stack.callback(drop_database, self.server, name)
        if platform and template is None and self.preset.script:
            with self.admin(name) as conn:
                install(conn, self.preset, self.server.loader)
        return name

    def copy(self, database: str) -> str:
        """A copy of a database on it, with the subscriptions, which no template has."""
        name = self.database(template=database)
        if self.roles is not None:
            self.roles.copy(database, name)
        if not subscribes(self.server, database):
            return name
        with self.session(name) as conn:
            for sql in made_again(self.read(database)):
                conn.execute(sql.encode())
        return name

    @property
    def timezone(self) -> str:
        """That of the target's sessions."""
        return self.target.timezone if self.target else "UTC"

    @property
    def alias(self) -> Alias:
        """How the target's role is called here; otherwise only where others' servers are used."""
        loader = self.server.loader
        return Alias(self.target.role if self.target else loader, loader)

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """A connection as the loader, which is meant where SQL says the target's role; on members another grants."""
        conninfo, speaking = self.server.conninfo(database), cursors(self.server, database, self.alias.spoken)
        return psycopg.connect(self.preset.session(conninfo), autocommit=True, cursor_factory=speaking)

    def admin(self, database: str) -> psycopg.Connection[Any]:
        """A connection as the administrator: nothing of ``desired/`` ever runs on it."""
        return psycopg.connect(self.server.conninfo(database, superuser=True), autocommit=True)

    def session(self, database: str) -> AbstractContextManager[psycopg.Connection[Any]]:
        """The same as long as a context lasts, and seldom a new one."""
        return lent(self.server, database, self.connect)

    def read(self, database: str, on: psycopg.Connection[Any] | None = None) -> Catalog:
        """The catalogue of a database on it, by a session that is there."""
        with nullcontext(on) if on else self.session(database) as conn:
            found = as_of(catalog.read(conn, self.alias, self.known), self.earlier)
        self.known.update(found.objects)
        return with_server(found, self.roles.read(database)) if self.roles is not None else found

    def fill(
        self,
        database: str,
        statements: Sequence[SourceStatement],
        on_policy_error: Literal["raise", "placeholder"] = "raise",
    ) -> LoadReport:
        """Load statements into a database, and what they say about roles beside it."""
        ours = [s for s in statements if not (self.says_roles and about_roles(s.node))]
        extensions = frozenset(self.settings.shadow.extensions) | self.server.stand_ins
        report = load(self.server, database, ours, extensions, self.preset, on_policy_error=on_policy_error)
        if self.roles is not None:
            declare(self.roles, database, statements, self.preset.roles)
        return report

    def dump(self, database: str) -> str:
        """What ``pg_dump --schema-only`` says of a database on it."""
        conninfo, labels = self.server.conninfo(database), self.server.labels
        found = dump(conninfo, self.bindir, exclude_schemas=self.outside, labels=labels)
        text = dump_as_of(self.alias.meant(found), self.earlier)
        return with_roles(text, self.roles.said(database)) if self.roles is not None else text

    @property
    def earlier(self) -> int | None:
        """The target's version, where no server as early is at hand."""
        return self.target.version if self.target and self.target.major < self.server.major else None

    @property
    def outside(self) -> Sequence[str]:
        """Schemas that pg_dump need not look at."""
        return sorted(self.preset.schemas)

    @cached_property
    def bindir(self) -> Path:
        """Where a pg_dump is that can dump both the throw-away databases and the target."""
        if self.cached is not None and (Path(self.cached.dumper) / "pg_dump").is_file():
            # No server is started to find it.
            return Path(self.cached.dumper)
        newest = max(self.server.major, self.target.major if self.target else 0)
        return (self.server.bindir if self.server.major == newest else None) or needed_pg_dump(newest)

    @cached_property
    def loaded(self) -> str:
        """The database that ``desired/`` was loaded into."""
        return self._load("raise")[0]

    def take(self, database: str) -> Desired:
        """Let a database be what is desired that was not filled from files; what it is."""
        self.loaded = database
        return self._elaborate(database)

    def _load(self, on_policy_error: Literal["raise", "placeholder"]) -> tuple[str, LoadReport]:
        name = self.database()
        report = self.fill(name, self.statements, on_policy_error)
        self.notes = (
            *notes_of_grants(self.statements, report.ungranted, self.preset.schemas),
            *notes_of_stand_ins(self.statements, self.server),
        )
        return name, report

    def desired(self) -> Desired:
        """What the files mean: from the cache, or elaborated now.

        Raises:
            Problems: everything in the files that PostgreSQL does not take, with its place.
        """
        path = cache_file(self._key())
        if (found := cached(path)) is not None:
            log.info("desired: from the cache, elaborated by %s", found.server)
            self.cached = found
            self.known.update(found.catalog.objects)
            return found
        return keep(path, self._elaborate(self.loaded))

    def linted(self) -> tuple[Desired, LoadReport]:
        """What the files mean, with the policies and bodies that PostgreSQL refuses."""
        path = cache_file(self._key())
        if (found := cached(path)) is not None:
            self.cached = found
            return found, LoadReport()
        self.statements = self._read(files.PolicySyntaxError)
        name, report = self._load("placeholder")
        found = self._elaborate(name)
        if not report.policy_errors and not report.body_errors:
            found = keep(path, found)
        return found, report

    def _elaborate(self, name: str) -> Desired:
        with ThreadPoolExecutor(1) as aside:
            # Found, or not found, before there are two of us.
            found_in = self.bindir
            dumped = aside.submit(self.dump, name)
            found = self.read(name)
        at = locate(self.statements, found.objects) | places(self.statements, found)
        return Desired(
            catalog=unmade(found, at),
            dump=dumped.result(),
            platform=self._platform(),
            places=at,
            claims=claims(self.statements),
            roles=roles(self.statements),
            renames=tuple(renames(self.statements)),
            server=described(self.server),
            dumper=str(found_in),
            managed=self.managed,
            declared_roles=managed(s.node for s in self.statements).roles,
            needs=needs(self.statements),
            notes=self.notes,
        )

    def _key(self) -> str:
        return key(self.settings, self._aim)

    @property
    def _aim(self) -> tuple[int, str] | None:
        return (self.target.major, self.target.role) if self.target else None

    def _platform(self) -> frozenset[Address]:
        # What others' servers put into every database, and which roles there are, may change from one run to the next.
        if self.server.kept is None or self.roles is not None:
            return self._new()
        return beginning(self.settings, self._aim, (self.server.provider, self.server.version), self._new)

    def _new(self) -> frozenset[Address]:
        return frozenset(self.read(self.database()).objects)
