"""Random schemas as lists of SQL statements, and random changes of them.

A schema grows in a database: what PostgreSQL refuses is left out, and what is there is what later statements speak
of. Names come from small pools, so that what one side calls a view the other may call a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import psycopg
import random_facts as facts
import random_hidden as hidden
import random_rest as rest
import random_routines as routines
import random_tables as tables
import random_types as types
import random_views as views
from corpus import states
from random_changes import change, there
from random_renames import Words, replaced, words
from random_texts import TRIES, changed
from world import ROLES, Item, Kind, World, maybe, one, some

FIRST = ("CREATE SCHEMA app", "CREATE SCHEMA odd")
COMMON = "common"
THEMES = ("operators", "search", "foreign", "replication", "server")
"""What few schemas have; each example has at most two of them, so that none gets larger with every kind."""

KINDS: tuple[tuple[int, int, str, Kind], ...] = (
    (0, 1, "server", rest.access_method),
    (0, 1, "server", rest.language),
    (0, 1, "server", rest.extension),
    (0, 1, COMMON, types.collation),
    (0, 2, COMMON, types.enum),
    (0, 1, "operators", rest.operator_family),
    (0, 1, "operators", rest.operator_class),
    (0, 2, COMMON, types.domain),
    (0, 2, COMMON, types.composite),
    (0, 1, COMMON, types.range_),
    (0, 1, COMMON, types.domain),
    (0, 1, COMMON, types.domain_over_domain),
    (0, 1, COMMON, facts.default_privilege),
    (0, 2, COMMON, types.sequence),
    (0, 2, COMMON, routines.function),
    (0, 1, COMMON, routines.trigger_function),
    (1, 1, "operators", rest.operator_function),
    (0, 2, "operators", rest.operator),
    (0, 1, "operators", rest.operator_class),
    (0, 1, "operators", rest.cast_function),
    (0, 2, "operators", rest.cast),
    (0, 1, "search", rest.parser),
    (0, 1, "search", rest.template),
    (0, 2, "search", rest.dictionary),
    (1, 2, "search", rest.configuration),
    (1, 1, "foreign", rest.wrapper),
    (1, 2, "foreign", rest.foreign_server),
    (0, 2, "foreign", rest.mapping),
    (0, 1, "server", rest.transform),
    (0, 1, "server", rest.conversion),
    (0, 1, "server", routines.window_function),
    (1, 4, COMMON, tables.table),
    (0, 2, "foreign", rest.foreign_table),
    (0, 1, COMMON, types.owned_by),
    (0, 3, COMMON, tables.partition),
    (0, 2, COMMON, routines.function),
    (0, 1, COMMON, routines.procedure),
    (0, 1, COMMON, routines.aggregate),
    (0, 4, COMMON, tables.constraint),
    (0, 2, COMMON, views.view),
    (0, 2, COMMON, views.materialized_view),
    (0, 2, COMMON, views.view),
    (0, 3, COMMON, tables.index),
    (0, 1, COMMON, tables.statistics),
    (0, 1, COMMON, views.rule),
    (0, 2, COMMON, views.trigger),
    (0, 2, COMMON, views.policy),
    (0, 2, "replication", rest.publication),
    (0, 1, "replication", rest.subscription),
    (0, 1, COMMON, facts.grant_on_all),
    (0, 2, COMMON, facts.owner),
    (0, 3, COMMON, facts.grant),
    (0, 3, COMMON, facts.comment),
    (0, 1, "replication", routines.event_trigger_function),
    (0, 1, "replication", rest.event_trigger),
)
"""What there may be, in the order in which it is loaded: least, most, its theme, and what draws one."""
MOST_CHANGES = 8
MOST_EDITS = 6
EDITED = 6
"""Of so many statements one is edited where there are many."""


class Side:
    """A schema that grows in a database; what PostgreSQL refuses is no part of it."""

    def __init__(self, connection: psycopg.Connection, world: World, first: tuple[str, ...] = FIRST) -> None:
        self.connection = connection
        self.world = world
        self.sql: list[str] = []
        self.keys: set[str] = set()
        self.words: Words = {}
        """What had another word on the other side."""
        connection.execute("SET check_function_bodies = off")
        for sql in first:
            self.run(sql)

    def run(self, sql: str) -> bool:
        try:
            self.connection.execute(sql.encode())
        except psycopg.Error:
            return False
        self.sql.append(sql)
        return True

    def first_of(self, texts: Iterable[str]) -> None:
        """Run the first one that PostgreSQL takes."""
        any(self.run(sql) for sql in texts)

    def each(self, texts: Iterable[str]) -> None:
        """Run all that PostgreSQL takes."""
        for sql in texts:
            self.run(sql)

    def add(self, item: Item) -> bool:
        """Make it, if it can be made and is not there."""
        if item.key in self.keys or not self.run(item.statements[0]):
            return False
        self.keys.add(item.key)
        self.world.take(item)
        self.each(item.statements[1:])
        return True

    def draw(self, draw, kind: Kind) -> Item | None:
        """Draw one until it can be made."""
        drawn = (kind(draw, self.world) for _ in range(TRIES))
        return next((item for item in drawn if self.add(item)), None)


def grow(draw, one_side: Side, other: Side, *, cases: bool) -> None:
    """Make a schema, and another one of it; then alter what is there.

    Which cases there are has no say in what is made without ``cases``: a new one finds nothing in ``make test``.
    """
    starts = (
        (drawn, drawn_and_edited, woven, of_cases, of_cases) if cases else (drawn, drawn_and_edited, woven)
    )
    one(draw, *starts)(draw, one_side, other)
    for _ in range(draw.randint(0, MOST_CHANGES)):
        alter(draw, one_side, other)


def grow_renamed(draw, one_side: Side, other: Side) -> None:
    """Make a schema, and the same with other words in it, of which some is edited and altered as well."""
    one(draw, kinds_of, first_woven, first_of_cases)(draw, one_side)
    other.words = words(draw, there(one_side.connection))
    texts = [replaced(sql, other.words) for sql in one_side.sql]
    if maybe(draw, "x", often=True):
        edited(draw, texts, other)
    else:
        other.each(texts)
    for _ in range(draw.randint(0, MOST_CHANGES // 2)):
        alter(draw, other, other)


def woven(draw, one_side: Side, other: Side) -> None:
    """A schema whose objects need each other in many ways, and one where several of them are others."""
    first = hidden.state(draw)
    one_side.each(hidden.statements(first))
    other.each(hidden.statements(hidden.changed(draw, first)))


def first_woven(draw, side: Side) -> None:
    """A schema whose objects need each other in many ways."""
    side.each(hidden.statements(hidden.state(draw)))


def first_of_cases(draw, side: Side) -> None:
    """The state of a case or two."""
    side.each(states(draw)[0])


def drawn(draw, one_side: Side, other: Side) -> None:
    """A schema of all kinds, and another one: most items stay, some go, some change, some come."""
    themes = {COMMON, *some(draw, THEMES, most=2)}
    kinds = [kind for kind in KINDS if kind[2] in themes]
    groups: list[list[Item]] = []
    for least, most, _, kind in kinds:
        made = [one_side.draw(draw, kind) for _ in range(draw.randint(least, most))]
        groups.append([item for item in made if item])
    for group, (_, _, _, kind) in zip(groups, kinds, strict=True):
        for item in group:
            match one(draw, "stays", "stays", "stays", "goes", "changes"):
                case "stays":
                    other.add(item)
                case "changes":
                    other.draw(draw, kind)
        if one(draw, False, False, False, True):
            other.draw(draw, kind)


def drawn_and_edited(draw, one_side: Side, other: Side) -> None:
    """A schema of all kinds, and what is left of its statements once some are edited."""
    kinds_of(draw, one_side)
    other.world = one_side.world
    edited(draw, one_side.sql, other)


def kinds_of(draw, side: Side) -> None:
    """A schema of all kinds."""
    themes = {COMMON, *some(draw, THEMES, most=1)}
    for least, most, theme, kind in KINDS:
        if theme in themes:
            for _ in range(draw.randint(least, most)):
                side.draw(draw, kind)


def of_cases(draw, one_side: Side, other: Side) -> None:
    """The states of a case or two, the second one edited."""
    texts = states(draw)
    for sql in texts[0]:
        one_side.run(sql)
    edited(draw, texts[1], other)


def edited(draw, texts: Sequence[str], side: Side) -> None:
    """Run statements, some of them edited, left out, or moved to the end."""
    wanted = draw.randint(1, max(MOST_EDITS, len(texts) // EDITED))
    chosen = {one(draw, *range(len(texts))) for _ in range(wanted)} if texts else set()
    late: list[str] = []
    for number, sql in enumerate(texts):
        match one(draw, *("edited",) * 6, "gone", "late") if number in chosen else "stays":
            case "stays":
                side.run(sql)
            case "late":
                late.append(sql)
            case "edited":
                side.first_of(changed(draw, sql, texts) if n < TRIES else sql for n in range(TRIES + 1))
    for sql in late:
        side.run(sql)


def alter(draw, one_side: Side, other: Side) -> None:
    """Alter something on one side, the other one, or both; or make something of what is there."""
    sides = one(draw, (other,), (other,), (one_side,), (one_side, other))
    first, *rest = sides
    first.world.see(there(first.connection))
    makes = one(draw, *KINDS)[3] if one(draw, False, False, True) else None
    for _ in range(TRIES):
        texts = makes(draw, first.world).statements if makes else (change(draw, first.world),)
        if first.run(texts[0]):
            first.each(texts[1:])
            for side in rest:
                side.each(texts)
            return


__all__ = ["ROLES", "Side", "World", "grow", "grow_renamed"]
