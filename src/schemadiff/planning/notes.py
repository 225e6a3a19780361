"""Notes about a plan: what its reader must know besides the statements."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.skipped import skipped
from schemadiff.diff.positions import out_of_order
from schemadiff.diff.renaming import outcomes, suggestions, without_effect
from schemadiff.grants.server import OF_DATABASE, OF_PARAMETERS, notes_of_server
from schemadiff.interplay.between import Between
from schemadiff.interplay.computed import computes_otherwise, kept_of
from schemadiff.interplay.unfilled import unfilled
from schemadiff.interplay.unfinished import unfinished
from schemadiff.interplay.zoned import by_time_zone
from schemadiff.migration_tools import first_migration
from schemadiff.migration_tools.files import beside
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.model import Address, Note, Severity, Verb
from schemadiff.planning.overloads import bound_otherwise
from schemadiff.planning.preferences import notes_of_preferences
from schemadiff.planning.refusals import Asked
from schemadiff.planning.role_notes import notes_of_roles
from schemadiff.planning.route import Route
from schemadiff.planning.underneath import notes_of_what_is_underneath
from schemadiff.scope.listed import notes_of_absent, notes_of_unmatched
from schemadiff.targets import creating, missing_roles
from schemadiff.targets.databases import notes_of_differences

FROM_THE_BEGINNING = Address("schema", "public")
"""The schema that every database has."""
LEFT_SHOWN = 3
"""The number of objects on a platform's tables that a note names."""


def notes(comparison: Comparison, route: Route, asked: Asked) -> Iterator[Note]:
    """Yield the notes that are known before the plan is proven."""
    yield from dict.fromkeys(_left_to_do(route))
    yield from _before_any_migration(comparison, route)
    yield from _left_invalid(comparison, route)
    yield from _stale_values(route)
    yield from _left_unfilled(route)
    yield from _converted_by_time_zone(route)
    yield from _of_settings(comparison)
    for words in comparison.note_of_majors():
        yield Note(words, Severity.WARNING)
    if comparison.settings.privileges == "exact":
        with comparison.target.connect() as conn:
            managed = comparison.settings.roles == "managed"
            yield from notes_of_server(conn, OF_DATABASE, *(() if managed else (OF_PARAMETERS,)))
    for address in unmodelled(comparison, route) if asked.allow_unmodelled else ():
        words = f"{address} is not compared: schemadiff does not know this kind of object yet"
        yield Note(words, Severity.WARNING)
    # Without statements nothing is dropped, and finding that out again would take as long as the plan did.
    if route.statements:
        yield from suggestions(route.start, route.desired, dict(comparison.wanted.places))
    yield from (*_not_run_here(comparison), *_left_on_the_platform(comparison))
    wanted = comparison.wanted
    yield from (*wanted.notes, *_of_comments(comparison, route))
    dropped = {each.address for each in route.statements if each.verb is Verb.DROP}
    yield from out_of_order(route.start, route.desired, dropped)
    yield from bound_otherwise(route.start, route.desired, {s.address for s in route.statements})
    yield from (*notes_of_roles(comparison, route.statements), *notes_of_preferences(comparison.target))
    yield from notes_of_what_is_underneath(comparison.target, route.current, route.desired)
    if comparison.other and not comparison.target.standing:
        yield from notes_of_differences(comparison.target, comparison.other)
    if comparison.target.server is None and route.statements:
        yield from _missing_roles(comparison)


def _of_settings(comparison: Comparison) -> Iterator[Note]:
    """Yield a note for each schema and pattern of the settings that fits nothing."""
    settings, sides = comparison.settings, (comparison.live, comparison.wanted.catalog)
    yield from notes_of_absent(settings.schemas, *sides)
    yield from notes_of_unmatched(settings.ignore, *sides, alone=len(settings.targets) < 2)


def _of_comments(comparison: Comparison, route: Route) -> Iterator[Note]:
    """Yield what became of rename comments that no statement follows."""
    renames = comparison.wanted.renames
    yield from outcomes(renames, comparison.current, comparison.ours, route.renames)
    yield from without_effect(renames, route.start, comparison.ours)


def _not_run_here(comparison: Comparison) -> Iterator[Note]:
    """Yield the files that only another migration tool runs, and the migrations that it has skipped."""
    if (others := beside(comparison.settings)) and not comparison.alone:
        yield Note(
            f"run by your migration tool, not here: {', '.join(others)}; what they create is not in this plan"
        )
    for late in skipped(comparison):
        yield Note(late.words, Severity.WARNING, hint=late.hint)


def _left_on_the_platform(comparison: Comparison) -> Iterator[Note]:
    """Yield a note about policies, triggers and rules that stay on the platform's tables, though no file has them."""
    if found := comparison.undeclared:
        shown = ", ".join(map(str, found[:LEFT_SHOWN]))
        more = f" and {len(found) - LEFT_SHOWN} more" if len(found) > LEFT_SHOWN else ""
        yield Note(
            f"not in {comparison.settings.desired.name}/, and left as it is, because it may be the platform's: {shown}{more}",
            Severity.WARNING,
            hint="drop it in a migration of your own, or declare it: schemadiff pull",
        )


def _missing_roles(comparison: Comparison) -> Iterator[Note]:
    wanted = comparison.wanted
    for role in missing_roles(comparison.target, wanted.roles - wanted.managed.roles):
        if comparison.target.original is not None:
            # A snapshot has the roles that the database's objects name, and not those of the whole server.
            yield Note(
                f"role {role} is not in the snapshot: apply needs it on the target, as roles are not managed",
                hint=f"if it does not exist there, create it first: {creating([role])}",
            )
            continue
        yield Note(
            f"role {role} does not exist on the target, and roles are not managed: apply would fail",
            Severity.WARNING,
            hint=f"create it there first: {creating([role])}",
        )


def _left_to_do(route: Route) -> Iterator[Note]:
    """Yield what the user has to do by hand, because no statement can."""
    said: set[tuple[str, str]] = set()
    for statement in (*route.renames, *route.statements):
        old, obj = (each.objects.get(statement.address) for each in (route.start, route.desired))
        words = None
        if obj is not None and statement.verb is Verb.CREATE:
            words = obj.by_hand()
        elif obj is not None and old is not None:
            words = obj.by_hand_after(old)
        if words is not None and words not in said:
            said.add(words)
            yield Note(words[0], hint=words[1])


def _before_any_migration(comparison: Comparison, route: Route) -> Iterator[Note]:
    """Yield a note if the target has objects from before the first migration, which no migration creates."""
    settings = comparison.settings
    begun = comparison.alone or comparison.migrations or comparison.history or settings.layout in RUNNERS
    had = (a for a, obj in route.start.objects.items() if obj.parent is None and a != FROM_THE_BEGINNING)
    if not begun and route.statements and any(had):
        yield Note(
            f"no migration creates what {comparison.target.name} had before this one, so the migrations "
            "cannot build an empty database",
            hint=f"write a first migration that creates it: {first_migration.writing(settings, 'git:COMMIT')}",
        )


def _left_invalid(comparison: Comparison, route: Route) -> Iterator[Note]:
    """Yield a note for each index that is dropped or made, or made anew, because it was never finished."""
    left = "an interrupted CREATE INDEX CONCURRENTLY left it"
    for address in sorted(unfinished(route.start)):
        yield Note(f"{address} is invalid on the target: {left}")
    for address in sorted(comparison.unfinished & route.desired.objects.keys()):
        yield Note(
            f"{address} is invalid in {comparison.goal_name}, and is to be valid: {left}",
            hint=f"there, REINDEX INDEX CONCURRENTLY {address.identity}, or drop it and plan again",
        )


def _stale_values(route: Route) -> Iterator[Note]:
    """Yield notes about stored values that were computed by functions whose results change with this plan."""
    made = {s.address for s in route.statements if s.verb is not Verb.ALTER}
    altered = dict.fromkeys(s.address for s in route.statements if s.verb is Verb.ALTER)
    for address in altered:
        old, new = (each.objects.get(address) for each in (route.start, route.desired))
        if old is None or new is None or not computes_otherwise(old, new):
            continue
        if kept := [*kept_of(address, route.desired, made)]:
            names = ", ".join(str(each.address) for each in kept)
            yield Note(
                f"{address} returns other results from now on, but values that it has computed already are "
                f"kept: {names}",
                Severity.WARNING,
                hint=f"recompute them afterwards: {'; '.join(each.again for each in kept)}",
            )


def _left_unfilled(route: Route) -> Iterator[Note]:
    """Yield notes about materialized views that are created without the rows that they are to have."""
    drops = frozenset(s.address for s in route.statements if s.verb is Verb.DROP)
    between = Between(route.start, route.desired, drops)
    for address in dict.fromkeys(s.address for s in route.statements if s.verb is Verb.CREATE):
        for empty in unfilled(address, between):
            first, then = (f"REFRESH MATERIALIZED VIEW {each.identity}" for each in (empty, address))
            yield Note(
                f"{address} is created without rows, because it reads {empty}, which is not populated on the target",
                Severity.WARNING,
                hint=f"{first} on the target and plan again, or {first} and {then} after the plan has run",
            )


def _converted_by_time_zone(route: Route) -> Iterator[Note]:
    """Yield a note about values that the plan converts by the TimeZone of the session that applies it."""
    made = {s.address for s in route.statements if s.verb is Verb.CREATE}
    found: list[str] = []
    for address in dict.fromkeys(s.address for s in route.statements if s.verb is not Verb.DROP):
        old, new = (each.objects.get(address) for each in (route.start, route.desired))
        # An object with values that is dropped and created again has no values to convert.
        if old is None or new is None or (address in made and old.loss):
            continue
        found += by_time_zone(old, new)
    if found:
        yield Note(
            f"values are converted by the TimeZone of the session that applies the plan: {', '.join(found)}",
            Severity.WARNING,
            hint="check that it is the intended one (SHOW TimeZone, as the role that applies), or convert "
            "the values in a migration of your own, with USING ... AT TIME ZONE '...'",
        )


def unmodelled(comparison: Comparison, route: Route) -> list[Address]:
    """Return the objects, on both sides, of kinds that schemadiff does not know."""
    return sorted({thing.address for thing in (*route.desired.unmodelled, *comparison.current.unmodelled)})
