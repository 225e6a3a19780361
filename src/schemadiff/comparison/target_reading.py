"""What a command reads of a target, each thing at most once: its catalogue, its dump and its roles."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property

from schemadiff import catalog
from schemadiff.clock import Clock
from schemadiff.desired.meaning import Desired
from schemadiff.model import Catalog
from schemadiff.postgres.pg_dump import Dumping
from schemadiff.proof.clone import left_out_schemas, live_dumping
from schemadiff.roles.managed import with_server
from schemadiff.roles.server import RoleStatements, live_roles, with_roles
from schemadiff.roles.server import read as read_roles
from schemadiff.shadow import Workshop
from schemadiff.targets import Live, lastread
from schemadiff.targets.background import read_in_background
from schemadiff.targets.fingerprint import Look
from schemadiff.targets.lastdump import LastDump


@dataclass
class TargetReading:
    """A target as it is read: in the background while the goal is worked out, and from the cache if nothing has changed."""

    workshop: Workshop
    target: Live
    clock: Clock
    wanted: Callable[[], Desired]
    """The goal: it decides which roles are read, and the objects that it has as well are kept in memory once."""
    seen: Catalog | None = None
    """The target's catalogue, if it was read before."""
    look: Look | None = None
    """The state of the target before it was read; None: there is no cached reading, so it is read anew."""
    dumped: Dumping | None = None
    """The target's dump, if it was begun before."""
    printed: bool = False
    """True once the target's dump is complete."""
    coming: Future[Catalog | None] | None = None
    """The target's catalogue, if reading it was started in the background; None in it for a large one."""

    @cached_property
    def catalog(self) -> Catalog:
        """The target's whole catalogue."""
        found = self.workshop.known.keep(self._whole)
        return replace(found, made={**found.made, **self.target.made}) if self.target.made else found

    @cached_property
    def _whole(self) -> Catalog:
        if self.target.standing:
            return self.workshop.read(self.target.standing)
        if self.seen is not None and not self.workshop.files.manages:
            return self.seen
        with self.clock.phase("read"):
            found = self.seen or self._read
            if not self.workshop.files.manages:
                return found
            with self.target.connect() as conn:
                return with_server(found, read_roles(conn, self.wanted().managed))

    def begin(self) -> None:
        """Start reading the target in the background, while the goal is worked out and nothing changes the target."""
        if not (self.seen or self.target.standing or (self.look and lastread.knows(self.look))):
            self.coming = self.workshop.stack.enter_context(read_in_background(self.target))

    def begin_dump(self) -> None:
        """Start dumping the target in the background."""
        _ = self._dumping

    @cached_property
    def _read(self) -> Catalog:
        if self.coming and (found := self.coming.result()):
            return catalog.shared(found, self.wanted().catalog.objects)
        if self.look and (found := lastread.recall(self.look, self.wanted())):
            return found
        with self.target.connect() as conn:
            return catalog.read(conn, known=self.workshop.known.objects)

    def keep(self) -> None:
        """Cache what was read and dumped of the target for the next command, if nothing has changed there meanwhile."""
        if self.look and "_read" in vars(self):
            lastread.keep(self.look, self._read, self.wanted())
        if self._last_dump and self.printed:
            self._last_dump.keep(self._dumping.text())

    @property
    def dump(self) -> str:
        """The target's schema as pg_dump prints it; large, so the compressed dump is kept and not this."""
        return with_roles(self.schema_dump, self.roles) if self.workshop.files.manages else self.schema_dump

    @property
    def schema_dump(self) -> str:
        """The dump without the roles of the server."""
        with self.clock.phase("dump"):
            text = self._dumping.text()
            self.printed = True
            return text

    @cached_property
    def _dumping(self) -> Dumping:
        if self.dumped:
            return self.dumped
        if self._last_dump and (known := self._last_dump.recall()):
            return Dumping(lambda: known)
        return self.workshop.stack.enter_context(live_dumping(self.workshop, self.target))

    @cached_property
    def _last_dump(self) -> LastDump | None:
        workshop = self.workshop
        return LastDump(self.look, workshop.bindir, left_out_schemas(workshop)) if self.look else None

    @cached_property
    def roles(self) -> RoleStatements:
        """The managed roles of the target as pg_dumpall prints them."""
        workshop = self.workshop
        if self.target.standing and workshop.roles is not None:
            return workshop.roles.statements(self.target.standing)
        return live_roles(self.target.conninfo, workshop.bindir, self.wanted().managed)
