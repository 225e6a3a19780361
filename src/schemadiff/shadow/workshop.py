"""The throw-away server of a command, and the databases on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import InitVar, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import psycopg

from schemadiff import catalog
from schemadiff.desired.extensions import allowed, notes_of_stand_ins
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.load import load
from schemadiff.desired.meaning import Desired
from schemadiff.desired.report import LoadReport
from schemadiff.desired.settling import notes_of_circles
from schemadiff.desired.ungranted import notes_of_grants
from schemadiff.errors import Unavailable
from schemadiff.grants.members import cursors
from schemadiff.kinds.subscription import made_again
from schemadiff.model import Catalog, Note
from schemadiff.postgres.lending import lent
from schemadiff.postgres.pg_dump import dumped, needed_pg_dump
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import Server, create_database, drop_database, subscribes
from schemadiff.presets import PRESETS, Preset, install
from schemadiff.roles.alias import Alias
from schemadiff.roles.managed import Managed, with_server
from schemadiff.roles.server import LOADER, Roles, with_roles
from schemadiff.roles.syntax import about_roles
from schemadiff.settings import Settings
from schemadiff.shadow.declared_roles import declare
from schemadiff.shadow.earlier_version import as_of, dump_as_of
from schemadiff.shadow.files import Files
from schemadiff.targets import Live, described

log = logging.getLogger(__name__)


@dataclass
class Workshop:
    """The throw-away server of one command: started when it is first needed, gone at the end of the context."""

    settings: Settings
    target: Live | None = None
    also: InitVar[tuple[SourceStatement, ...]] = ()
    reads: InitVar[bool] = True
    cached: InitVar[Desired | None] = None
    """These three are passed to its ``files``."""
    stack: ExitStack = field(default_factory=ExitStack)
    notes: tuple[Note, ...] = ()
    """Notes about the load of the files."""
    known: catalog.Seen = field(default_factory=catalog.Seen)
    """The catalogues that this command has read."""
    files: Files = field(init=False)

    def __post_init__(self, also: tuple[SourceStatement, ...], reads: bool, cached: Desired | None) -> None:
        self.files = Files(self.settings, also, reads, cached)

    def __enter__(self) -> Self:
        self.stack.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.__exit__(*error)  # type: ignore[arg-type]

    @cached_property
    def managed(self) -> Managed:
        """The roles of the server that are ours."""
        if not self.files.manages:
            return Managed()
        me = self.target.role if self.target else self.server.loader
        return self.files.managed().without(frozenset({me}))

    @cached_property
    def roles(self) -> Roles | None:
        """The server for roles; None if roles are not managed."""
        if not self.files.manages:
            return None
        if self.server.shared:
            raise Unavailable(
                f'roles = "managed" does not work with provider "{self.server.provider}": the roles of a '
                "server that schemadiff did not start are never changed",
                hint='use a throw-away server that schemadiff starts: provider = "embedded" under '
                '[shadow]; or set roles = "off"',
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
        """The requirements on the server: the target's major version, the extensions that the files need, and the like."""
        shadow = self.settings.shadow
        extensions, logical = self.files.needs
        return Wanted(
            provider=shadow.provider,
            major=shadow.version or (self.target.major if self.target else None),
            asked=shadow.version is not None,
            extensions=extensions,
            loader=self.target.role if self.target else "postgres",
            url=shadow.url,
            target_url=self.target.conninfo if self.target else None,
            image=shadow.image,
            logical=logical,
            trusted=shadow.trusted,
            locks=max(self.files.locks, self.target.locks if self.target else 0),
            # An image that somebody chose has what they want in it.
            stand_ins=frozenset() if shadow.image else self.preset.services,
        )

    @property
    def preset(self) -> Preset:
        """The platform that every database of the target has."""
        return PRESETS[self.settings.preset]

    @property
    def extensions(self) -> frozenset[str]:
        """The extensions that an administrator may create."""
        return allowed(self.settings.shadow.extensions) | self.server.stand_ins

    @cached_property
    def server(self) -> Server:
        """The server, running."""
        server = self.stack.enter_context(throwaway(self.wanted))
        log.info("shadow: %s: %s", described(server), server.reason)
        return server

    @property
    def elaborator(self) -> str:
        """The server as output describes it; empty as long as nothing has needed it."""
        return described(self.server) if "server" in vars(self) else ""

    def database(self, *, template: str | None = None, platform: bool = True) -> str:
        """Create a database with the platform's objects, and return its name; it is dropped at the end."""
        name = create_database(self.server, template=template)
        if self.server.shared:
            # On a server of our own it disappears with the server.
            self.stack.callback(drop_database, self.server, name)
        if platform and template is None and self.preset.script:
            with self.admin(name) as conn:
                install(conn, self.preset, self.server.loader)
        return name

    def copy(self, database: str) -> str:
        """Copy a database with its subscriptions, which CREATE DATABASE leaves out, and return the copy's name."""
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
        """The time zone of the target's sessions."""
        return self.target.timezone if self.target else "UTC"

    @property
    def alias(self) -> Alias:
        """The names of the target's role and of the loader that acts for it; they differ only on servers of others."""
        loader = self.server.loader
        return Alias(self.target.role if self.target else loader, loader)

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """Open a connection as the loader, which stands for the target's role; grants on members run as the administrator."""
        conninfo, speaking = self.server.conninfo(database), cursors(self.server, database, self.alias.spoken)
        return psycopg.connect(self.preset.session(conninfo), autocommit=True, cursor_factory=speaking)

    def admin(self, database: str) -> psycopg.Connection[Any]:
        """Open a connection as the administrator; nothing of ``desired/`` ever runs on it."""
        return psycopg.connect(self.server.conninfo(database, superuser=True), autocommit=True)

    def session(self, database: str) -> AbstractContextManager[psycopg.Connection[Any]]:
        """Return a context with a connection as the loader, mostly one that is already open."""
        return lent(self.server, database, self.connect)

    def read(self, database: str, on: psycopg.Connection[Any] | None = None) -> Catalog:
        """Read the catalogue of a database, on the given connection if there is one."""
        with nullcontext(on) if on else self.session(database) as conn:
            found = as_of(catalog.read(conn, self.alias, self.known.objects), self.earlier)
        found = self.known.share(found)
        if self.roles is None:
            return found
        return with_server(found, as_of(self.roles.read(database), self.earlier))

    def fill(
        self,
        database: str,
        statements: Sequence[SourceStatement],
        on_policy_error: Literal["raise", "placeholder"] = "raise",
    ) -> LoadReport:
        """Load statements into a database, and those about roles into the server for roles."""
        ours = [s for s in statements if not (self.files.says_roles and about_roles(s.node))]
        extensions = frozenset(self.settings.shadow.extensions) | self.server.stand_ins
        report = load(self.server, database, ours, extensions, self.preset, on_policy_error=on_policy_error)
        if self.roles is not None:
            declare(self.roles, database, statements, self.preset.roles)
        return report

    def dump(self, database: str) -> str:
        """Return the output of ``pg_dump --schema-only`` for a database."""
        return self.dumped(database)()

    def dumped(self, database: str) -> Callable[[], str]:
        """Dump a database now, and return a function for the text, which is kept compressed until then."""
        conninfo, labels = self.server.conninfo(database), self.server.labels
        found = dumped(conninfo, self.bindir, exclude_schemas=self.outside, labels=labels)
        said = self.roles.statements(database) if self.roles is not None else None

        def text() -> str:
            text = dump_as_of(self.alias.meant(found.text()), self.earlier)
            return with_roles(text, said) if said is not None else text

        return text

    @property
    def earlier(self) -> int | None:
        """The target's version, if the throw-away server is of a later major version."""
        return self.target.version if self.target and self.target.major < self.server.major else None

    @property
    def outside(self) -> Sequence[str]:
        """The schemas that pg_dump leaves out."""
        return sorted(self.preset.schemas)

    @cached_property
    def bindir(self) -> Path:
        """The folder of a pg_dump that can dump both the throw-away databases and the target."""
        if (known := self.files.cached) is not None and (Path(known.dumper) / "pg_dump").is_file():
            # Known from the cache, so that no server is started to find it.
            return Path(known.dumper)
        newest = max(self.server.major, self.target.major if self.target else 0)
        return (self.server.bindir if self.server.major == newest else None) or needed_pg_dump(newest)

    @cached_property
    def loaded(self) -> str:
        """The database that ``desired/`` was loaded into."""
        return self.load("raise")[0]

    def load(self, on_policy_error: Literal["raise", "placeholder"]) -> tuple[str, LoadReport]:
        """Load ``desired/`` into a new database; return its name and the report."""
        name = self.database()
        report = self.fill(name, self.files.statements, on_policy_error)
        self.notes = (
            *notes_of_grants(self.files.statements, report.ungranted, self.preset.schemas),
            *notes_of_stand_ins(self.files.statements, self.server),
            *notes_of_circles(report.early),
        )
        return name, report
