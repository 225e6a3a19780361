"""Shared by the makers of random objects: small pools of names, and the objects made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

ROLES = ("app_reader", "app_writer", 'odd "Role"; --')
QUOTED_ROLES = ("app_reader", "app_writer", '"odd ""Role""; --"', "PUBLIC", "CURRENT_USER")
LONGEST = f'"L{"ö" * 31}"'
"""A name of 63 bytes: what PostgreSQL makes of it is cut."""
RELATIONS = ("app.r1", "app.r2", "app.r3", "app.r4", 'odd."R 5"', "app.r6", f"odd.{LONGEST}")
COLUMNS = ("c1", "c2", "c3", "c4", '"C ""5"', LONGEST)
ENUMS = ("app.e1", "app.e2", 'odd."E 3"')
DOMAINS, COMPOSITES = ("app.d1", "app.d2"), ("app.k1", "app.k2")
SEQUENCES = ("app.s1", "app.s2")
LABELS = ("a", "b", "c", "it''s")
SELECTED = ("TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW")
SPACES = ("spare", 'odd "Space"; --')
QUOTED_SPACES = ("pg_default", "spare", '"odd ""Space""; --"')
UNCALLED = ("app.tf", "app.etf", "odd.etf", "app.pr1", "app.ag1", "app.wf1")
"""Functions that no expression can call."""


@dataclass(frozen=True)
class Item:
    """What makes one object, with what is said of it alone."""

    key: str
    """What the other side's version of it is called as well."""
    statements: tuple[str, ...]
    columns: tuple[str, ...] = ()
    """Those of a relation."""


@dataclass(frozen=True)
class There:
    """Something that is in a database, and can be altered."""

    sort: str
    of: str
    """Which kind of it, by PostgreSQL's letter or word."""
    whole: str
    name: str
    """That of a part of the whole; empty for a whole."""


@dataclass
class World:
    """What has been made so far, so that most references hit."""

    major: int
    superuser: bool = False
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)
    """Names by the first word of their keys."""

    there: list[There] = field(default_factory=list)
    """All that is in the database now."""
    last: str = ""
    """What was altered last, or a part of it: some is altered again."""

    def see(self, there: list[There]) -> None:
        """Speak of what is there from now on, and of nothing that was."""
        self.there = there
        columns: dict[str, tuple[str, ...]] = {}
        for each in there:
            if each.sort == "column":
                columns[each.whole] = (*columns.get(each.whole, ()), each.name)
        sorts = {each.whole: each.of for each in there if each.sort == "relation"}
        self.relations = {name: columns.get(name, ()) for name, of in sorts.items() if of in SELECTED}
        self.tables = {name: columns.get(name, ()) for name, of in sorts.items() if of in SELECTED[:2]}
        self.made |= {"type": [each.whole for each in there if each.sort == "type"]}

    def part(self, draw, sort: str, whole: str) -> str:
        """The name of a part of something."""
        return one(draw, *(t.name for t in self.there if t.sort == sort and t.whole == whole), "n1")

    def take(self, item: Item) -> None:
        """Remember an item."""
        kind, _, name = item.key.partition(" ")
        self.made.setdefault(kind, []).append(name)
        if kind == "relation":
            self.relations[name] = item.columns
            if item.statements[0].startswith(("CREATE TABLE", "CREATE UNLOGGED", "CREATE FOREIGN")):
                self.tables[name] = item.columns

    def table(self, draw) -> str:
        return one(draw, *(self.tables or RELATIONS))

    def relation(self, draw) -> str:
        return one(draw, *(self.relations or RELATIONS))

    def any(self, draw, kind: str, *otherwise: str) -> str:
        """One that is there, or a name that might be."""
        return one(draw, *(self.made.get(kind) or otherwise))

    def function(self, draw) -> str:
        return one(draw, *(f for f in self.made.get("function", ()) if f not in UNCALLED), "app.f1")

    def columns(self, draw, relation: str, most: int = 2) -> list[str]:
        return some(draw, self.relations.get(relation) or COLUMNS[:1], 1, most)

    def column(self, draw, relation: str) -> str:
        return self.columns(draw, relation, 1)[0]

    def default(self, draw, type_: str) -> str:
        """A default of the type, by what is there."""
        there = [
            text
            for text in TYPES.get(type_, ())
            if ("app.f1" not in text or "app.f1" in self.made.get("function", ()))
            and all(name not in text or name in self.made.get("sequence", ()) for name in SEQUENCES)
        ]
        return f" DEFAULT {one(draw, *there)}" if there else ""

    def type(self, draw) -> str:
        types = self.made.get("type", ())
        made = [t for t in TYPES if t.removesuffix("[]") in types] + [t for t in types if t not in TYPES]
        return one(draw, *[t for t in TYPES if not t.startswith(("app.", "odd."))], *made, *made)


Kind = Callable[..., Item]


def one(draw, *values):
    return draw.choice(values)


def some(draw, values, least=0, most=3):
    return draw.sample(values, draw.randint(least, max(least, min(most, len(values)))))


def spaced(draw) -> str:
    """In a tablespace, or in no word about one."""
    return maybe(draw, maybe(draw, f" TABLESPACE {one(draw, *QUOTED_SPACES)}"))


def maybe(draw, text, often=False):
    """The text, or none of it; the simpler choice comes first, so that examples shrink to it."""
    return text if one(draw, *((False, True, True) if often else (False, False, True))) else ""


def quoted(label: str) -> str:
    return f"'{label}'"


TYPES: dict[str, tuple[str, ...]] = {
    "int": ("1", "(1 + 2)", "app.f1(1)", "nextval('app.s1')"),
    "bigint": ("5", "nextval('app.s2')"),
    "smallint": ("1",),
    "text": ("'x'", "'it''s'", "CURRENT_USER"),
    "varchar(10)": ("'x'",),
    "varchar(20)": ("'y'",),
    "numeric(10,2)": ("1.5",),
    "numeric": ("0",),
    "boolean": ("true",),
    "date": ("CURRENT_DATE",),
    "timestamptz": ("now()",),
    "timestamp(3)": ("LOCALTIMESTAMP",),
    "interval day to second(2)": ("'1 day'",),
    "uuid": ("gen_random_uuid()",),
    "jsonb": ("'{}'",),
    "bytea": ("'\\x00'",),
    "bit varying(8)": ("B'101'",),
    "inet": ("'::1'",),
    '"char"': ("'x'",),
    "tsvector": ("to_tsvector('simple', 'x')",),
    "regclass": ("'pg_class'",),
    "int[]": ("'{1,2}'", "ARRAY[1]"),
    "int4range": ("'[1,2)'",),
    "tstzrange": ("'empty'",),
    "app.e1": ("'a'", "'b'"),
    "app.e2": ("'a'",),
    "app.e1[]": ("'{a}'",),
    'odd."E 3"': ("'a'",),
    'odd."E 3"[]': ("'{}'",),
    "serial": (),
    "bigserial": (),
    "app.d1": ("11",),
    "app.d2": ("'x'",),
    "app.d1[]": (),
    "app.dd1": (),
    "app.k1": ("ROW(NULL)", "ROW(NULL, NULL)", "ROW(NULL, NULL, NULL)::app.k1"),
    "app.k2": ("ROW(NULL, NULL)::app.k2",),
    "app.k1[]": (),
    "app.x1": (),
}
"""Types of columns, and defaults of theirs."""

__all__ = [
    "COLUMNS",
    "COMPOSITES",
    "DOMAINS",
    "ENUMS",
    "LABELS",
    "LONGEST",
    "QUOTED_ROLES",
    "QUOTED_SPACES",
    "RELATIONS",
    "ROLES",
    "SEQUENCES",
    "SPACES",
    "TYPES",
    "Item",
    "Kind",
    "There",
    "World",
    "maybe",
    "one",
    "quoted",
    "some",
    "spaced",
]
