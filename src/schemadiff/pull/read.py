"""Reading the part of a target that is ours, and the statements that create it from nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from pglast import parse_sql

from schemadiff import catalog
from schemadiff.comparison.additions import scope_of_a_database
from schemadiff.desired.permitted import refusal
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.model import Address, Catalog, Note, Severity, Statement
from schemadiff.proof.clone import clone
from schemadiff.pull.attached_partitions import creations, partitions
from schemadiff.scope import restrict
from schemadiff.scope.listed import refuse_only_absent
from schemadiff.settings import ignoring
from schemadiff.shadow import Workshop, empty
from schemadiff.targets import Live

FACTS = (Owner, Privilege)
USUAL = re.compile(
    r"CREATE |COMMENT |GRANT |REVOKE |ALTER TABLE \S+ (ADD CONSTRAINT|ENABLE ROW LEVEL|FORCE ROW LEVEL) "
)
"""The usual statements of files, which are permitted without parsing: that would cost more than all the rest."""


@dataclass(frozen=True)
class Found:
    """A target as statements that ``desired/`` may contain."""

    live: Catalog
    """The target's whole catalogue."""
    catalog: Catalog
    """The part of it that is ours."""
    nothing: Catalog
    """The same part of an empty database."""
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    """What ``desired/`` cannot contain, and what has to be done by hand."""
    attached: frozenset[Address] = frozenset()
    """Partitions that are written as tables of their own and attached."""


def find(workshop: Workshop, target: Live) -> Found:
    """Read a target, and return the statements that create its part that is ours in an empty database."""
    settings = workshop.settings
    # If a server is needed, it starts while the target is read.
    with ThreadPoolExecutor(1) as aside, target.connect() as conn:
        new = aside.submit(empty, workshop)
        live = everything = catalog.read(conn)
        nothing = new.result()
    refuse_only_absent(settings.schemas, f"{target.name} has none", live)
    scope = scope_of_a_database(settings, everything)
    if everything.major != nothing.major:
        # Major versions print views and functions differently, and this one will read the files.
        everything = replace(workshop.read(clone(workshop, target, everything, scope)), made=live.made)
    theirs, nothing = restrict(everything, scope), restrict(nothing, scope)
    if settings.privileges == "off":
        theirs, nothing = _without_facts(theirs), _without_facts(nothing)
    all_of_it = creations(nothing, theirs, ())
    found = _with_statements(Found(live, theirs, nothing, (), ()), all_of_it)
    said = set(map(id, found.statements))
    unsaid = (statement for statement in all_of_it if id(statement) not in said)
    return attaching(found, partitions(unsaid, theirs))


def attaching(found: Found, tables: Iterable[Address]) -> Found:
    """Return the same with more partitions written as attached tables; the same object if there are no more."""
    attached = found.attached.union(tables)
    if attached == found.attached:
        return found
    return replace(
        _with_statements(found, creations(found.nothing, found.catalog, attached)), attached=attached
    )


def _with_statements(found: Found, everything: Sequence[Statement]) -> Found:
    allowed = [statement for statement in everything if permitted(statement)]
    notes = _notes(found.catalog, everything, allowed)
    return replace(found, statements=tuple(allowed), notes=tuple(notes))


def _without_facts(found: Catalog) -> Catalog:
    kept = {address: obj for address, obj in found.objects.items() if not isinstance(obj, FACTS)}
    pairs = frozenset(pair for pair in found.depends if pair[0] in kept and pair[1] in kept)
    return replace(found, objects=kept, depends=pairs, dies_with=found.dies_with & pairs)


def permitted(statement: Statement) -> bool:
    """Return True if ``desired/`` may contain the statement."""
    if USUAL.match(statement.sql):
        return True
    return refusal(parse_sql(statement.sql)[0].stmt) is None


def _notes(theirs: Catalog, everything: Sequence[Statement], allowed: Iterable[Statement]) -> Iterable[Note]:
    kept = set(map(id, allowed))
    for statement in everything:
        if id(statement) not in kept:
            words = (
                f"{statement.address} cannot be declared in a file; it is only the result of a step: "
                f"{statement.sql}"
            )
            yield Note(words, Severity.WARNING, hint=f"exclude it: {ignoring([statement.address])}")
    made = (theirs.objects.get(statement.address) for statement in allowed)
    by_hand = {obj.address: said for obj in made if obj is not None and (said := obj.by_hand())}
    for _, (words, hint) in sorted(by_hand.items()):
        yield Note(words, hint=hint)
