"""Statements for the renames that ``desired/`` declares, and notes on probable renames that it does not declare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import islice
from operator import itemgetter

from schemadiff.desired.renames import SHARED, Rename, circles
from schemadiff.diff.pairing import diff
from schemadiff.diff.renaming_inside import INSIDE, Step, has_inside, renamed_inside, swapped_inside
from schemadiff.diff.swapping import Swap, standing
from schemadiff.diff.swapping import moves as swapped
from schemadiff.interplay.inherited_checks import renamed_with_others
from schemadiff.interplay.renamed_along import wholes_above
from schemadiff.model import Address, Catalog, Create, Drop, Note, Object, Severity, Statement, Verb, in_sql
from schemadiff.sql.identity import group_of, identity, quoted_names

NAMES = re.compile(r"^identity$|name$|_sequence$")
STAGES = (
    {"schema"},
    {"relation", "type", "sequence", "index"},
    {"routine"},
    {"column", "table constraint", "domain constraint", "policy", "trigger", "rule", *INSIDE},
)
"""Parents before their parts: a part is looked up under the new name of its parent, and a routine under those of its arguments."""


Names = dict[tuple[str, tuple[str, ...]], list[Address]]
"""The addresses for each group and unquoted name; only routines have several."""


def steps(renames: Sequence[Rename], stage: set[str], current: Catalog, desired: Catalog) -> Iterator[Step]:
    """Yield the renames of one stage that ``current`` still needs, in an order in which each new name is free."""
    before, after = _by_name(current), _by_name(desired)
    made: set[Address] = set()
    freed: set[Rename] = set()
    todo = [rename for rename in renames if group_of(rename.type) in stage]
    todo = [rename for rename in todo if not _comes_along(rename, todo, before, current)]
    for way in circles(todo):
        found = [*_swap(way, before, after, current, desired)]
        todo = [rename for rename in todo if rename not in way]
        yield from found
    while todo:
        left: list[Rename] = []
        for rename in todo:
            inner = renamed_inside(rename, (before, after), current, desired, freed)
            found = [] if _waits(rename, todo, before) else [*inner, *_whole(rename, before, after)]
            if not found:
                left.append(rename)
                continue
            if len(rename.new) > 1 and rename.new[0] != rename.old[0]:
                to = Address("schema", quoted_names(found[0].there.address.identity)[0])
                yield from _schema_for(found[0], to, current, made)
            yield from found
        if len(left) == len(todo):
            return
        todo = left


def _comes_along(rename: Rename, others: Sequence[Rename], before: Names, current: Catalog) -> bool:
    """Return True if PostgreSQL makes this rename together with one of the ``others``: that of the inherited column or CHECK."""
    group = group_of(rename.type)
    if group not in {"column", "table constraint"}:
        return False
    old = _find(before, group, rename.old, rename)
    if old is None or (group != "column" and not renamed_with_others(current.objects[old])):
        return False
    above = {*wholes_above(rename.new[:-1], current)}
    ends, alike = (rename.old[-1], rename.new[-1]), {group, *(INSIDE if group == "column" else ())}
    same = (r for r in others if group_of(r.type) in alike and (r.old[-1], r.new[-1]) == ends)
    return any(each.new[:-1] in above for each in same)


def _swap(
    way: Sequence[Rename], before: Names, after: Names, current: Catalog, desired: Catalog
) -> Iterator[Step]:
    """Yield the steps that exchange names, unless that has been done."""
    if way[0].type in INSIDE:
        yield from swapped_inside(way, (before, after), current, desired)
        return
    ends = (
        (r, _find(before, group_of(r.type), r.old, r), _find(after, group_of(r.type), r.new, r)) for r in way
    )
    pairs = [(rename, old, new) for rename, old, new in ends if old and new]
    if len(pairs) < len(way) or standing(pairs, current, desired) is Swap.DONE:
        return
    for rename, old, new in swapped(pairs):
        reason, back = f"renamed from {old.identity}", f"renamed back from {new.identity}"
        for there, again in _sql(old, new):
            yield Step(
                Statement(there, Verb.ALTER, new, reason, rename.at),
                Statement(again, Verb.ALTER, old, back),
            )


def moves(current: Catalog, desired: Catalog) -> Iterator[Step]:
    """Yield a step for each extension that moves to another schema with its members; users of these stay valid."""
    made: set[Address] = set()
    both = ((a, old, new) for a, new in desired.objects.items() if (old := current.objects.get(a)))
    found = [(address, old, there) for address, old, new in both if (there := old.moved_to(new))]
    for address, old, there in sorted(found, key=itemgetter(0)):
        (go,), (back,) = there.alter(old), old.alter(there)
        why = "what it brought goes along"
        step = Step(
            Statement(go, Verb.ALTER, address, why),
            Statement(back, Verb.ALTER, address, why),
        )
        schema = Address("schema", str(there.schema))
        # A schema of the platform exists and is not in ``desired``.
        if schema in desired.objects:
            yield from _schema_for(step, schema, current, made)
        yield step


def _whole(rename: Rename, before: Names, after: Names) -> Iterator[Step]:
    """Yield the rename of an object if its old name exists and the new one is free; ``before`` is updated."""
    group = group_of(rename.type)
    old, new = _find(before, group, rename.old, rename), _find(after, group, rename.new, rename)
    if old is None or new is None or _is_taken(before, (group, rename.new), new):
        return
    before[group, rename.old].remove(old)
    before.setdefault((group, rename.new), []).append(new)
    reason, back = f"renamed from {old.identity}", f"renamed back from {new.identity}"
    for there, again in _sql(old, new):
        yield Step(
            Statement(there, Verb.ALTER, new, reason, rename.at), Statement(again, Verb.ALTER, old, back)
        )


def _waits(rename: Rename, others: Sequence[Rename], before: Names) -> bool:
    """Return True if a type that is renamed as well has the new name of a relation still, or the other way round."""
    groups = SHARED.get(group_of(rename.type), ())
    return any(
        other.old == rename.new
        and group_of(other.type) in groups
        and before.get((group_of(other.type), other.old))
        for other in others
    )


def _is_taken(before: Names, name: tuple[str, tuple[str, ...]], new: Address) -> bool:
    """Return True if something has the new name; of routines, with the same arguments."""
    there, wanted = (identity(a) for a in before.get(name, ())), identity(new)
    return any(each and wanted and each.arguments == wanted.arguments for each in there)


def _schema_for(step: Step, address: Address, current: Catalog, made: set[Address]) -> Iterator[Step]:
    """Yield the creation of the schema that something moves to, if it is new."""
    if address not in current.objects and address not in made:
        made.add(address)
        yield Step(
            Statement(
                f"CREATE SCHEMA {address.identity}",
                Verb.CREATE,
                address,
                f"{step.there.address} moves there",
                step.there.at,
            ),
            Statement(f"DROP SCHEMA {address.identity}", Verb.DROP, address),
        )


def outcomes(
    renames: Sequence[Rename], current: Catalog, desired: Catalog, planned: Sequence[Statement]
) -> Iterator[Note]:
    """Yield notes on rename comments that are obsolete, as the target has the new name, or that cannot be followed.

    Renames among the ``planned`` statements get no note.
    """
    before, after = (_by_name(catalog) if renames else {} for catalog in (current, desired))
    at_work = {statement.at for statement in planned}
    for rename in renames:
        if rename.at in at_work:
            continue
        what, name = rename.type, ".".join(rename.new)
        has, had, again = _seen(rename, (before, after), current, desired)
        # An object with the old name may be a new one that the files declare in addition.
        if has and _is_of_its_kind(rename, before, after) and (again or not had):
            yield Note(
                f"{what} {name} has its new name already: the comment can be removed",
                Severity.INFO,
                rename.at,
            )
        elif has:
            words = f"{what} {name} exists already, beside {'.'.join(rename.old)}: neither is renamed"
            yield Note(words, Severity.WARNING, rename.at)


def without_effect(renames: Sequence[Rename], start: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield notes on rename comments of parts that ``start``, the state after all renames, has under neither name."""
    before, after = (_by_name(catalog) if renames else {} for catalog in (start, desired))
    wholes = {name for _, name in before}
    for rename in renames:
        has, had, _ = _seen(rename, (before, after), start, desired)
        if len(rename.new) > 2 and not has and not had and rename.new[:-1] in wholes:
            yield Note(
                f"there is no {rename.type} {'.'.join(rename.old)} to rename: {rename.new[-1]} is a new one",
                Severity.WARNING,
                rename.at,
            )


def _seen(
    rename: Rename, names: tuple[Names, Names], current: Catalog, desired: Catalog
) -> tuple[bool, bool, bool]:
    """Return whether the target has the new name, whether it has the old one, and whether that is wanted."""
    before, after = names
    what = rename.type
    if what in INSIDE:
        has, had = (has_inside(names, before, current, what) for names in (rename.new, rename.old))
        return has, had, has_inside(rename.old, after, desired, what)
    group = group_of(what)
    has, had = (_find(before, group, n, rename) is not None for n in (rename.new, rename.old))
    return has, had, _find(after, group, rename.old, rename) is not None


def _is_of_its_kind(rename: Rename, before: Names, after: Names) -> bool:
    """Return False if a view, say, has the new name of a table."""
    group = group_of(rename.type)
    has, wanted = (_find(names, group, rename.new, rename) for names in (before, after))
    return has is None or wanted is None or has.type == wanted.type


def suggestions(current: Catalog, desired: Catalog, places: dict[Address, object]) -> Iterator[Note]:
    """Yield notes on objects with data that would be dropped while a look-alike of another name is created."""
    changes = list(diff(current, desired))
    dropped = [change.old for change in changes if isinstance(change, Drop) and change.old.loss]
    kinds = {old.kind for old in dropped}
    created: dict[_Outline, list[Object]] = {}
    for change in changes:
        if isinstance(change, Create) and change.new.kind in kinds:
            created.setdefault(_outline(change.new, desired), []).append(change.new)
    for old in dropped:
        alike = (new for new in created.get(_outline(old, current), ()) if _alike(old, new))
        like = [*islice(alike, 2)]
        if len(like) == 1:
            new = like[0]
            at = places.get(new.address)
            evidence = f"alike in all but the name{_of_parts(new, desired)}"
            yield Note(
                f"{new.address} looks like {old.address} renamed ({evidence}); as planned, its data goes",
                Severity.WARNING,
                at,  # type: ignore[arg-type]
                f"if it is a rename, write above it: -- schemadiff:renamed from {quoted_names(old.identity)[-1]}",
            )


_Outline = tuple[str, Address | None, frozenset[tuple[str, str]]]
"""What two objects that look alike have in common: kind, parent, and the parts that hold data."""


def _outline(obj: Object, catalog: Catalog) -> _Outline:
    return obj.kind, obj.parent, frozenset(_shape(obj, catalog))


def _alike(old: Object, new: Object) -> bool:
    """Return True if all fields are equal but names, which PostgreSQL derives from the object's own (of its NOT NULL)."""
    counted = [f.name for f in fields(old) if f.compare and not NAMES.search(f.name)]
    return all(getattr(old, name) == getattr(new, name) for name in counted)


def _of_parts(obj: Object, catalog: Catalog) -> str:
    parts = sorted(name for _, name in _shape(obj, catalog))
    return f", with the same {', '.join(parts)}" if parts else ""


def _shape(obj: Object, catalog: Catalog) -> set[tuple[str, str]]:
    """Kinds and names of the object's parts that hold data."""
    parts = (catalog.objects[child] for child in catalog.children.get(obj.address, ()))
    return {(part.kind, quoted_names(part.identity)[-1]) for part in parts if part.loss}


def _by_name(catalog: Catalog) -> Names:
    found: Names = {}
    for address in catalog.objects:
        whole = identity(address)
        if whole is not None and address.type not in ("comment", "owner", "privilege"):
            found.setdefault((whole.group, whole.name), []).append(address)
    return found


def _find(names: Names, group: str, name: tuple[str, ...], rename: Rename) -> Address | None:
    """The object of that name; among overloaded routines, the one with the arguments of the rename."""
    found = names.get((group, name), [])
    if len(found) > 1 and rename.arguments is not None:
        found = [a for a in found if (whole := identity(a)) and whole.arguments == rename.arguments]
    return found[0] if found else None


def _sql(old: Address, new: Address) -> Iterator[tuple[str, str]]:
    """Yield rename statements, each with the one that reverts it."""
    name, before = (quoted_names(a.identity)[-1] for a in (new, old))
    match old.type:
        case "table column" | "foreign table column":
            table = new.identity[: -len(name) - 1]
            head = f"ALTER TABLE {table} RENAME COLUMN"
            yield f"{head} {before} TO {name}", f"{head} {name} TO {before}"
            return
        case "table constraint" | "domain constraint":
            kind = "TABLE" if old.type == "table constraint" else "DOMAIN"
            head = f"ALTER {kind} {new.identity[len(name) + 4 :]} RENAME CONSTRAINT"
            yield f"{head} {before} TO {name}", f"{head} {name} TO {before}"
            return
        case "policy" | "trigger" | "rule":
            head, on = f"ALTER {old.type.upper()}", new.identity[len(name) :]
            yield f"{head} {before}{on} RENAME TO {name}", f"{head} {name}{on} RENAME TO {before}"
            return
    names = quoted_names(old.identity)
    was, now = names[0], quoted_names(new.identity)[0]
    # The rest of a routine's identity is its arguments.
    end = old.identity[len(".".join(names)) :]
    if len(names) == 1:
        yield f"ALTER {in_sql(old)} RENAME TO {name}", f"ALTER {in_sql(new)} RENAME TO {before}"
        return
    moved = in_sql(Address(old.type, f"{now}.{before}{end}"))
    if was != now:
        yield f"ALTER {in_sql(old)} SET SCHEMA {now}", f"ALTER {moved} SET SCHEMA {was}"
    if before != name:
        yield f"ALTER {moved} RENAME TO {name}", f"ALTER {in_sql(new)} RENAME TO {before}"
