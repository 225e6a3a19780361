"""Random changes of relations and their parts: columns, constraints, indexes, triggers, policies, rules."""

from __future__ import annotations

from random_others import CHANGED_OPTIONS, NAMES, SCHEMAS
from world import COMPOSITES, QUOTED_ROLES, QUOTED_SPACES, There, World, maybe, one, quoted, some

COLLATIONS = ("app.co1", 'pg_catalog."C"')


def relation(draw, world: World, it: There) -> str:
    head = f"ALTER {it.of} {it.whole}"
    moves = [
        f"GRANT {one(draw, 'SELECT', 'ALL')} ON {it.whole} TO {one(draw, *QUOTED_ROLES[:4])}",
        f"COMMENT ON {it.of} {it.whole} IS {one(draw, 'NULL', quoted('x'))}",
        f"{head} RENAME TO {one(draw, *NAMES)}",
        f"{head} SET SCHEMA {one(draw, *SCHEMAS)}",
        f"{head} OWNER TO {one(draw, *QUOTED_ROLES[:3])}",
        f"DROP {it.of} {it.whole} CASCADE",
    ]
    match it.of:
        case "TABLE":
            return one(
                draw, *moves[:5], table(draw, world, it), table(draw, world, it), table(draw, world, it)
            )
        case "INDEX":
            return one(
                draw,
                moves[2],
                moves[5],
                f"{head} SET (fillfactor = {one(draw, 55, 66)})",
                f"{head} RESET (fillfactor)",
                f"{head} ALTER COLUMN 1 SET STATISTICS {one(draw, 77, -1)}",
                f"{head} SET TABLESPACE {one(draw, *QUOTED_SPACES)}",
                f"{head} DEPENDS ON EXTENSION plpgsql",
            )
        case "VIEW":
            return one(
                draw,
                *moves,
                f"{head} SET (security_barrier = {one(draw, 'true', 'false')})",
                f"{head} SET (check_option = cascaded)",
                f"{head} SET (security_invoker = {one(draw, 'true', 'false')})",
                f"{head} RESET (security_barrier, check_option)",
                f"CREATE VIEW app.n1 AS SELECT * FROM {it.whole}",
                f"{head} ALTER COLUMN c1 {one(draw, 'SET DEFAULT 1', 'SET DEFAULT true', 'DROP DEFAULT')}",
            )
        case "MATERIALIZED VIEW":
            return one(
                draw,
                *moves,
                f"{head} ALTER COLUMN c1 SET STATISTICS 30",
                f"{head} ALTER COLUMN c1 SET STORAGE EXTERNAL",
                f"{head} SET (autovacuum_enabled = false)",
                f"{head} SET WITHOUT CLUSTER",
                f"{head} CLUSTER ON {world.part(draw, 'index of', it.whole)}",
                f"REFRESH {it.of} {it.whole} WITH NO DATA",
                f"{head} SET TABLESPACE {one(draw, *QUOTED_SPACES)}",
                f"{head} DEPENDS ON EXTENSION plpgsql",
            )
        case "FOREIGN TABLE":
            return one(
                draw,
                *moves,
                f"{head} OPTIONS ({one(draw, *CHANGED_OPTIONS)})",
                f"{head} OPTIONS (ADD z 'y')",
                f"{head} ALTER COLUMN c1 OPTIONS (ADD z 'y')",
                f"{head} ADD COLUMN n1 {world.type(draw)}",
                f"{head} ALTER COLUMN c1 TYPE {world.type(draw)}",
                f"{head} {one(draw, 'INHERIT', 'NO INHERIT')} {world.table(draw)}",
                f"{head} ALTER COLUMN c1 SET STORAGE {one(draw, 'PLAIN', 'MAIN', 'EXTERNAL')}",
                f"{head} ALTER COLUMN c1 SET (n_distinct = {one(draw, 5, -0.2)})",
            )
        case "SEQUENCE":
            options = some(
                draw,
                (
                    "INCREMENT 4",
                    "MINVALUE -9",
                    "MAXVALUE 500",
                    "NO MAXVALUE",
                    "CACHE 3",
                    "CYCLE",
                    "NO CYCLE",
                    "START 8",
                ),
                1,
                2,
            )
            return one(
                draw,
                *moves,
                f"{head} {' '.join(options)}",
                f"{head} AS {one(draw, 'smallint', 'bigint')}",
                f"{head} OWNED BY NONE",
                f"{head} SET UNLOGGED",
            )
    return one(
        draw,
        *moves[2:4],
        f"{head} ADD ATTRIBUTE n1 {world.type(draw)} CASCADE",
        f"{head} DROP ATTRIBUTE IF EXISTS a2 CASCADE",
    )


def table(draw, world: World, it: There) -> str:
    head = f"ALTER TABLE {it.whole}"
    type_, column = world.type(draw), world.column(draw, it.whole)
    index, parents = world.part(draw, "index of", it.whole), [it.whole, world.table(draw)]
    return one(
        draw,
        f"{head} ADD COLUMN {one(draw, *NAMES)} {type_}{world.default(draw, type_)}",
        f"{head} ADD COLUMN n1 int GENERATED ALWAYS AS IDENTITY",
        f"{head} SET (fillfactor = {one(draw, 44, 55)})",
        f"{head} SET (toast.autovacuum_enabled = false)",
        f"{head} RESET (fillfactor, autovacuum_enabled)",
        f"{head} SET {one(draw, 'LOGGED', 'UNLOGGED')}",
        f"{head} {one(draw, 'ENABLE', 'DISABLE', 'FORCE', 'NO FORCE')} ROW LEVEL SECURITY",
        f"{head} REPLICA IDENTITY {one(draw, 'FULL', 'DEFAULT', 'NOTHING')}",
        f"{head} SET WITHOUT CLUSTER",
        f"{head} SET TABLESPACE {one(draw, *QUOTED_SPACES)}",
        f"{head} SET ACCESS METHOD {one(draw, 'heap', 'am1')}",
        f"{head} {one(draw, 'DISABLE', 'ENABLE ALWAYS', 'ENABLE')} TRIGGER {world.part(draw, 'trigger', it.whole)}",
        f"{head} {one(draw, 'DISABLE', 'ENABLE REPLICA', 'ENABLE')} RULE {world.part(draw, 'rule', it.whole)}",
        f"{head} {one(draw, 'INHERIT', 'NO INHERIT')} {world.table(draw)}",
        f"{head} {one(draw, 'NOT OF', *(f'OF {each}' for each in COMPOSITES))}",
        f"{head} CLUSTER ON {index}",
        f"{head} REPLICA IDENTITY USING INDEX {index}",
        f"{head} ENABLE {one(draw, 'TRIGGER ALL', 'TRIGGER USER', 'ALWAYS TRIGGER tr2')}",
        f"{head} ADD {one(draw, '', 'CONSTRAINT n1 ')}{added(draw, world, it)}",
        f"{head} ADD {one(draw, '', 'CONSTRAINT n1 ')}{added(draw, world, it)}",
        f"{head} ADD COLUMN n2 {generated(draw, world, it.whole)}",
        f"CREATE TABLE app.n3 ({one(draw, '', 'n1 int', f'{column} text')}) INHERITS ({', '.join(parents)})",
        f"CREATE TABLE app.n3 (LIKE {it.whole} INCLUDING {one(draw, 'ALL', 'DEFAULTS', 'CONSTRAINTS')})",
        f"CREATE TABLE app.n3 PARTITION OF {it.whole} {bound(draw)}",
        f"DROP TABLE {it.whole} CASCADE",
    )


def generated(draw, world: World, relation: str) -> str:
    """The type of a column that is computed from others."""
    column = world.column(draw, relation)
    how = one(draw, "STORED", "VIRTUAL") if world.major >= 18 else "STORED"
    type_, text = one(
        draw, ("text", f"({column})::text"), ("boolean", f"{column} IS NULL"), ("int", f"{column} + 1")
    )
    return f"{type_} GENERATED ALWAYS AS ({text}) {how}"


def added(draw, world: World, it: There) -> str:
    """A constraint on columns that are there."""
    columns, (other, column) = (
        world.columns(draw, it.whole),
        (world.table(draw), world.column(draw, it.whole)),
    )
    later = one(draw, "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")
    theirs = world.columns(draw, other, 1)
    newer = (
        [
            f"NOT NULL {column}{maybe(draw, ' NO INHERIT')}{maybe(draw, ' NOT VALID')}",
            f"CHECK ({column} IS NOT NULL) NOT ENFORCED",
            f"FOREIGN KEY ({column}) REFERENCES {other} ({theirs[0]}) NOT ENFORCED",
            f"UNIQUE ({', '.join(columns)} WITHOUT OVERLAPS)",
            f"PRIMARY KEY ({', '.join(columns)} WITHOUT OVERLAPS)",
        ]
        if world.major >= 18
        else []
    )
    return one(
        draw,
        f"UNIQUE ({', '.join(columns)}){later}",
        f"PRIMARY KEY ({', '.join(columns)}){later}",
        f"UNIQUE USING INDEX {world.part(draw, 'index of', it.whole)}{later}",
        f"FOREIGN KEY ({column}) REFERENCES {other} ({theirs[0]}){later}{maybe(draw, ' NOT VALID')}",
        f"FOREIGN KEY ({column}) REFERENCES {other} ON DELETE {one(draw, 'CASCADE', 'SET NULL', 'RESTRICT')}",
        f"CHECK ({column} IS NOT NULL){maybe(draw, ' NO INHERIT')}{maybe(draw, ' NOT VALID')}",
        f"EXCLUDE USING btree ({column} WITH =){later}",
        f"EXCLUDE USING gist ({column} WITH &&){later}",
        *newer,
    )


def index(draw, world: World, it: There) -> str:
    """An index on columns that are there."""
    if it.of not in ("TABLE", "MATERIALIZED VIEW"):
        return relation(draw, world, it)
    columns = ", ".join(
        one(draw, each, each, f"{each} DESC", f"({each} IS NULL)", f"({each}::text) text_pattern_ops")
        for each in world.columns(draw, it.whole)
    )
    where = maybe(draw, f" WHERE {world.column(draw, it.whole)} IS NOT NULL")
    include = maybe(draw, f" INCLUDE ({world.column(draw, it.whole)})")
    method = one(draw, "btree", "btree", "hash", "gist", "brin")
    only = maybe(draw, "ONLY ")
    return f"CREATE {maybe(draw, 'UNIQUE ')}INDEX n1 ON {only}{it.whole} USING {method} ({columns}){include}{where}"


def indexed(draw, world: World, it: There) -> str:
    """What can be said of an index of a table."""
    schema = it.whole.rpartition(".")[0]
    name = f"{schema}.{it.name}" if schema else it.name
    other = world.part(draw, "index of", world.table(draw))
    return one(
        draw,
        f"DROP INDEX {name} CASCADE",
        f"ALTER TABLE {it.whole} CLUSTER ON {it.name}",
        f"ALTER TABLE {it.whole} REPLICA IDENTITY USING INDEX {it.name}",
        f"ALTER TABLE {it.whole} ADD UNIQUE USING INDEX {it.name}",
        f"ALTER INDEX {name} ATTACH PARTITION {schema + '.' if schema else ''}{other}",
        f"ALTER INDEX {name} SET (fillfactor = 41)",
        f"ALTER INDEX {name} RENAME TO n2",
        f"COMMENT ON INDEX {name} IS 'x'",
    )


def column(draw, world: World, it: There) -> str:
    if it.of == "c":
        head = f"ALTER TYPE {it.whole}"
        return one(
            draw,
            f"{head} RENAME ATTRIBUTE {it.name} TO {one(draw, *NAMES)} CASCADE",
            f"{head} ALTER ATTRIBUTE {it.name} TYPE {world.type(draw)} CASCADE",
            f"{head} DROP ATTRIBUTE {it.name} CASCADE",
        )
    if it.of in ("v", "m"):
        what = "VIEW" if it.of == "v" else "MATERIALIZED VIEW"
        return f"ALTER {what} {it.whole} RENAME COLUMN {it.name} TO {one(draw, *NAMES)}"
    head, what = f"ALTER TABLE {it.whole}", f"ALTER TABLE {it.whole} ALTER COLUMN {it.name}"
    type_ = world.type(draw)
    beside = world.column(draw, it.whole)
    newer = [f"{what} SET EXPRESSION AS (({beside})::{type_})"] if world.major >= 17 else []
    return one(
        draw,
        f"{head} RENAME COLUMN {it.name} TO {one(draw, *NAMES)}",
        f"{head} DROP COLUMN {it.name} CASCADE",
        f"{what} TYPE {type_} USING NULL",
        f"{what} TYPE {type_}",
        f"{what} TYPE {type_} USING {it.name}::text::{type_}",
        f"{what} SET DEFAULT NULL",
        f"{head} DROP COLUMN {it.name} CASCADE, ADD COLUMN {it.name} {type_}",
        f"{what} SET {one(draw, 'CACHE 9', 'MINVALUE -5', 'MAXVALUE 99', 'CYCLE', 'NO CYCLE', 'START 4')}",
        f"{what} ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME n1 START 5 CACHE 3)",
        f"COMMENT ON COLUMN {it.whole}.{it.name} IS 'x'",
        f"GRANT {one(draw, 'SELECT', 'UPDATE', 'ALL')} ({it.name}) ON {it.whole} TO {one(draw, *QUOTED_ROLES[:4])}",
        f"{what} TYPE text COLLATE {one(draw, *COLLATIONS)}",
        f"{what} SET DEFAULT {one(draw, 'NULL', '3', 'app.f1(1)')}",
        f"{what} DROP DEFAULT",
        f"{what} {one(draw, 'SET', 'DROP')} NOT NULL",
        f"{what} ADD GENERATED {one(draw, 'ALWAYS', 'BY DEFAULT')} AS IDENTITY",
        f"{what} SET GENERATED {one(draw, 'ALWAYS', 'BY DEFAULT')} SET INCREMENT 6 RESTART",
        f"{what} DROP IDENTITY IF EXISTS",
        f"{what} DROP EXPRESSION IF EXISTS",
        f"{what} SET STORAGE {one(draw, 'PLAIN', 'MAIN', 'EXTERNAL', 'EXTENDED')}",
        f"{what} SET COMPRESSION {one(draw, 'pglz', 'default')}",
        f"{what} SET STATISTICS {one(draw, 33, -1)}",
        f"{what} SET (n_distinct_inherited = -0.1)",
        f"{what} RESET (n_distinct)",
        *newer,
    )


def constraint(draw, world: World, it: There) -> str:
    head = f"ALTER {'TABLE' if it.whole in world.tables else 'DOMAIN'} {it.whole}"
    altered = ("ENFORCED", "NOT ENFORCED", "INHERIT", "NO INHERIT")
    newer = [f"{head} ALTER CONSTRAINT {it.name} {one(draw, *altered)}"] if world.major >= 18 else []
    return one(
        draw,
        f"{head} RENAME CONSTRAINT {it.name} TO {one(draw, *NAMES)}",
        f"{head} VALIDATE CONSTRAINT {it.name}",
        f"COMMENT ON CONSTRAINT {it.name} ON {it.whole} IS 'x'",
        f"{head} DROP CONSTRAINT {it.name} CASCADE",
        f"{head} ALTER CONSTRAINT {it.name} {one(draw, 'DEFERRABLE', 'NOT DEFERRABLE', 'INITIALLY DEFERRED')}",
        *newer,
    )


def part(draw, world: World, it: There) -> str:
    """A trigger, a policy or a rule."""
    head = f"ALTER {it.sort.upper()} {it.name} ON {it.whole}"
    more = (
        (
            f"{head} TO {one(draw, *QUOTED_ROLES[:4])}",
            f"{head} USING (c1 IS NULL)",
            f"{head} WITH CHECK (true)",
        )
        if it.sort == "policy"
        else ()
    )
    if it.sort == "trigger":
        more = (f"{head} DEPENDS ON EXTENSION plpgsql",)
    comment = f"COMMENT ON {head[6:]} IS {one(draw, quoted('x'), 'NULL')}"
    return one(draw, f"{head} RENAME TO {one(draw, *NAMES)}", f"DROP {head[6:]} CASCADE", comment, *more)


def bound(draw) -> str:
    """Where a partition starts and ends."""
    return one(
        draw,
        "DEFAULT",
        "FOR VALUES FROM (20) TO (30)",
        "FOR VALUES FROM (0) TO (10)",
        "FOR VALUES FROM (MINVALUE) TO (0)",
        "FOR VALUES FROM (5, 1) TO (9, MAXVALUE)",
        "FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')",
        "FOR VALUES IN (4)",
        "FOR VALUES IN ('a', NULL)",
        "FOR VALUES IN (1, 2)",
        "FOR VALUES WITH (MODULUS 4, REMAINDER 3)",
    )


def inherits(draw, world: World, it: There) -> str:
    if it.of == "true":
        detached = f"ALTER TABLE {it.whole} DETACH PARTITION {it.name}"
        again = f"{detached}; ALTER TABLE {it.whole} ATTACH PARTITION {it.name} {bound(draw)}"
        return one(draw, detached, again, again, f"DROP TABLE {it.name}")
    last = f"ALTER TABLE {it.name} NO INHERIT {it.whole}; ALTER TABLE {it.name} INHERIT {it.whole}"
    return one(draw, f"ALTER TABLE {it.name} NO INHERIT {it.whole}", last)


def partitioned(draw, world: World, it: There) -> str:
    table = one(draw, world.table(draw), "app.n3")
    return f"ALTER TABLE {it.whole} ATTACH PARTITION {table} {bound(draw)}"
