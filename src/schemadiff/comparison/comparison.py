"""Compares the state of a target with the one that ``desired/`` describes: the two catalogues of every command."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from schemadiff.clock import Clock
from schemadiff.comparison.additions import scope_of_a_database
from schemadiff.comparison.replays import LastReplay, Replayed, of_target, result_of
from schemadiff.comparison.target_reading import TargetReading
from schemadiff.desired.meaning import Desired
from schemadiff.desired.surroundings import surround_desired
from schemadiff.engines import Database
from schemadiff.errors import SchemadiffError
from schemadiff.migration_tools import files, first_migration
from schemadiff.migration_tools.history_tables import history_of
from schemadiff.migrations import state
from schemadiff.migrations.file import Migration
from schemadiff.migrations.replay import replayed
from schemadiff.migrations.state import Pending
from schemadiff.model import Address, Catalog
from schemadiff.model.history import Row
from schemadiff.proof.clone import clone, live_dump
from schemadiff.proof.entry_names import entry_names, members_of
from schemadiff.proof.judges import EntryFilter
from schemadiff.proof.prove import Goal
from schemadiff.scope import HUNG_ON, Scope, adopt, restrict
from schemadiff.scope.listed import refuse_only_absent
from schemadiff.scope.owned import others
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop, is_known, meant
from schemadiff.targets import Live, version_text
from schemadiff.targets.fingerprint import Look, look


@dataclass
class Comparison:
    """A target and ``desired/``; expensive parts are computed when they are first used."""

    workshop: Workshop
    target: Live
    clock: Clock = field(default_factory=Clock)
    goal_name: str = "desired/"
    """The name of the goal in output."""
    given: Desired | None = None
    """The goal, if it does not come from the files."""
    elsewhere: Live | None = None
    """The database that is the goal, if it was read directly and not from a copy."""
    other: Live | None = None
    """The database that is the goal, if the goal is one."""
    unfinished: AbstractSet[Address] = frozenset()
    """The invalid indexes of the goal, which count as valid: pg_dump leaves them out, and no statement makes one."""
    alone: bool = False
    """True if only the two states matter, and no migrations are pending between them."""
    seen: Catalog | None = None
    """The target's catalogue, if it was read before."""
    looked: Look | None = None
    """The state of the target before anything was read of it, if it was looked at."""

    @property
    def settings(self) -> Settings:
        """The settings of the command."""
        return self.workshop.settings

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The files in ``generated/``."""
        return files.all_of(self.settings)

    @cached_property
    def history(self) -> tuple[Row, ...]:
        """The migrations that the target has applied, read once so that a command refers to one moment."""
        if self.target.history is not None:
            return self.target.history
        return history_of(self.target, self.settings, self.migrations)

    @cached_property
    def newest(self) -> str:
        """The newest version that the target has applied."""
        return state.newest(self.history)

    @cached_property
    def pending(self) -> tuple[Pending, ...]:
        """The migrations that the target has not applied."""
        if self.alone:
            return ()
        return state.pending(self.migrations, self.history, out_of_order=True)

    @cached_property
    def wanted(self) -> Desired:
        """The goal: what the files mean, if no other was given."""
        if self.given is not None:
            return self.given
        with self.clock.phase("desired"):
            return meant(self.workshop)

    @cached_property
    def wanted_dump(self) -> str:
        """The goal as pg_dump prints it."""
        return live_dump(self.workshop, self.elsewhere) if self.elsewhere else self.wanted.dump

    @cached_property
    def scope(self) -> Scope:
        """Which objects are compared."""
        found = scope_of(self.settings, self.wanted)
        wanted = self.wanted.catalog
        sides = f"neither {self.target.name} nor {self.goal_name} has one"
        refuse_only_absent(self.settings.schemas, sides, self.live, wanted)
        # The schema that an extension brings is created and dropped with it on the target.
        needed = {that for _, that in wanted.depends if that in wanted.made} - self.live.objects.keys()
        if self.wanted.claims.everything:
            needed |= scope_of_a_database(self.settings, self.live).declared
        return replace(
            found, made=self.live.made, members=self.live.members, declared=found.declared | needed
        )

    @cached_property
    def undeclared(self) -> Sequence[Address]:
        """What users have put on a platform's tables in the target, and the files do not declare."""
        theirs = scope_of_a_database(self.settings, self.live).declared - self.scope.declared
        hung = (a for a in theirs if self.live.objects[a].kind in HUNG_ON)
        return sorted(a for a in hung if not any(a.fits(pattern) for pattern in self.settings.ignore))

    @cached_property
    def whole_scope(self) -> Scope:
        """The scope with that as well."""
        return replace(self.scope, declared=self.scope.declared.union(self.undeclared))

    @cached_property
    def reading(self) -> TargetReading:
        """The target, as it is read."""
        return TargetReading(self.workshop, self.target, self.clock, lambda: self.wanted, self.seen)

    @property
    def live(self) -> Catalog:
        """The target's whole catalogue."""
        return self.reading.catalog

    @property
    def live_dump(self) -> str:
        """The target's schema as pg_dump prints it."""
        return self.reading.dump

    def begin(self) -> None:
        """Start reading the target in the background; first look at its state, if pending migrations run on a copy of it."""
        with suppress(SchemadiffError):  # who needs the pending migrations says what is wrong with them
            self.looked = self.reading.look or (look(self.target.conninfo) if self._copied else None)
        self.reading.begin()

    @property
    def _copied(self) -> bool:
        """True if the state that a plan starts from is that of a copy of the target, which another command may need again."""
        lasting = not (self.alone or self.target.standing or self.workshop.files.manages)
        return lasting and self.target.history is None and bool(self.pending)

    def begin_dump(self) -> None:
        """Start dumping the target in the background while the files are loaded, it is read, and both are compared."""
        if self.target.standing:
            return
        if self.given is not None or is_known(self.workshop):
            # Which pg_dump it was before is cached as well, so that no server is started to find one.
            _ = self.wanted
        self.reading.begin_dump()
        # Files that do not load are an error before anything about the target is, and end the dump.
        _ = self.wanted

    @property
    def same_major(self) -> bool:
        """True if both servers have the same major version, so that their output can be compared."""
        return self.wanted.catalog.major == self.target.major

    @cached_property
    def base(self) -> str:
        """A throw-away database in the state that a plan starts from: the target after all pending migrations."""
        _ = self.live
        with self.clock.phase("clone"):
            # With a cached goal, no statement has created the roles and tablespaces that it names on the server yet.
            surround_desired(self.workshop.server, self.wanted)
            name = self.copy()
            if self.pending:
                self._replay_pending(name)
            return name

    def _replay_pending(self, database: str) -> None:
        try:
            replayed(self.workshop, database, files.as_run(self.settings, self.pending))
        except SchemadiffError as error:
            explained = first_migration.of_what_exists(error, self.settings, self.target.name)
            raise explained from error.__cause__

    def copy(self) -> str:
        """A throw-away database in the state of the target."""
        name = clone(self.workshop, self.target, self.live, self.scope, self.reading.schema_dump)
        if self.workshop.roles is not None:
            self.workshop.roles.put(name, self.reading.roles)
        return name

    @cached_property
    def current(self) -> Catalog:
        """The part in scope of the state that a plan starts from."""
        return restrict(self._start, self.scope)

    @cached_property
    def _start(self) -> Catalog:
        """The state that a plan starts from."""
        if not self.pending and self.same_major:
            return self.live
        # Major versions print views and functions differently, so both sides are read on the same server.
        return self._replayed.catalog if self._replayed else self.workshop.read(self.base)

    @cached_property
    def _replayed(self) -> Replayed | None:
        """The result of the pending migrations, if it can be cached; asked for before anything else runs on the base."""
        if self.looked is None or not self._copied:
            return None
        before = of_target(self.target, self.looked)
        last = LastReplay(self.settings, self.wanted, before, files.as_run(self.settings, self.pending))
        return result_of(last, self.workshop, lambda: self.base)

    @property
    def start_dump(self) -> str:
        """The state that a plan starts from as pg_dump prints it."""
        if not self.pending and self.same_major:
            return self.live_dump
        return self._replayed.dump if self._replayed else self.workshop.dump(self.base)

    @cached_property
    def ours(self) -> Catalog:
        """The part in scope of the goal."""
        return restrict(self.wanted.catalog, self.scope)

    @cached_property
    def desired(self) -> Catalog:
        """The goal, with owners and grants that the files leave to the database."""
        if not self.pending:
            self._refuse_other_care()
        return self.adopted(self.current)

    def _refuse_other_care(self) -> None:
        """Refuse objects that belong to an extension on one side only (ALTER EXTENSION ... ADD): dumps do not tell."""
        here, there = self.live.members, self.wanted.catalog.members
        for address in sorted(here.keys() & self.ours.objects.keys()):
            extension = here[address].extension
            goes = f"drop {extension} first, in a migration of its own"
            instead = f"do not create it in {self.goal_name}" if extension in self.ours.objects else goes
            raise SchemadiffError(
                f"{address} belongs to {extension} on {self.target.name}, but to no extension in {self.goal_name}",
                hint=f"on the target: ALTER EXTENSION {extension.identity} DROP {address}; or {instead}",
            )
        for address in sorted(there.keys() & self.current.objects.keys()):
            extension = there[address].extension
            added = f"on the target: ALTER EXTENSION {extension.identity} ADD {address}"
            comes = f"drop or rename it first, in a migration of its own: CREATE EXTENSION {extension.identity} makes it"
            raise SchemadiffError(
                f"{address} belongs to no extension on {self.target.name}, but to {extension} in {self.goal_name}",
                hint=added if extension in self.current.objects else comes,
            )

    def adopted(self, current: Catalog) -> Catalog:
        """The goal, with owners and grants that the files leave to the database taken from ``current``."""
        return adopt(current, self.ours, self.wanted.claims, self.settings.privileges)

    @cached_property
    def entry_filter(self) -> EntryFilter:
        """Which entries of the dumps are compared."""
        everything = {**self.wanted.catalog.objects, **self.live.objects, **self._start.objects}
        kept = self.current.objects.keys() | self.ours.objects.keys()
        unmodelled = {thing.address for thing in (*self.live.unmodelled, *self.wanted.catalog.unmodelled)}
        left_out = entry_names((everything.keys() - kept) | unmodelled | self.unfinished)
        members = members_of([self.live, self.wanted.catalog], self.scope)
        claims, loader = self.wanted.claims, self.current.role or self.ours.role
        owned = others(self.current, self.ours, claims).items()
        unsaid = {name: (owner, loader) for on, owner in owned for name in entry_names([on])}
        mode, role = self.settings.privileges, self.target.role
        return EntryFilter(self.scope, claims, mode, role, left_out, members, unsaid)

    def concerns(self, address: Address) -> bool:
        """False if an address is out of scope; for other engines, which compare everything under names of their own."""
        if self.scope.leaves_out(address, address.identity.partition(".")[0]):
            return False
        return not entry_names([address]) & self.entry_filter.left_out

    @property
    def goal(self) -> Goal:
        """The state to reach."""
        return Goal(self.desired, lambda: self.wanted_dump, self.entry_filter)

    @property
    def left_out(self) -> dict[str, int]:
        """The number of objects not compared, by reason: the larger count of the two sides."""
        one, other = self.current.left_out, self.ours.left_out
        return {reason: max(one.get(reason, 0), other.get(reason, 0)) for reason in sorted({*one, *other})}

    @property
    def database(self) -> Database:
        """The state to start from, for an engine."""
        return Database(self.current, lambda: self.workshop.server.conninfo(self.base))

    @property
    def desired_database(self) -> Database:
        """The state to reach, for an engine."""
        return Database(self.desired, lambda: self.workshop.server.conninfo(self.workshop.loaded))

    @property
    def server(self) -> str:
        """The server that loaded the files."""
        return self.workshop.elaborator or self.wanted.server

    def note_of_majors(self) -> Sequence[str]:
        """What to report if the throw-away server has another major version than the target."""
        if self.same_major:
            return ()
        words = (
            f"the target is PostgreSQL {version_text(self.target.version)}, but no throw-away server of "
            f"that version is available: both sides were read on {self.wanted.server}"
        )
        return (words,)


def scope_of(settings: Settings, desired: Desired) -> Scope:
    """The scope by the settings and by what the files declare."""
    claims = desired.claims
    return replace(
        Scope.of(settings),
        declared=desired.declared,
        versions=claims.versions,
        described=claims.described,
    )
