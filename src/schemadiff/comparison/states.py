"""Compares two states of a schema; each is a database, a file, a folder, a commit or nothing.

Both are put on one throw-away server, so that a plan between them is made, proven and judged like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemadiff import catalog
from schemadiff.branches import git
from schemadiff.comparison.additions import scope_of_a_database
from schemadiff.comparison.comparison import Comparison
from schemadiff.desired import files
from schemadiff.desired.meaning import Desired
from schemadiff.errors import UsageError, place, redact
from schemadiff.interplay.unfinished import finished, unfinished
from schemadiff.kinds.owner import Owner
from schemadiff.model import Address, Catalog
from schemadiff.postgres.folders import scratch
from schemadiff.presets import PRESETS
from schemadiff.proof.clone import clone, roles_of
from schemadiff.roles.server import live_roles
from schemadiff.scope.claims import Claims
from schemadiff.settings import DEVELOPMENT, Settings
from schemadiff.shadow import Workshop, meant, taken
from schemadiff.sql.identity import unquoted
from schemadiff.targets import Live, Original, live, version_text

EMPTY = "EMPTY"
"""The name of the state without any object."""
GIT = "git:"
"""The prefix of a commit."""
EVERYTHING = Claims(everything=True)


@dataclass(frozen=True)
class State:
    """One of the two states, as the flag named it."""

    name: str
    """Its name in output, without secrets."""
    path: Path | None = None
    target: str | None = field(default=None, repr=False)
    """The target or URL, which may contain a secret."""
    ref: str = ""
    """The commit to take the files from; empty for the working tree."""


def state(settings: Settings, folder: Path, text: str, flag: str) -> State:
    """The state that the value of a flag names; paths are relative to ``folder``.

    Raises:
        UsageError: it names none of the five.
    """
    if text == EMPTY:
        return State("an empty database")
    if text.startswith(GIT):
        ref = text.removeprefix(GIT)
        found = (
            git.merge_base(settings.root, ref[:-3]) if ref.endswith("...") else git.commit(settings.root, ref)
        )
        return State(f"{settings.desired.name}/ at {ref}", ref=found)
    if "://" in text or "=" in text:
        return State(place(text), target=text)
    path = folder / text
    if path.is_dir() or (path.is_file() and path.suffix.lower() == ".sql"):
        return State(text, path=path.resolve())
    if text in settings.targets or text == DEVELOPMENT.name:
        return State(text, target=text)
    why = "is not a .sql file" if path.exists() else "does not exist"
    known = f", a target ({', '.join(sorted({*settings.targets, DEVELOPMENT.name}))})"
    raise UsageError(
        f'{flag}: "{redact(text)}" {why}',
        hint=f"use the URL of a database{known}, a .sql file, a folder of them, {GIT}COMMIT, or {EMPTY}",
    )


@contextmanager
def compared(settings: Settings, start: State, goal: State, *, copied: bool = False) -> Iterator[Comparison]:
    """The comparison of two states; the migrations in ``generated/`` are not considered.

    With ``copied`` the goal is on the throw-away server, for callers that need a connection to it.
    """
    with (
        _at_commit(settings, start) as one,
        _at_commit(settings, goal) as other,
        _compared(settings, one, other, copied=copied) as comparison,
    ):
        yield comparison


@contextmanager
def _at_commit(settings: Settings, state: State) -> Iterator[State]:
    """The state, with the files of its commit exported to a temporary folder."""
    if not state.ref:
        yield state
        return
    folder = settings.desired.relative_to(settings.root).as_posix()
    with scratch("commit") as name:
        if not git.export(settings.root, folder, state.ref, Path(name)):
            raise UsageError(
                f"{state.name}: there are no files", hint="which commit has them? git log desired/"
            )
        yield replace(state, path=Path(name) / folder)


@contextmanager
def _compared(settings: Settings, start: State, goal: State, *, copied: bool) -> Iterator[Comparison]:
    settings = replace(
        settings, desired=goal.path or settings.desired, privileges=_mode(settings, start, goal)
    )
    with _live(settings, start) as one, _live(settings, goal) as other:
        manages = settings.roles == "managed"
        also = files.read(start.path, settings.root, roles=manages) if start.path else ()
        reference = _reference(one, other)
        with Workshop(settings, reference, also=also, reads=goal.path is not None) as workshop:
            target = one or _start_database(workshop, start)
            comparison = Comparison(
                workshop, target, alone=True, goal_name=other.name if other else goal.name, other=other
            )
            if one and other and not copied and _directly_comparable(settings, one, other):
                comparison.elsewhere = other
                with comparison.clock.phase("read"):
                    comparison.seen, found = _both(one, other)
                comparison.given = _goal(workshop, other, found)
                _finish(comparison)
                yield comparison
                return
            comparison.reading.begin()
            if goal.path is None:
                with comparison.clock.phase("desired"):
                    comparison.given = _without_files(workshop, other)
                _finish(comparison)
            elif start.target is None:
                with comparison.clock.phase("desired"):
                    desired = meant(workshop)
                comparison.given = replace(desired, claims=replace(desired.claims, everything=True))
            yield comparison


def _finish(comparison: Comparison) -> None:
    """Let the invalid indexes of the goal count as valid."""
    assert comparison.given is not None
    found = comparison.given.catalog
    comparison.unfinished = unfinished(found).keys()
    comparison.given = replace(comparison.given, catalog=finished(found))


def _directly_comparable(settings: Settings, one: Live, other: Live) -> bool:
    """True if the catalogues of two databases can be compared directly, without a copy of either."""
    preset = PRESETS[settings.preset]
    platform = bool(preset.script or preset.schemas or preset.types)
    return (
        one.major == other.major
        and one.role == other.role
        and not platform
        and settings.roles != "managed"
        and settings.shadow.version in {None, one.major}
        # The types of API clients are read from a copy.
        and not settings.types
    )


def _both(one: Live, other: Live) -> tuple[Catalog, Catalog]:
    with one.connect() as start, other.connect() as goal:
        return catalog.read_both(start, goal)


def _goal(workshop: Workshop, other: Live, found: Catalog) -> Desired:
    """The goal, if it is another database whose catalogue is known."""
    return Desired(
        catalog=workshop.known.keep(found),
        dump="",
        platform=frozenset(),
        places={},
        claims=EVERYTHING,
        roles=roles_of(other).named,
        renames=(),
        server=f"PostgreSQL {version_text(other.version)}",
        dumper="",
        managed=workshop.managed,
        declared_roles=frozenset(),
        needs=(frozenset(), False),
    )


def _mode(settings: Settings, start: State, goal: State) -> str:
    """The setting ``privileges``: complete states are compared completely, files and a database by the files' claims."""
    if settings.privileges != "declared" or (start.target and goal.path):
        return settings.privileges
    return "exact"


@contextmanager
def _live(settings: Settings, state: State) -> Iterator[Live | None]:
    if state.target is None:
        yield None
        return
    with live(settings, state.target) as opened:
        yield opened


def _reference(one: Live | None, other: Live | None) -> Live | None:
    """The database to choose the throw-away server by: the newer version, with the role that would run the plan."""
    found = max((each for each in (one, other) if each), key=lambda each: each.version, default=None)
    role = (one or other or found).role if found else ""
    return replace(found, role=role) if found else None


def _start_database(workshop: Workshop, start: State) -> Live:
    """A database on the throw-away server in the state to start from, in the form of a target."""
    name = workshop.database()
    if also := workshop.files.also:
        workshop.fill(name, also)
    server = workshop.server
    found = Live(start.name, server.conninfo(name), server.version, server.loader, server, name)
    # Only the tables of an empty database are known to be empty: files say nothing about rows.
    return found if start.path is None else replace(found, original=Original())


def _without_files(workshop: Workshop, other: Live | None) -> Desired:
    """The goal if no files describe it: a copy of another database, or nothing."""
    platform, made = workshop.read(workshop.database()), dict[Address, str]()
    if other is None:
        name, roles = workshop.database(), frozenset[str]()
    else:
        with other.connect() as conn:
            theirs = catalog.read(conn)
        # What the connecting role owns there belongs to the role that runs the plan here.
        ours = _with_owner(theirs, other.role, platform.role)
        name = clone(workshop, other, ours, scope_of_a_database(workshop.settings, theirs))
        if workshop.roles is not None:
            workshop.roles.put(name, live_roles(other.conninfo, workshop.bindir, workshop.managed))
        roles = frozenset(unquoted(o.role) for o in ours.objects.values() if isinstance(o, Owner))
    copied = taken(workshop, name)
    # Whether an object was created at run time is in tables of extensions, which are empty in the copy.
    known = replace(copied.catalog, made={a: by for a, by in made.items() if a in copied.catalog.objects})
    return replace(copied, catalog=known, claims=EVERYTHING, roles=roles)


def _with_owner(theirs: Catalog, old: str, new: str) -> Catalog:
    objects = {
        address: replace(obj, role=new) if isinstance(obj, Owner) and unquoted(obj.role) == old else obj
        for address, obj in theirs.objects.items()
    }
    return replace(theirs, objects=objects)
