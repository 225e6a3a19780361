"""Random schemas as lists of SQL statements, and random changes of them, by hypothesis.

A schema grows in a database: what PostgreSQL refuses is left out, and what is there is what later statements speak
of. Names come from small pools, so that what one side calls a view the other may call a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from hypothesis import strategies as st

ROLES = ("app_reader", "app_writer", 'odd "Role"; --')
QUOTED_ROLES = ("app_reader", "app_writer", '"odd ""Role""; --"', "PUBLIC", "CURRENT_USER")
RELATIONS = ("app.r1", "app.r2", "app.r3", "app.r4", 'odd."R 5"', "app.r6")
COLUMNS = ("c1", "c2", "c3", "c4", '"C ""5"')
ENUMS, DOMAINS, COMPOSITES = ("app.e1", "app.e2"), ("app.d1", "app.d2"), ("app.k1", "app.k2")
SEQUENCES = ("app.s1", "app.s2")
LABELS = ("a", "b", "c", "it''s")


@dataclass(frozen=True)
class Item:
    """What makes one object, with what is said of it alone."""

    key: str
    """What the other side's version of it is called as well."""
    statements: tuple[str, ...]
    columns: tuple[str, ...] = ()
    """Those of a relation."""


@dataclass
class World:
    """What has been made so far, so that most references hit."""

    major: int
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)
    sequences: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)

    def take(self, item: Item) -> None:
        """Remember an item."""
        kind, _, name = item.key.partition(" ")
        match kind:
            case "relation":
                self.relations[name] = item.columns
                if item.statements[0].startswith(("CREATE TABLE", "CREATE UNLOGGED")):
                    self.tables[name] = item.columns
            case "sequence":
                self.sequences.append(name)
            case "type":
                self.types.append(name)
            case "function":
                self.functions.append(name)

    def table(self, draw) -> str:
        return one(draw, *(self.tables or RELATIONS))

    def relation(self, draw) -> str:
        return one(draw, *(self.relations or RELATIONS))

    def function(self, draw) -> str:
        made = (f for f in self.functions if f not in ("app.tf", "app.pr1", "app.ag1"))
        return one(draw, *made, "app.f1")

    def columns(self, draw, relation: str, most: int = 2) -> list[str]:
        return some(draw, self.relations.get(relation) or COLUMNS[:1], 1, most)

    def column(self, draw, relation: str) -> str:
        return self.columns(draw, relation, 1)[0]

    def default(self, draw, type_: str) -> str:
        """A default of the type, by what is there."""
        there = [
            text
            for text in TYPES[type_]
            if ("app.f1" not in text or "app.f1" in self.functions)
            and all(name not in text or name in self.sequences for name in SEQUENCES)
        ]
        return f" DEFAULT {one(draw, *there)}" if there else ""

    def type(self, draw) -> str:
        made = [t for t in TYPES if t.removesuffix("[]") in self.types]
        return one(draw, *[t for t in TYPES if not t.startswith("app.")], *made, *made)


def one(draw, *values):
    return draw(st.sampled_from(values))


def some(draw, values, least=0, most=3):
    return draw(st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True))


def maybe(draw, text, often=False):
    """The text, or none of it; the simpler choice comes first, so that examples shrink to it."""
    return text if one(draw, *((False, True, True) if often else (False, False, True))) else ""


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
    "uuid": ("gen_random_uuid()",),
    "jsonb": ("'{}'",),
    "int[]": ("'{1,2}'", "ARRAY[1]"),
    "int4range": ("'[1,2)'",),
    "app.e1": ("'a'", "'b'"),
    "app.e2": ("'a'",),
    "app.e1[]": ("'{a}'",),
    "app.d1": ("11",),
    "app.d2": ("'x'",),
    "app.k1": (),
    "app.k2": (),
}


# Types ---------------------------------------------------------------------------------------------


def enum(draw, world: World) -> Item:
    name = one(draw, *ENUMS)
    labels = draw(st.permutations(some(draw, LABELS, 1, 4)))
    return Item(f"type {name}", (f"CREATE TYPE {name} AS ENUM ({', '.join(quoted(x) for x in labels)})",))


def quoted(label: str) -> str:
    return f"'{label}'"


def domain(draw, world: World) -> Item:
    name = one(draw, *DOMAINS)
    base, check = one(
        draw,
        ("int", "VALUE > 0"),
        ("text", "VALUE <> ''"),
        ("bigint", "VALUE > 10"),
        ("app.e1", "VALUE <> 'a'"),
    )
    checks = "".join(f" CONSTRAINT {n} CHECK ({check})" for n in some(draw, ("dk1", "dk2"), most=2))
    default = maybe(draw, f" DEFAULT {TYPES[base][0]}")
    return Item(
        f"type {name}", (f"CREATE DOMAIN {name} AS {base}{default}{maybe(draw, ' NOT NULL')}{checks}",)
    )


def composite(draw, world: World) -> Item:
    name = one(draw, *COMPOSITES)
    attributes = [f"{a} {world.type(draw)}" for a in some(draw, ("a1", "a2", "a3"), 1)]
    return Item(f"type {name}", (f"CREATE TYPE {name} AS ({', '.join(attributes)})",))


def range_(draw, world: World) -> Item:
    subtype = one(draw, "float8", "int", "text")
    return Item("type app.x1", (f"CREATE TYPE app.x1 AS RANGE (subtype = {subtype})",))


def collation(draw, world: World) -> Item:
    locale = one(draw, "C", "POSIX")
    return Item("type app.co1", (f"CREATE COLLATION app.co1 (provider = libc, locale = '{locale}')",))


# Sequences and routines ------------------------------------------------------------------------------


def sequence(draw, world: World) -> Item:
    name = one(draw, *SEQUENCES)
    of = maybe(draw, f" AS {one(draw, 'int', 'smallint')}")
    options = maybe(draw, f" INCREMENT {one(draw, 2, 10)}") + maybe(draw, f" CACHE {one(draw, 5, 20)}")
    options += maybe(draw, " MINVALUE -5 START 7") + maybe(draw, " MAXVALUE 1000") + maybe(draw, " CYCLE")
    return Item(f"sequence {name}", (f"CREATE SEQUENCE {name}{of}{options}",))


def owned_by(draw, world: World) -> Item:
    name = one(draw, *(world.sequences or SEQUENCES))
    return Item(f"owned {name}", (f"ALTER SEQUENCE {name} OWNED BY {world.table(draw)}.c1",))


def function(draw, world: World) -> Item:
    name = one(draw, "app.f1", "app.f2", "odd.f3")
    argument = one(
        draw, "a int", "a int DEFAULT 1", "a int, b text DEFAULT 'x'", "VARIADIC a int[]", "a app.e1", ""
    )
    volatile = one(draw, "", " STABLE", " IMMUTABLE")
    options = volatile + maybe(draw, " STRICT") + maybe(draw, " SECURITY DEFINER") + maybe(draw, " COST 7")
    options += maybe(draw, " SET search_path = ''") + maybe(draw, " PARALLEL SAFE")
    relation, other = world.relation(draw), world.function(draw)
    returns, body = one(
        draw,
        ("int", "LANGUAGE sql{} AS 'SELECT 1'"),
        ("int", "LANGUAGE sql{} RETURN 2"),
        ("int", f"LANGUAGE sql{{}} BEGIN ATOMIC SELECT c1::int FROM {relation}; END"),
        ("int", f"LANGUAGE sql{{}} AS 'SELECT {other}(1)'"),
        ("int", f"LANGUAGE sql{{}} RETURN {other}(1)"),
        ("text", "LANGUAGE plpgsql{} AS $$ BEGIN RETURN 'x'; END $$"),
        ("app.e1", "LANGUAGE sql{} AS $$ SELECT 'a'::app.e1 $$"),
        (f"SETOF {relation}", f"LANGUAGE sql{{}} AS 'SELECT * FROM {relation}'"),
        ("TABLE (x int, y app.d1)", "LANGUAGE sql{} ROWS 5 AS 'SELECT 1, 11::app.d1'"),
        ("app.k1", "LANGUAGE sql{} AS 'SELECT NULL::app.k1'"),
        ("trigger", "LANGUAGE plpgsql{} AS $$ BEGIN RETURN NEW; END $$"),
    )
    return Item(
        f"function {name}", (f"CREATE FUNCTION {name}({argument}) RETURNS {returns} {body.format(options)}",)
    )


def trigger_function(draw, world: World) -> Item:
    body = one(draw, "RETURN NEW;", "RETURN NULL;", "RAISE NOTICE 'x'; RETURN NEW;")
    sql = f"CREATE FUNCTION app.tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    return Item("function app.tf", (sql,))


def procedure(draw, world: World) -> Item:
    body = one(draw, "LANGUAGE sql AS ''", "LANGUAGE plpgsql AS $$ BEGIN NULL; END $$")
    return Item("function app.pr1", (f"CREATE PROCEDURE app.pr1({one(draw, 'a int', 'a text')}) {body}",))


def aggregate(draw, world: World) -> Item:
    initial = one(draw, "", ", INITCOND = '0'")
    return Item(
        "function app.ag1", (f"CREATE AGGREGATE app.ag1(int) (SFUNC = int4pl, STYPE = int{initial})",)
    )


# Tables --------------------------------------------------------------------------------------------


def column(draw, world: World, name: str) -> tuple[str, list[str]]:
    """A column's definition, and what is altered of it afterwards."""
    type_ = world.type(draw)
    after = []
    text = f"{name} {type_}"
    if type_ in ("text", "varchar(10)"):
        collated = one(draw, 'pg_catalog."C"', "app.co1")
        text += maybe(draw, f" COLLATE {collated}")
        after += some(
            draw,
            (f"ALTER COLUMN {name} SET STORAGE EXTERNAL", f"ALTER COLUMN {name} SET COMPRESSION pglz"),
            most=1,
        )
    filled = one(draw, "", "default", "identity", "generated", "virtual")
    if filled == "default":
        text += world.default(draw, type_)
    elif filled == "identity" and type_ in ("int", "bigint"):
        text += f" GENERATED {one(draw, 'ALWAYS', 'BY DEFAULT')} AS IDENTITY{maybe(draw, ' (INCREMENT 3 START 9)')}"
    elif filled == "generated" and type_ in ("int", "bigint"):
        text += f" GENERATED ALWAYS AS ({one(draw, 'c1 * 2', 'c1 + 1', 'length(c2)')}) STORED"
    elif filled == "virtual" and type_ == "int" and world.major >= 18:
        text += f" GENERATED ALWAYS AS ({one(draw, 'c1 * 2', 'c1 + 1')}) VIRTUAL"
    text += maybe(draw, " NOT NULL")
    after += [f"ALTER COLUMN {name} SET STATISTICS {one(draw, 50, 200)}"] if maybe(draw, "x") else []
    return text, after


def table(draw, world: World) -> Item:
    name = one(draw, *RELATIONS)
    names = ["c1", *some(draw, COLUMNS[1:], 0, 4)]
    key = one(draw, "c1 int PRIMARY KEY", "c1 int NOT NULL", "c1 bigint", "")
    columns = [(key, [])] if key else [column(draw, world, "c1")]
    columns += [column(draw, world, each) for each in names[1:]]
    kind = one(draw, *("plain",) * 4, "range", "list", "hash", "inherits", "typed")
    unlogged = maybe(draw, "UNLOGGED ")
    inner = ", ".join(text for text, _ in columns)
    options = maybe(draw, " WITH (fillfactor = 70, autovacuum_enabled = false)")
    match kind:
        case "plain":
            made = f"CREATE {unlogged}TABLE {name} ({inner}){options}"
        case "inherits":
            made = f"CREATE TABLE {name} ({inner}) INHERITS ({world.table(draw)})"
        case "typed":
            made = f"CREATE TABLE {name} OF {one(draw, *COMPOSITES)}"
        case _:
            made = f"CREATE TABLE {name} ({inner}) PARTITION BY {kind} (c1)"
    after = [f"ALTER TABLE {name} {each}" for _, alters in columns for each in alters]
    after += [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"] if maybe(draw, "x") else []
    after += [f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"] if maybe(draw, "x") else []
    after += [f"ALTER TABLE {name} REPLICA IDENTITY FULL"] if maybe(draw, "x") else []
    return Item(f"relation {name}", (made, *after), tuple(names))


def partition(draw, world: World) -> Item:
    name, parent = one(draw, "app.p1", "app.p2", "app.p3", "app.r6"), world.table(draw)
    bound = one(
        draw,
        "FOR VALUES FROM (0) TO (10)",
        "FOR VALUES FROM (10) TO (20)",
        "FOR VALUES FROM (MINVALUE) TO (0)",
        "FOR VALUES IN (1, 2)",
        "FOR VALUES IN (3)",
        "FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "DEFAULT",
    )
    if maybe(draw, "x"):
        made = (
            f"CREATE TABLE {name} (LIKE {parent}{maybe(draw, ' INCLUDING ALL')})",
            f"ALTER TABLE {parent} ATTACH PARTITION {name} {bound}",
        )
    else:
        made = (f"CREATE TABLE {name} PARTITION OF {parent} {bound}{maybe(draw, ' PARTITION BY LIST (c2)')}",)
    return Item(f"relation {name}", made, world.tables.get(parent, ()))


def constraint(draw, world: World) -> Item:
    relation, name = world.table(draw), one(draw, "q1", "q2", "q3")
    other = world.table(draw)
    columns = ", ".join(world.columns(draw, relation))
    later = one(draw, "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")
    nulls = maybe(draw, " NULLS NOT DISTINCT") if world.major >= 15 else ""
    action = one(draw, "", " ON DELETE CASCADE", " ON UPDATE SET NULL", " ON DELETE SET DEFAULT")
    valid = maybe(draw, " NOT VALID")
    enforced = maybe(draw, " NOT ENFORCED") if world.major >= 18 else ""
    said = one(
        draw,
        f"CHECK ({one(draw, 'c1 > 0', 'c1 IS NOT NULL', 'c1 < c2', 'app.f1(1) > 0')}){valid or enforced}",
        f"UNIQUE{nulls} ({columns}){later}",
        f"PRIMARY KEY ({columns}){later}",
        f"FOREIGN KEY (c1) REFERENCES {other} (c1){action}{later}{valid}",
        f"FOREIGN KEY ({world.column(draw, relation)}) REFERENCES {other}{action}",
        f"EXCLUDE USING gist ({world.column(draw, relation)} WITH &&)",
        f"UNIQUE (c1) INCLUDE ({world.column(draw, relation)})",
        "CHECK (c2 IS NOT NULL) NO INHERIT",
    )
    return Item(f"constraint {name} {relation}", (f"ALTER TABLE {relation} ADD CONSTRAINT {name} {said}",))


def index(draw, world: World) -> Item:
    name, relation = one(draw, "i1", "i2", "i3"), world.relation(draw)
    columns = ", ".join(
        one(draw, each, f"{each} DESC NULLS LAST", f"lower({each}::text)", f"({each} IS NULL)")
        for each in world.columns(draw, relation)
    )
    method = one(draw, "btree", "btree", "btree", "hash", "brin", "gin")
    unique = maybe(draw, "UNIQUE ")
    where = maybe(draw, f" WHERE {one(draw, 'c1 IS NOT NULL', 'c1 > 5')}")
    options = maybe(draw, " WITH (fillfactor = 80)")
    schema = relation.partition(".")[0]
    made = f"CREATE {unique}INDEX {name} ON {relation} USING {method} ({columns}){options}{where}"
    after = (f"ALTER TABLE {relation} CLUSTER ON {name}",) if maybe(draw, "x") else ()
    after += (f"ALTER TABLE {relation} REPLICA IDENTITY USING INDEX {name}",) if maybe(draw, "x") else ()
    return Item(f"index {schema}.{name}", (made, *after))


def statistics(draw, world: World) -> Item:
    relation = world.table(draw)
    kinds = one(draw, "", " (ndistinct)", " (dependencies, mcv)")
    columns = ", ".join([*world.columns(draw, relation), one(draw, "c1", "(c1 + 1)")])
    after = ("ALTER STATISTICS app.st1 SET STATISTICS 70",) if maybe(draw, "x") else ()
    return Item(
        "statistics app.st1", (f"CREATE STATISTICS app.st1{kinds} ON {columns} FROM {relation}", *after)
    )


# Views ---------------------------------------------------------------------------------------------


def query(draw, world: World) -> str:
    relation, other = world.relation(draw), world.relation(draw)
    names = world.columns(draw, relation, 3)
    columns = ", ".join(f"x.{name}" for name in names)
    return one(
        draw,
        f"SELECT {columns} FROM {relation} x",
        f"SELECT x.c1, y.c1 AS c2 FROM {relation} x JOIN {other} y ON true",
        f"SELECT c1 FROM {other} WHERE c1 IS NOT NULL",
        f"SELECT x.c1, count(*) AS c2 FROM {relation} x GROUP BY x.c1",
        f"SELECT app.f1(1) AS c1, {columns.replace('x.c1', 'x.c1 AS c3')} FROM {relation} x",
        f"SELECT x AS c1 FROM {relation} x",
        "SELECT 'a'::app.e1 AS c1",
        f"SELECT x.c1::text AS c1 FROM {relation} x UNION ALL SELECT 'z'",
        f"SELECT * FROM {relation}",
    )


def view(draw, world: World) -> Item:
    name = one(draw, "app.v1", "app.v2", "odd.v3", *RELATIONS)
    options = some(
        draw, ("security_barrier", "security_invoker") if world.major >= 15 else ("security_barrier",), most=1
    )
    with_ = f" WITH ({', '.join(options)})" if options else ""
    check = maybe(draw, " WITH LOCAL CHECK OPTION")
    after = (f"ALTER VIEW {name} ALTER COLUMN c1 SET DEFAULT NULL",) if maybe(draw, "x") else ()
    return Item(
        f"relation {name}", (f"CREATE VIEW {name}{with_} AS {query(draw, world)}{check}", *after), ("c1",)
    )


def materialized_view(draw, world: World) -> Item:
    name = one(draw, "app.m1", "app.m2", *RELATIONS)
    data = maybe(draw, " WITH NO DATA")
    options = maybe(draw, " WITH (fillfactor = 90)")
    return Item(
        f"relation {name}", (f"CREATE MATERIALIZED VIEW {name}{options} AS {query(draw, world)}{data}",)
    )


def rule(draw, world: World) -> Item:
    relation, other = world.relation(draw), world.table(draw)
    event, what = one(draw, "UPDATE", "DELETE", "INSERT"), one(draw, "ALSO", "INSTEAD")
    action = one(draw, "NOTHING", f"DELETE FROM {other}")
    made = f"CREATE RULE ru1 AS ON {event} TO {relation} DO {what} {action}"
    return Item(f"rule {relation}", (made,))


def trigger(draw, world: World) -> Item:
    name, relation = one(draw, "tr1", "tr2"), world.relation(draw)
    events = " OR ".join(
        some(draw, ("INSERT", "UPDATE", "DELETE", f"UPDATE OF {world.column(draw, relation)}"), 1, 2)
    )
    when = maybe(draw, f" WHEN ({one(draw, 'OLD.c1 IS DISTINCT FROM NEW.c1', 'NEW.c1 IS NOT NULL', 'true')})")
    head = one(
        draw,
        f"TRIGGER {name} BEFORE {events} ON {relation} FOR EACH ROW{when}",
        f"TRIGGER {name} AFTER {events} ON {relation} FOR EACH STATEMENT",
        f"TRIGGER {name} AFTER UPDATE ON {relation} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT",
        f"TRIGGER {name} INSTEAD OF {events} ON {relation} FOR EACH ROW",
        f"CONSTRAINT TRIGGER {name} AFTER {events} ON {relation} DEFERRABLE FOR EACH ROW{when}",
    )
    state = one(draw, "", "", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA")
    after = (f"ALTER TABLE {relation} {state} TRIGGER {name}",) if state else ()
    called = f"app.tf({maybe(draw, quoted('x'))})"
    return Item(f"trigger {name} {relation}", (f"CREATE {head} EXECUTE FUNCTION {called}", *after))


def policy(draw, world: World) -> Item:
    name, relation = one(draw, "po1", '"Po 2"'), world.table(draw)
    command = one(draw, "ALL", "SELECT", "INSERT", "UPDATE", "DELETE")
    condition = one(
        draw,
        "true",
        "c1 IS NOT NULL",
        f"c1::text IN (SELECT y.c1::text FROM {world.relation(draw)} y)",
        "app.f1(1) > 0",
    )
    using = "" if command == "INSERT" else f" USING ({condition})"
    check = (
        f" WITH CHECK ({condition})"
        if command == "INSERT" or (command in ("ALL", "UPDATE") and maybe(draw, "x"))
        else ""
    )
    roles = ", ".join(some(draw, QUOTED_ROLES[:3], 1, 2)) if maybe(draw, "x") else "PUBLIC"
    kind = one(draw, "PERMISSIVE", "RESTRICTIVE")
    made = f"CREATE POLICY {name} ON {relation} AS {kind} FOR {command} TO {roles}{using}{check}"
    return Item(f"policy {name} {relation}", (made,))


# What is said of others ------------------------------------------------------------------------------


def grant(draw, world: World) -> Item:
    role = one(draw, *QUOTED_ROLES[:4])
    option = maybe(draw, " WITH GRANT OPTION") if role != "PUBLIC" else ""
    relation = world.relation(draw)
    what = one(
        draw,
        f"GRANT {one(draw, 'SELECT', 'INSERT, UPDATE', 'ALL', f'SELECT ({world.column(draw, relation)})')} ON {relation}",
        f"GRANT USAGE ON SCHEMA {one(draw, 'app', 'odd')}",
        f"GRANT USAGE ON SEQUENCE {one(draw, *SEQUENCES)}",
        f"GRANT USAGE ON TYPE {one(draw, *ENUMS, *DOMAINS)}",
        f"GRANT EXECUTE ON FUNCTION {world.function(draw)}",
    )
    if maybe(draw, "x"):
        revoked = what.replace("GRANT", "REVOKE", 1)
        # Without rights on its own tables and schemas, their owner could not even dump them.
        roles = ("PUBLIC", "CURRENT_USER") if "FUNCTION" in what or "TYPE" in what else ("PUBLIC",)
        return Item(f"grant {revoked} {role}", (f"{revoked} FROM {one(draw, *roles)}",))
    return Item(f"grant {what} {role}", (f"{what} TO {role}{option}",))


def default_privilege(draw, world: World) -> Item:
    where = one(draw, "", " IN SCHEMA app")
    what = one(draw, "SELECT ON TABLES", "EXECUTE ON FUNCTIONS", "USAGE ON SEQUENCES", "USAGE ON TYPES")
    made = f"ALTER DEFAULT PRIVILEGES{where} GRANT {what} TO {one(draw, *QUOTED_ROLES[:3])}"
    return Item(f"default {where}{what}", (made,))


def owner(draw, world: World) -> Item:
    what = one(
        draw,
        f"TABLE {world.table(draw)}",
        f"TABLE {world.table(draw)}",
        "VIEW app.v1",
        "TYPE app.e1",
        "FUNCTION app.f1",
        "SCHEMA odd",
    )
    role = one(draw, *QUOTED_ROLES[:2])
    lent = f"GRANT CREATE ON SCHEMA app TO {role}"
    return Item(f"owner {what}", (lent, f"ALTER {what} OWNER TO {role}"))


def comment(draw, world: World) -> Item:
    relation = world.relation(draw)
    column_ = world.column(draw, relation)
    on = one(
        draw,
        f"TABLE {relation}",
        f"COLUMN {relation}.{column_}",
        "VIEW app.v1",
        "COLUMN app.v1.c1",
        "MATERIALIZED VIEW app.m1",
        "FUNCTION app.f1",
        f"TYPE {one(draw, *ENUMS, *DOMAINS, *COMPOSITES)}",
        f"SEQUENCE {one(draw, *SEQUENCES)}",
        f"INDEX app.{one(draw, 'i1', 'i2')}",
        f"CONSTRAINT {one(draw, 'q1', 'q2')} ON {relation}",
        "SCHEMA odd",
        f"TRIGGER tr1 ON {relation}",
        f"POLICY po1 ON {relation}",
        "STATISTICS app.st1",
    )
    text = one(draw, "x", "it''s", "two\nlines")
    return Item(f"comment {on}", (f"COMMENT ON {on} IS '{text}'",))


# Schemas -------------------------------------------------------------------------------------------

FIRST = ("CREATE SCHEMA app", "CREATE SCHEMA odd")


Kind = Callable[..., Item]
KINDS: tuple[tuple[int, int, Kind], ...] = (
    (0, 2, enum),
    (0, 1, collation),
    (0, 2, domain),
    (0, 2, composite),
    (0, 1, range_),
    (0, 1, default_privilege),
    (0, 2, sequence),
    (0, 2, function),
    (0, 1, trigger_function),
    (1, 4, table),
    (0, 1, owned_by),
    (0, 3, partition),
    (0, 2, function),
    (0, 1, procedure),
    (0, 1, aggregate),
    (0, 4, constraint),
    (0, 2, view),
    (0, 2, materialized_view),
    (0, 2, view),
    (0, 3, index),
    (0, 1, statistics),
    (0, 1, rule),
    (0, 2, trigger),
    (0, 2, policy),
    (0, 2, owner),
    (0, 3, grant),
    (0, 3, comment),
)
"""What there may be, in the order in which it is loaded: least, most, and what draws one."""


class Side:
    """A schema that grows in a database; what PostgreSQL refuses is no part of it."""

    def __init__(self, connection: psycopg.Connection, major: int, first: tuple[str, ...] = FIRST) -> None:
        self.connection = connection
        self.world = World(major)
        self.sql: list[str] = []
        self.keys: set[str] = set()
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

    def add(self, item: Item) -> bool:
        """Make it, if it can be made and is not there."""
        if item.key in self.keys or not self.run(item.statements[0]):
            return False
        self.keys.add(item.key)
        self.world.take(item)
        for sql in item.statements[1:]:
            self.run(sql)
        return True


def grow(draw, one_side: Side, other: Side) -> None:
    """Make a schema, and another one of it: most items stay, some go, some change, some come."""
    groups: list[list[Item]] = []
    for least, most, kind in KINDS:
        drawn = [kind(draw, one_side.world) for _ in range(draw(st.integers(least, most)))]
        groups.append([item for item in drawn if one_side.add(item)])
    for group, (_, _, kind) in zip(groups, KINDS, strict=True):
        for item in group:
            match one(draw, "stays", "stays", "stays", "goes", "changes"):
                case "stays":
                    other.add(item)
                case "changes":
                    other.add(kind(draw, other.world))
        if one(draw, False, False, False, True):
            other.add(kind(draw, other.world))
