"""Random changes of what is there: renames, moves, and every attribute that PostgreSQL can alter, or refuses to."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from world import COMPOSITES, DOMAINS, ENUMS, QUOTED_ROLES, RELATIONS, World, maybe, one, some

THERE = """
    SELECT 'relation', CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
                       WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE'
                       WHEN 'c' THEN 'TYPE' ELSE 'INDEX' END, c.oid::regclass::text, ''
    FROM pg_class c WHERE c.oid >= 16384 AND relkind <> 't' AND relnamespace <> 'pg_toast'::regnamespace
    UNION ALL SELECT 'column', relkind::text, attrelid::regclass::text, quote_ident(attname)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
    UNION ALL SELECT 'constraint', contype::text,
              CASE WHEN conrelid <> 0 THEN conrelid::regclass::text ELSE contypid::regtype::text END, quote_ident(conname)
    FROM pg_constraint WHERE oid >= 16384 AND contype <> 't'
    UNION ALL SELECT 'trigger', '', tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', '', polrelid::regclass::text, quote_ident(polname) FROM pg_policy
    UNION ALL SELECT 'rule', '', ev_class::regclass::text, quote_ident(rulename) FROM pg_rewrite
    WHERE oid >= 16384 AND rulename <> '_RETURN'
    UNION ALL SELECT 'routine', '', oid::regprocedure::text, '' FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'type', typtype::text, t.oid::regtype::text, '' FROM pg_type t
    WHERE t.oid >= 16384 AND typtype IN ('e', 'd', 'r')
    UNION ALL SELECT 'label', '', enumtypid::regtype::text, quote_literal(enumlabel) FROM pg_enum
    UNION ALL SELECT 'inherits', relispartition::text, inhparent::regclass::text, inhrelid::regclass::text
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE relkind IN ('r', 'p', 'f')
    UNION ALL SELECT 'partitioned', '', partrelid::regclass::text, '' FROM pg_partitioned_table
    ORDER BY 1, 2, 3, 4
"""
CHANGED_OPTIONS = ("ADD a 'q'", "SET a 'q'", "DROP a")
COLLATIONS = ("app.co1", 'pg_catalog."C"')
NAMES = ("n1", "n2", '"N ""3"')
SCHEMAS = ("app", "odd")


@dataclass(frozen=True)
class There:
    """Something that can be altered."""

    sort: str
    of: str
    """Which kind of it, by PostgreSQL's letter or word."""
    whole: str
    name: str
    """That of a part of the whole; empty for a whole."""


def there(connection: psycopg.Connection) -> list[There]:
    """What is in a database, always in one order."""
    return [There(*row) for row in connection.execute(THERE)]


def change(draw, world: World, found: list[There]) -> str:
    """A statement that alters something, or drops it."""
    made = [(sort, of) for sort, of in CHANGES if any(each.sort == sort for each in found)]
    if not made:
        return "SELECT"
    sort, changes = one(draw, *made)
    thing = one(draw, *(each for each in found if each.sort == sort))
    return changes(draw, world, thing)


def relation(draw, world: World, it: There) -> str:
    head = f"ALTER {it.of} {it.whole}"
    moves = [
        f"{head} RENAME TO {one(draw, *NAMES)}",
        f"{head} SET SCHEMA {one(draw, *SCHEMAS)}",
        f"{head} OWNER TO {one(draw, *QUOTED_ROLES[:3])}",
        f"DROP {it.of} {it.whole} CASCADE",
    ]
    match it.of:
        case "TABLE":
            return one(
                draw, *moves[:3], table(draw, world, it), table(draw, world, it), table(draw, world, it)
            )
        case "INDEX":
            return one(
                draw,
                moves[0],
                moves[3],
                f"{head} SET (fillfactor = {one(draw, 55, 66)})",
                f"{head} RESET (fillfactor)",
                f"{head} ALTER COLUMN 1 SET STATISTICS {one(draw, 77, -1)}",
            )
        case "VIEW":
            return one(
                draw,
                *moves,
                f"{head} SET (security_barrier = {one(draw, 'true', 'false')})",
                f"{head} SET (check_option = cascaded)",
                f"{head} RESET (security_barrier, check_option)",
                f"{head} ALTER COLUMN c1 {one(draw, 'SET DEFAULT NULL', 'DROP DEFAULT')}",
            )
        case "MATERIALIZED VIEW":
            return one(
                draw,
                *moves,
                f"{head} ALTER COLUMN c1 SET STATISTICS 30",
                f"{head} ALTER COLUMN c1 SET STORAGE EXTERNAL",
                f"{head} SET (autovacuum_enabled = false)",
                f"{head} SET WITHOUT CLUSTER",
                f"REFRESH {it.of} {it.whole} WITH NO DATA",
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
        *moves[:2],
        f"{head} ADD ATTRIBUTE n1 {world.type(draw)} CASCADE",
        f"{head} DROP ATTRIBUTE IF EXISTS a2 CASCADE",
    )


def table(draw, world: World, it: There) -> str:
    head = f"ALTER TABLE {it.whole}"
    type_ = world.type(draw)
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
        f"{head} SET ACCESS METHOD {one(draw, 'heap', 'am1')}",
        f"{head} {one(draw, 'DISABLE', 'ENABLE ALWAYS', 'ENABLE')} TRIGGER tr1",
        f"{head} {one(draw, 'DISABLE', 'ENABLE REPLICA', 'ENABLE')} RULE ru1",
        f"{head} {one(draw, 'INHERIT', 'NO INHERIT')} {one(draw, *RELATIONS)}",
        f"{head} {one(draw, 'NOT OF', *(f'OF {each}' for each in COMPOSITES))}",
        f"DROP TABLE {it.whole} CASCADE",
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
    newer = [f"{what} SET EXPRESSION AS (c1 * 9)"] if world.major >= 17 else []
    return one(
        draw,
        f"{head} RENAME COLUMN {it.name} TO {one(draw, *NAMES)}",
        f"{head} DROP COLUMN {it.name} CASCADE",
        f"{what} TYPE {type_} USING NULL",
        f"{what} TYPE {type_}",
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
    head = f"ALTER {'DOMAIN' if it.whole in (*DOMAINS, 'app.dd1') else 'TABLE'} {it.whole}"
    enforced = [f"{head} ALTER CONSTRAINT {it.name} NOT ENFORCED"] if world.major >= 18 else []
    return one(
        draw,
        f"{head} RENAME CONSTRAINT {it.name} TO {one(draw, *NAMES)}",
        f"{head} VALIDATE CONSTRAINT {it.name}",
        f"{head} DROP CONSTRAINT {it.name} CASCADE",
        f"{head} ALTER CONSTRAINT {it.name} {one(draw, 'DEFERRABLE', 'NOT DEFERRABLE', 'INITIALLY DEFERRED')}",
        *enforced,
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
    return one(draw, f"{head} RENAME TO {one(draw, *NAMES)}", f"DROP {head[6:]} CASCADE", *more)


def routine(draw, world: World, it: There) -> str:
    head = f"ALTER ROUTINE {it.whole}"
    return one(
        draw,
        f"{head} RENAME TO {one(draw, *NAMES)}",
        f"{head} SET SCHEMA {one(draw, *SCHEMAS)}",
        f"{head} OWNER TO {one(draw, *QUOTED_ROLES[:3])}",
        f"{head} {one(draw, 'VOLATILE', 'STABLE', 'IMMUTABLE')}",
        f"{head} {one(draw, 'STRICT', 'CALLED ON NULL INPUT')}",
        f"{head} SECURITY {one(draw, 'DEFINER', 'INVOKER')}",
        f"{head} PARALLEL {one(draw, 'SAFE', 'RESTRICTED', 'UNSAFE')}",
        f"{head} COST {one(draw, 3, 30)}",
        f"{head} ROWS {one(draw, 3, 30)}",
        f"{head} {one(draw, 'LEAKPROOF', 'NOT LEAKPROOF')}",
        f"{head} SET work_mem = '{one(draw, 1, 2)}MB'",
        f"{head} RESET ALL",
        f"{head} DEPENDS ON EXTENSION plpgsql",
        f"DROP ROUTINE {it.whole} CASCADE",
    )


def type_(draw, world: World, it: There) -> str:
    head = f"ALTER TYPE {it.whole}"
    moves = [
        f"{head} RENAME TO {one(draw, *NAMES)}",
        f"{head} SET SCHEMA {one(draw, *SCHEMAS)}",
        f"{head} OWNER TO {one(draw, *QUOTED_ROLES[:3])}",
        f"DROP TYPE {it.whole} CASCADE",
    ]
    if it.of == "e":
        place = one(draw, "", " BEFORE 'a'", " AFTER 'a'", " BEFORE 'b'")
        return one(draw, *moves, f"{head} ADD VALUE '{one(draw, 'z', 'é')}'{place}")
    if it.of == "d":
        head = f"ALTER DOMAIN {it.whole}"
        return one(
            draw,
            *moves,
            f"{head} SET DEFAULT NULL",
            f"{head} DROP DEFAULT",
            f"{head} {one(draw, 'SET', 'DROP')} NOT NULL",
            f"{head} ADD CONSTRAINT n1 CHECK (VALUE IS NOT NULL){maybe(draw, ' NOT VALID')}",
        )
    return one(draw, *moves)


def label(draw, world: World, it: There) -> str:
    return f"ALTER TYPE {it.whole} RENAME VALUE {it.name} TO '{one(draw, 'y', *'abc')}'"


def inherits(draw, world: World, it: There) -> str:
    if it.of == "true":
        return one(draw, f"ALTER TABLE {it.whole} DETACH PARTITION {it.name}", f"DROP TABLE {it.name}")
    return f"ALTER TABLE {it.name} NO INHERIT {it.whole}"


def partitioned(draw, world: World, it: There) -> str:
    bound = one(draw, "DEFAULT", "FOR VALUES FROM (20) TO (30)", "FOR VALUES IN (4)")
    return f"ALTER TABLE {it.whole} ATTACH PARTITION {one(draw, *RELATIONS, 'app.p1', 'app.p2')} {bound}"


def elsewhere(draw, world: World, it: There) -> str:
    """What has no table: each by the name that it has if it is there."""
    role = one(draw, *QUOTED_ROLES[:3])
    return one(
        draw,
        "ALTER OPERATOR app.=== (int, int) SET (RESTRICT = NONE)",
        "ALTER OPERATOR FAMILY app.fa1 USING btree ADD OPERATOR 5 > (int, smallint)",
        f"ALTER OPERATOR CLASS app.oc1 USING btree {one(draw, 'RENAME TO n1', 'SET SCHEMA odd')}",
        "ALTER TEXT SEARCH DICTIONARY app.td1 (stopwords = danish)",
        "ALTER TEXT SEARCH DICTIONARY app.td1 RENAME TO n1",
        "ALTER TEXT SEARCH CONFIGURATION app.tc1 ALTER MAPPING REPLACE english_stem WITH simple",
        "ALTER TEXT SEARCH CONFIGURATION app.tc1 SET SCHEMA odd",
        "ALTER TEXT SEARCH PARSER app.tp1 RENAME TO n1",
        "ALTER TEXT SEARCH TEMPLATE app.tt1 SET SCHEMA odd",
        "ALTER FOREIGN DATA WRAPPER fw1 OPTIONS (ADD z 'y')",
        "ALTER FOREIGN DATA WRAPPER fw1 RENAME TO n1",
        "ALTER SERVER sv1 VERSION '9' OPTIONS (ADD z 'y')",
        "ALTER SERVER sv1 RENAME TO n1",
        "ALTER USER MAPPING FOR app_reader SERVER sv1 OPTIONS (ADD z 'y')",
        f"ALTER PUBLICATION pb1 ADD TABLE {world.table(draw)}",
        f"ALTER PUBLICATION pb1 SET TABLE {world.table(draw)}",
        "ALTER PUBLICATION pb1 SET (publish = 'truncate')",
        "ALTER PUBLICATION pb1 RENAME TO n1",
        "ALTER PUBLICATION pb1 SET TABLES IN SCHEMA app",
        "ALTER SUBSCRIPTION sb1 SET PUBLICATION n1 WITH (refresh = false)",
        "ALTER SUBSCRIPTION sb1 SET (synchronous_commit = local)",
        f"ALTER EVENT TRIGGER et1 {one(draw, 'DISABLE', 'ENABLE', 'RENAME TO n1')}",
        "ALTER LANGUAGE lx1 RENAME TO n1",
        f"ALTER COLLATION app.co1 {one(draw, 'RENAME TO n1', 'SET SCHEMA odd')}",
        f"ALTER CONVERSION app.cv1 {one(draw, 'RENAME TO n1', 'SET SCHEMA odd')}",
        f"ALTER STATISTICS app.st1 {one(draw, 'RENAME TO n1', 'SET SCHEMA odd', 'SET STATISTICS 9')}",
        f"ALTER SCHEMA odd {one(draw, 'RENAME TO n1', f'OWNER TO {role}')}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA odd GRANT SELECT ON TABLES TO {role}",
        f"DROP TYPE {one(draw, *ENUMS)} CASCADE",
        "DROP OPERATOR CLASS app.oc1 USING btree CASCADE",
        "DROP TEXT SEARCH CONFIGURATION app.tc1 CASCADE",
        "DROP SERVER sv1 CASCADE",
        "DROP COLLATION app.co1 CASCADE",
        "DROP EXTENSION vector CASCADE",
        f"DROP OWNED BY {role} CASCADE",
    )


CHANGES = (
    ("relation", relation),
    ("relation", relation),
    ("relation", relation),
    ("column", column),
    ("column", column),
    ("column", column),
    ("constraint", constraint),
    ("constraint", constraint),
    ("trigger", part),
    ("policy", part),
    ("rule", part),
    ("routine", routine),
    ("type", type_),
    ("type", type_),
    ("label", label),
    ("inherits", inherits),
    ("partitioned", partitioned),
    ("relation", elsewhere),
    ("relation", elsewhere),
    ("relation", elsewhere),
)
"""What there may be, and how it is changed; as often as it stands here."""
