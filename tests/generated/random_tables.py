"""Random tables and their parts: columns, constraints, partitions, indexes, statistics."""

from __future__ import annotations

from random_expressions import checked, number, text
from world import COLUMNS, COMPOSITES, QUOTED_SPACES, RELATIONS, Item, World, maybe, one, some, spaced

COLLATABLE = ("text", "varchar(10)")


def column(draw, world: World, name: str) -> tuple[str, list[str]]:
    """A column's definition, and what is altered of it afterwards."""
    type_ = world.type(draw)
    text = f"{name} {type_}"
    after = []
    if type_ in COLLATABLE:
        collated = one(draw, 'pg_catalog."C"', "app.co1")
        text += maybe(draw, f" COLLATE {collated}")
        after += some(
            draw,
            (f"ALTER COLUMN {name} SET STORAGE EXTERNAL", f"ALTER COLUMN {name} SET COMPRESSION pglz"),
            most=1,
        )
    text += filled(draw, world, type_)
    named = maybe(draw, f"CONSTRAINT {one(draw, 'nn1', 'nn2')} ") if world.major >= 18 else ""
    inherited = maybe(draw, " NO INHERIT") if named else ""
    text += maybe(draw, f" {named}NOT NULL{inherited}")
    after += [f"ALTER COLUMN {name} SET STATISTICS {one(draw, 50, 200)}"] if maybe(draw, "x") else []
    after += [f"ALTER COLUMN {name} SET (n_distinct = {one(draw, -0.5, 20)})"] if maybe(draw, "x") else []
    return text, after


def filled(draw, world: World, type_: str) -> str:
    """What fills a column where nothing is said."""
    how = one(draw, "", "default", "identity", "generated", "virtual")
    whole = type_ in ("int", "bigint")
    if how == "default":
        return world.default(draw, type_)
    if how == "identity" and whole:
        options = maybe(draw, one(draw, " (INCREMENT 3 START 9)", " (SEQUENCE NAME app.idseq CACHE 2)"))
        return f" GENERATED {one(draw, 'ALWAYS', 'BY DEFAULT')} AS IDENTITY{options}"
    if how == "generated" and whole:
        return f" GENERATED ALWAYS AS ({one(draw, 'c1 * 2', 'c1 + 1', 'length(c2)', 'app.f1(c1)')}) STORED"
    if how == "generated" and type_ == "tsvector":
        with_ = one(draw, "simple", *world.made.get("configuration", ()))
        return f" GENERATED ALWAYS AS (to_tsvector('{with_}', c2)) STORED"
    if how == "virtual" and type_ == "int" and world.major >= 18:
        return f" GENERATED ALWAYS AS ({one(draw, 'c1 * 2', 'c1 + 1')}) VIRTUAL"
    return ""


def table(draw, world: World) -> Item:
    name = one(draw, *RELATIONS)
    names = ["c1", *some(draw, COLUMNS[1:], 0, 4)]
    key = one(draw, "c1 int PRIMARY KEY", "c1 int NOT NULL", "c1 bigint", "")
    columns = [(key, [])] if key else [column(draw, world, "c1")]
    columns += [column(draw, world, each) for each in names[1:]]
    kind = one(draw, *("plain",) * 4, "range", "range2", "list", "hash", "expression", "inherits", "typed")
    unlogged = maybe(draw, "UNLOGGED ")
    inner = ", ".join(text for text, _ in columns)
    options = maybe(
        draw,
        one(
            draw,
            " WITH (fillfactor = 70, autovacuum_enabled = false)",
            " WITH (toast.autovacuum_enabled = false, parallel_workers = 2)",
        ),
    )
    method = f" USING {world.any(draw, 'method', 'heap')}" if maybe(draw, "x") else ""
    match kind:
        case "plain":
            made = f"CREATE {unlogged}TABLE {name} ({inner}){method}{options}{spaced(draw)}"
        case "inherits":
            parents = ", ".join(some(draw, tuple(world.tables or RELATIONS), 1, 3))
            made = f"CREATE TABLE {name} ({one(draw, inner, '')}) INHERITS ({parents}){spaced(draw)}"
        case "typed":
            # A table that exists becomes one of a type only if it has its columns already.
            of = one(draw, *COMPOSITES)
            name, names = f"{of}_table", ["a1"]
            said = one(
                draw,
                "",
                "a1 WITH OPTIONS NOT NULL",
                "a1 WITH OPTIONS DEFAULT NULL UNIQUE, CHECK (a1 IS NULL)",
            )
            made = f"CREATE TABLE {name} OF {of}{said and f' ({said})'}"
        case "range2":
            made = f"CREATE TABLE {name} ({inner}) PARTITION BY RANGE (c1, {names[-1]})"
        case "expression":
            made = f"CREATE TABLE {name} ({inner}) PARTITION BY RANGE ((c1 + 1))"
        case _:
            above = method if world.major >= 17 else ""
            made = f"CREATE TABLE {name} ({inner}) PARTITION BY {kind} (c1){above}{spaced(draw)}"
    after = [f"ALTER TABLE {name} {each}" for _, alters in columns for each in alters]
    after += [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"] if maybe(draw, "x") else []
    after += [f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"] if maybe(draw, "x") else []
    identity = one(draw, "FULL", "NOTHING")
    after += [f"ALTER TABLE {name} REPLICA IDENTITY {identity}"] if maybe(draw, "x") else []
    return Item(f"relation {name}", (made, *after), tuple(names))


def partition(draw, world: World) -> Item:
    name, parent = one(draw, "app.p1", "app.p2", "app.p3", "app.r6"), world.table(draw)
    bound = one(
        draw,
        "FOR VALUES FROM (0) TO (10)",
        "FOR VALUES FROM (10) TO (20)",
        "FOR VALUES FROM (MINVALUE) TO (0)",
        "FOR VALUES FROM (0, MINVALUE) TO (10, MAXVALUE)",
        "FOR VALUES IN (1, 2)",
        "FOR VALUES IN (3)",
        "FOR VALUES IN (NULL)",
        "FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "DEFAULT",
    )
    below = maybe(
        draw, one(draw, " PARTITION BY LIST (c2)", " PARTITION BY RANGE (c1)", " PARTITION BY HASH (c1)")
    )
    made = one(
        draw,
        (f"CREATE TABLE {name} PARTITION OF {parent} {bound}{below}{spaced(draw)}",),
        (f"CREATE TABLE {name} PARTITION OF {parent} (c1 NOT NULL DEFAULT 7) {bound}",),
        (
            f"CREATE TABLE {name} (LIKE {parent}{maybe(draw, ' INCLUDING ALL')})",
            f"ALTER TABLE {parent} ATTACH PARTITION {name} {bound}",
        ),
        (
            f"CREATE TABLE {name} (gone int, LIKE {parent} INCLUDING DEFAULTS){below}",
            f"ALTER TABLE {name} DROP COLUMN gone",
            f"ALTER TABLE {parent} ATTACH PARTITION {name} {bound}",
        ),
        (f"CREATE FOREIGN TABLE {name} PARTITION OF {parent} {bound} SERVER sv1",),
    )
    return Item(f"relation {name}", made, world.tables.get(parent, ()))


def constraint(draw, world: World) -> Item:
    relation, name = world.table(draw), one(draw, "q1", "q2", "q3")
    other = world.table(draw)
    columns = ", ".join(world.columns(draw, relation))
    single = world.column(draw, relation)
    later = one(draw, "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")
    nulls = maybe(draw, " NULLS NOT DISTINCT") if world.major >= 15 else ""
    action = one(
        draw, "", " ON DELETE CASCADE", " ON UPDATE SET NULL", " ON DELETE SET DEFAULT", " MATCH FULL"
    )
    action += maybe(draw, " ON DELETE SET NULL (c1)") if world.major >= 15 and "DELETE" not in action else ""
    valid = maybe(draw, " NOT VALID")
    enforced = maybe(draw, " NOT ENFORCED") if world.major >= 18 else ""
    said = [
        f"CHECK ({one(draw, 'c1 > 0', 'c1 IS NOT NULL', 'c1 < c2', 'app.f1(1) > 0')}){valid or enforced}",
        f"CHECK ({checked(draw, world, relation)}){valid or enforced}",
        f"UNIQUE{nulls} ({columns}){later}",
        f"PRIMARY KEY ({columns}){later}",
        f"FOREIGN KEY (c1) REFERENCES {other} (c1){action}{later}{valid or enforced}",
        f"FOREIGN KEY ({single}) REFERENCES {other}{action}",
        f"FOREIGN KEY (c1) REFERENCES {relation} (c1){action}",
        f"EXCLUDE USING gist ({single} WITH &&)",
        f"EXCLUDE USING btree ({single} WITH =, c1 WITH =) WHERE (c1 > 0){later}",
        f"UNIQUE (c1) INCLUDE ({single}) WITH (fillfactor = 60)",
        "CHECK (c2 IS NOT NULL) NO INHERIT",
        f"UNIQUE USING INDEX {one(draw, 'i1', 'i2')}{later}",
        f"FOREIGN KEY (c1, {single}) REFERENCES {other} (c1, {world.column(draw, other)}){action}{later}",
        f"UNIQUE ({columns}) WITH (fillfactor = 66) USING INDEX TABLESPACE {one(draw, *QUOTED_SPACES)}",
    ]
    if world.major >= 18:
        said += [
            f"NOT NULL {single}{valid}{maybe(draw, ' NO INHERIT')}",
            f"UNIQUE (c4, {single} WITHOUT OVERLAPS)",
            f"PRIMARY KEY ({single}, c4 WITHOUT OVERLAPS)",
            f"FOREIGN KEY (c4, PERIOD {single}) REFERENCES {other} (c4, PERIOD {single})",
        ]
    made = (
        f"ALTER TABLE {maybe(draw, maybe(draw, 'ONLY '))}{relation} ADD CONSTRAINT {name} {one(draw, *said)}"
    )
    after = (f"ALTER TABLE {relation} CLUSTER ON {name}",) if maybe(draw, maybe(draw, "x")) else ()
    return Item(f"constraint {name} {relation}", (made, *after))


def index(draw, world: World) -> Item:
    name, relation = one(draw, "i1", "i2", "i3"), one(draw, world.table(draw), world.relation(draw))
    columns = ", ".join(
        one(
            draw,
            each,
            each,
            each,
            f"{each} DESC NULLS LAST",
            f"lower({each}::text)",
            f"({each} IS NULL)",
            f"({number(draw, [each], 2)})",
            f"({text(draw, [each], 1)})",
            f'{each} COLLATE pg_catalog."C"',
            f"{each} app.oc1",
            f"{each} text_pattern_ops",
        )
        for each in world.columns(draw, relation)
    )
    method = one(draw, "btree", "btree", "btree", "hash", "brin", "gin", "spgist")
    on = one(
        draw,
        f"{method} ({columns})",
        f"{method} ({columns})",
        "gist (c2 tsvector_ops (siglen = 100))",
        "brin (c1 int4_minmax_multi_ops (values_per_range = 16))",
        "gin (c2) WITH (fastupdate = off)",
    )
    unique, only = maybe(draw, "UNIQUE "), maybe(draw, "ONLY ")
    include = maybe(draw, f" INCLUDE ({world.column(draw, relation)})") if method == "btree" else ""
    nulls = maybe(draw, " NULLS NOT DISTINCT") if unique and world.major >= 15 else ""
    where = maybe(
        draw,
        f" WHERE {one(draw, 'c1 IS NOT NULL', 'c1 > 5', 'app.f1(1) = 1', checked(draw, world, relation))}",
    )
    options = maybe(draw, " WITH (fillfactor = 80)")
    schema = relation.partition(".")[0]
    made = f"CREATE {unique}INDEX {name} ON {only}{relation} USING {on}{include}{nulls}{options}{spaced(draw)}{where}"
    after = (f"ALTER TABLE {relation} CLUSTER ON {name}",) if maybe(draw, "x") else ()
    after += (f"ALTER TABLE {relation} REPLICA IDENTITY USING INDEX {name}",) if maybe(draw, "x") else ()
    after += (f"ALTER INDEX {schema}.{name} ALTER COLUMN 1 SET STATISTICS 300",) if maybe(draw, "x") else ()
    return Item(f"index {schema}.{name}", (made, *after))


def statistics(draw, world: World) -> Item:
    relation, name = world.table(draw), one(draw, "app.st1", "odd.st2")
    kinds = one(draw, "", " (ndistinct)", " (dependencies, mcv)")
    columns = ", ".join(
        [*world.columns(draw, relation), one(draw, "c1", "(c1 + 1)", f"({number(draw, ['c1'], 2)})")]
    )
    on = one(draw, columns, columns, "(c1 * 2)")
    after = (f"ALTER STATISTICS {name} SET STATISTICS 70",) if maybe(draw, "x") else ()
    return Item(f"statistics {name}", (f"CREATE STATISTICS {name}{kinds} ON {on} FROM {relation}", *after))
