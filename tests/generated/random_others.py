"""Random changes of routines, types and other objects that are no relations."""

from __future__ import annotations

from world import LONGEST, QUOTED_ROLES, There, World, maybe, one, some

SPELT = {
    "statistics object": "STATISTICS",
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
    "text search configuration": "TEXT SEARCH CONFIGURATION",
}
WITHOUT_OWNER = ("text search parser", "text search template", "cast", "extension")
WITHOUT_NAME = ("operator", "cast", "extension")
WITH_SCHEMA = (
    "operator",
    "operator class",
    "operator family",
    "collation",
    "conversion",
    "statistics object",
    "text search configuration",
    "text search dictionary",
    "text search parser",
    "text search template",
    "extension",
)


def other(draw, world: World, it: There) -> str:
    """Anything that a change of its own is made for, or one that all of them can have."""
    what = f"{SPELT.get(it.of, it.of.upper())} {it.whole}"
    texts = [f"DROP {what} CASCADE", f"COMMENT ON {what} IS {one(draw, 'NULL', quoted_text(draw))}"]
    if it.of not in WITHOUT_NAME:
        texts.append(f"ALTER {what} RENAME TO {one(draw, *NAMES)}")
    if it.of not in WITHOUT_OWNER:
        texts.append(f"ALTER {what} OWNER TO {one(draw, *QUOTED_ROLES[:3])}")
    if it.of in WITH_SCHEMA:
        texts.append(f"ALTER {what} SET SCHEMA {one(draw, *SCHEMAS)}")
    if makes := OWN.get(it.of):
        own = makes(draw, world, f"ALTER {what}")
        texts += [one(draw, *own), one(draw, *own), one(draw, *own), one(draw, *own)]
    return one(draw, *texts)


def quoted_text(draw) -> str:
    return one(draw, "'x'", "'it''s'", "'two\nlines'")


def operator(draw, world: World, head: str) -> list[str]:
    return [
        f"{head} SET (RESTRICT = {one(draw, 'NONE', 'eqsel', 'neqsel')})",
        f"{head} SET (JOIN = {one(draw, 'NONE', 'eqjoinsel')})",
    ]


def operator_family(draw, world: World, head: str) -> list[str]:
    pair = one(draw, "(int, smallint)", "(int, int)", "(bigint, int)")
    return [
        f"{head} ADD OPERATOR {one(draw, '1 <', '3 =', '5 >')} {pair}",
        f"{head} DROP OPERATOR {one(draw, 1, 3, 5)} {pair}",
        f"{head} ADD FUNCTION 1 (int, bigint) btint48cmp(int, bigint)",
        f"{head} DROP FUNCTION 1 (int, bigint)",
    ]


def configuration(draw, world: World, head: str) -> list[str]:
    token, dictionary = one(draw, "asciiword", "word", "email"), one(draw, "simple", "english_stem")
    return [
        f"{head} ALTER MAPPING REPLACE {one(draw, 'english_stem', 'simple')} WITH danish_stem",
        f"{head} ALTER MAPPING FOR {token} WITH {dictionary}",
        f"{head} ALTER MAPPING FOR {token} WITH simple, {dictionary}",
        f"{head} ADD MAPPING FOR {token} WITH {dictionary}",
        f"{head} DROP MAPPING IF EXISTS FOR {token}",
    ]


def dictionary(draw, world: World, head: str) -> list[str]:
    return [
        f"{head} (stopwords = {one(draw, 'danish', 'english')})",
        f"{head} (stopwords)",
        f"{head} (accept = {one(draw, 'true', 'false')})",
        f"{head} (language = {one(draw, 'danish', 'english')})",
    ]


def options(draw, world: World, head: str) -> list[str]:
    return [f"{head} OPTIONS ({one(draw, *CHANGED_OPTIONS)})", f"{head} OPTIONS (ADD z 'y')"]


def server(draw, world: World, head: str) -> list[str]:
    return [*options(draw, world, head), f"{head} VERSION '{one(draw, 8, 9)}'"]


def publication(draw, world: World, head: str) -> list[str]:
    table = world.table(draw)
    listed = maybe(draw, f" ({', '.join(world.columns(draw, table))})") if world.major >= 15 else ""
    where = maybe(draw, f" WHERE ({world.column(draw, table)} IS NOT NULL)") if world.major >= 15 else ""
    newer = (
        [f"{head} SET (publish_generated_columns = {one(draw, 'stored', 'none')})"]
        if world.major >= 18
        else []
    )
    return [
        f"{head} {one(draw, 'ADD', 'SET')} TABLE {maybe(draw, 'ONLY ')}{table}{listed}{where}",
        f"{head} DROP TABLE {table}",
        f"{head} {one(draw, 'ADD', 'SET', 'DROP')} TABLES IN SCHEMA {one(draw, *SCHEMAS)}",
        f"{head} SET (publish = '{', '.join(some(draw, ('insert', 'update', 'delete', 'truncate'), 1))}')",
        f"{head} SET (publish_via_partition_root = {one(draw, 'true', 'false')})",
        *newer,
    ]


def subscription(draw, world: World, head: str) -> list[str]:
    switches = ["binary"] + (["disable_on_error"] if world.major >= 15 else [])
    switches += ["password_required", "run_as_owner"] if world.major >= 16 else []
    return [
        f"{head} SET ({one(draw, *switches)} = {one(draw, 'true', 'false')})",
        f"{head} SET (synchronous_commit = {one(draw, 'local', 'off')})",
        f"{head} SET PUBLICATION {one(draw, 'p1', 'p2, p3')} WITH (refresh = false)",
        *([f"{head} SET (origin = {one(draw, 'any', 'none')})"] if world.major >= 16 else []),
    ]


def mapping(draw, world: World, it: There) -> str:
    """Its options, or an end of it."""
    who = f"USER MAPPING FOR {it.name} SERVER {it.whole}"
    return one(draw, f"DROP {who}", f"ALTER {who} OPTIONS ({one(draw, *CHANGED_OPTIONS)})")


def event_trigger(draw, world: World, head: str) -> list[str]:
    return [f"{head} {one(draw, 'DISABLE', 'ENABLE', 'ENABLE REPLICA', 'ENABLE ALWAYS')}"]


def statistics(draw, world: World, head: str) -> list[str]:
    return [f"{head} SET STATISTICS {one(draw, 9, 0, -1)}"]


def schema(draw, world: World, head: str) -> list[str]:
    name, role = head.removeprefix("ALTER SCHEMA "), one(draw, *QUOTED_ROLES[:4])
    sort = one(draw, "TABLES", "SEQUENCES", "FUNCTIONS", "TYPES")
    right = {"TABLES": "SELECT", "SEQUENCES": "USAGE", "FUNCTIONS": "EXECUTE", "TYPES": "USAGE"}[sort]
    default = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {name}"
    return [
        f"GRANT {one(draw, 'USAGE', 'CREATE')} ON SCHEMA {name} TO {role}",
        f"REVOKE ALL ON SCHEMA {name} FROM {role}",
        f"{default} GRANT {right} ON {sort} TO {role}{maybe(draw, ' WITH GRANT OPTION')}",
        f"{default} REVOKE {right} ON {sort} FROM {role}",
        f"ALTER DEFAULT PRIVILEGES REVOKE {right} ON {sort} FROM {one(draw, 'PUBLIC', 'CURRENT_USER')}",
    ]


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
        f"GRANT EXECUTE ON ROUTINE {it.whole} TO {one(draw, *QUOTED_ROLES[:4])}",
        f"REVOKE EXECUTE ON ROUTINE {it.whole} FROM {one(draw, 'PUBLIC', 'CURRENT_USER')}",
        f"COMMENT ON ROUTINE {it.whole} IS 'x'",
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
    moves.append(f"COMMENT ON TYPE {it.whole} IS 'x'")
    moves.append(f"GRANT USAGE ON TYPE {it.whole} TO {one(draw, *QUOTED_ROLES[:4])}")
    moves.append(f"REVOKE USAGE ON TYPE {it.whole} FROM {one(draw, 'PUBLIC', 'CURRENT_USER')}")
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


OWN = {
    "operator": operator,
    "operator family": operator_family,
    "text search configuration": configuration,
    "text search dictionary": dictionary,
    "foreign-data wrapper": options,
    "server": server,
    "publication": publication,
    "event trigger": event_trigger,
    "statistics object": statistics,
    "subscription": subscription,
    "schema": schema,
}
"""What only one sort of object can have changed."""
CHANGED_OPTIONS = ("ADD a 'q'", "SET a 'q'", "DROP a")
NAMES = ("n1", "n2", '"N ""3"', LONGEST)
SCHEMAS = ("app", "odd")

__all__ = ["CHANGED_OPTIONS", "NAMES", "SCHEMAS", "label", "mapping", "other", "routine", "type_"]
