"""Making or attaching partitions beside a DEFAULT partition, which PostgreSQL reads for rows that belong into them.

It does not if a check says that there are none (manual, Partition Maintenance): that is validated before, without
blocking others, and dropped after the last of them. The check turns away rows that would make the plan fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.table import AnyTable
from schemadiff.model import Address, Statement, Verb
from schemadiff.online.strategy import Place, with_sql
from schemadiff.sql.identity import quoted_names

CHANGED = "the default partition is read, because the plan changes a type or function that the partition key may need"


def checked(statements: Sequence[Statement], place: Place, *, ready: bool) -> list[Statement]:
    """Return the statements with a check of each default partition around those that make partitions beside it.

    Unless all else is ``ready``, it is validated before the first of all the statements, and only where the plan
    changes nothing that the partition key needs.
    """
    every, groups = list(statements), dict[Address, list[int]]()
    seen = set[Address]()
    for number, statement in enumerate(statements):
        link = _link(statement, place) if statement.address not in seen else None
        default = _default_beside(link, place) if link else None
        if link is None or default is None:
            continue
        seen.add(statement.address)
        if ready or _keeps_its_key(link, place):
            groups.setdefault(default, []).append(number)
        else:
            every[number] = replace(statement, not_online=statement.not_online or CHANGED)
    before: dict[int, list[Statement]] = {}
    after: dict[int, Statement] = {}
    for default, members in groups.items():
        add, validate, drop = _check(default, [statements[number] for number in members], place)
        beginning = _beginning(statements, members[0]) if ready else 0
        before.setdefault(beginning, []).extend((add, validate))
        after[members[-1]] = drop
    return [*_woven(every, before, after)]


def _woven(
    statements: Sequence[Statement], before: dict[int, list[Statement]], after: dict[int, Statement]
) -> Iterator[Statement]:
    for number, statement in enumerate(statements):
        yield from before.get(number, ())
        yield replace(statement, apart=statement.apart or number in before)
        if number in after:
            yield after[number]


def _default_beside(link: Inheritance, place: Place) -> Address | None:
    """Return the default partition that PostgreSQL would read when it makes the link, if others can be using it."""
    if not link.bounded or not place.there(link.above):
        return None
    default = link.default_beside(place.before, place.desired)
    if default is None or not place.there(default) or default in place.growing:
        return None
    own = Address(Inheritance.kind, f"{default.identity} from {link.of}")
    return None if own in place.verbs else default


def _link(statement: Statement, place: Place) -> Inheritance | None:
    """Return the link by which the statement makes a partition, or attaches one."""
    if statement.verb is not Verb.CREATE:
        return None
    made = place.desired.objects.get(statement.address)
    if isinstance(made, Inheritance):
        return made if statement.sql in made.create() else None
    if not isinstance(made, AnyTable):
        return None
    return next((link for link in place.above(made.address) if link.bound and not place.attaches(link)), None)


def _keeps_its_key(link: Inheritance, place: Place) -> bool:
    """Return True if the plan changes no type and no function that the partition key may need."""
    columns = (part for part in place.desired.children.get(link.above, ()) if part.type == "table column")
    needs = (place.desired.needs.get(each, ()) for each in (link.above, *columns))
    return not any(map(place.verbs.get, chain.from_iterable(needs)))


def _check(default: Address, members: Sequence[Statement], place: Place) -> tuple[Statement, ...]:
    """Return the statements that add the check to the default partition, validate it, and drop it."""
    bounds = [str(link.bounded) for link in (_link(member, place) for member in members) if link]
    condition = " AND ".join(f"(NOT {bound})" for bound in bounds)
    name = place.check_name(default, quoted_names(default.identity)[-1])
    alter = f"ALTER TABLE {default.identity}"
    words = "so that it is not read under a lock when partitions are made beside it"
    about = Statement("", Verb.ALTER, default, words, members[0].at)
    add = with_sql(about, f"{alter} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID")
    validate = with_sql(about, f"{alter} VALIDATE CONSTRAINT {name}")
    drop = with_sql(about, f"{alter} DROP CONSTRAINT {name}")
    return replace(add, apart=True), replace(validate, apart=True), drop


def _beginning(statements: Sequence[Statement], number: int) -> int:
    """Return the number of the first statement of a transaction."""
    while not statements[number].apart:
        number -= 1
    return number
