"""Random grants, default privileges, owners and comments."""

from __future__ import annotations

from world import COMPOSITES, DOMAINS, ENUMS, QUOTED_ROLES, SEQUENCES, Item, World, maybe, one, some

OWNED = (
    "VIEW app.v1",
    "TYPE app.e1",
    "TYPE app.x1",
    "DOMAIN app.d1",
    "FUNCTION app.f1",
    "PROCEDURE app.pr1",
    "AGGREGATE app.ag1(int)",
    "SCHEMA odd",
    "SEQUENCE app.s1",
    "MATERIALIZED VIEW app.m1",
    "FOREIGN TABLE app.ft1",
    "OPERATOR app.===(int, int)",
    "OPERATOR CLASS app.oc1 USING btree",
    "OPERATOR FAMILY app.fa1 USING btree",
    "COLLATION app.co1",
    "CONVERSION app.cv1",
    "STATISTICS app.st1",
    "TEXT SEARCH DICTIONARY app.td1",
    "TEXT SEARCH CONFIGURATION app.tc1",
    "FOREIGN DATA WRAPPER fw1",
    "SERVER sv1",
    "PUBLICATION pb1",
    "SUBSCRIPTION sb1",
    "EVENT TRIGGER et1",
    "LANGUAGE lx1",
)
"""What can have another owner, and a comment."""
UNOWNED = (
    "CAST (app.k1 AS text)",
    "CAST (app.e1 AS int)",
    "TEXT SEARCH PARSER app.tp1",
    "TEXT SEARCH TEMPLATE app.tt1",
    "ACCESS METHOD am1",
    "TRANSFORM FOR int LANGUAGE sql",
    "EXTENSION plpgsql",
    "COLUMN app.v1.c1",
    "COLUMN app.m1.c1",
    "COLUMN app.ft1.c1",
    "COLUMN app.k1.a1",
    "INDEX app.i1",
    "INDEX app.i2",
    "INDEX app.r1_pkey",
    "CONSTRAINT dk1 ON DOMAIN app.d1",
    "SCHEMA app",
)
"""What can have only a comment."""


def grant(draw, world: World) -> Item:
    role = one(draw, *QUOTED_ROLES[:4])
    option = maybe(draw, " WITH GRANT OPTION") if role != "PUBLIC" else ""
    relation = world.relation(draw)
    column = world.column(draw, relation)
    rights = one(draw, "SELECT", "INSERT, UPDATE", "ALL", "TRUNCATE, REFERENCES, TRIGGER")
    rights = f"MAINTAIN, {rights}" if world.major >= 17 and rights != "ALL" and maybe(draw, "x") else rights
    what = one(
        draw,
        f"GRANT {rights} ON {relation}",
        f"GRANT {one(draw, 'SELECT', 'UPDATE', 'ALL')} ({column}) ON {relation}",
        f"GRANT {one(draw, 'USAGE', 'CREATE', 'ALL')} ON SCHEMA {one(draw, 'app', 'odd')}",
        f"GRANT {one(draw, 'USAGE', 'SELECT, UPDATE')} ON SEQUENCE {one(draw, *SEQUENCES)}",
        f"GRANT USAGE ON TYPE {one(draw, *ENUMS, *DOMAINS, *COMPOSITES, 'app.x1')}",
        f"GRANT EXECUTE ON FUNCTION {world.function(draw)}",
        f"GRANT EXECUTE ON ROUTINE {one(draw, 'app.pr1', 'app.ag1', 'app.tf')}",
        "GRANT USAGE ON FOREIGN DATA WRAPPER fw1",
        "GRANT USAGE ON FOREIGN SERVER sv1",
        "GRANT USAGE ON LANGUAGE lx1",
    )
    if maybe(draw, "x"):
        revoked = what.replace("GRANT", "REVOKE", 1)
        # Without rights on its own tables and schemas, their owner could not even dump them.
        mild = any(word in what for word in ("FUNCTION", "TYPE", "ROUTINE", "LANGUAGE"))
        roles = ("PUBLIC", "CURRENT_USER") if mild else ("PUBLIC",)
        return Item(f"grant {revoked} {role}", (f"{revoked} FROM {one(draw, *roles)}",))
    made = f"{what} TO {role}{option}"
    if maybe(draw, maybe(draw, "x")):
        # By somebody else, who may.
        by = one(draw, *QUOTED_ROLES[:3])
        return Item(f"grant {what} {role} {by}", (f"SET ROLE {by}; {made}; RESET ROLE",))
    return Item(f"grant {what} {role}", (made,))


def default_privilege(draw, world: World) -> Item:
    who = maybe(draw, f" FOR ROLE {one(draw, *QUOTED_ROLES[:3])}")
    where = one(draw, "", " IN SCHEMA app")
    what = one(
        draw,
        "SELECT ON TABLES",
        "EXECUTE ON FUNCTIONS",
        "USAGE ON SEQUENCES",
        "USAGE ON TYPES",
        *(() if where else ("CREATE ON SCHEMAS",)),
        *(() if where or world.major < 18 else ("SELECT ON LARGE OBJECTS",)),
    )
    made = one(
        draw,
        f"GRANT {what} TO {one(draw, *QUOTED_ROLES[:4])}",
        f"GRANT {what} TO {one(draw, *QUOTED_ROLES[:3])} WITH GRANT OPTION",
        f"REVOKE {what} FROM PUBLIC",
    )
    return Item(f"default {who}{where}{what}", (f"ALTER DEFAULT PRIVILEGES{who}{where} {made}",))


def owner(draw, world: World) -> Item:
    table = f"TABLE {world.table(draw)}"
    what = one(draw, table, table, table, *OWNED)
    role = one(draw, *QUOTED_ROLES[:3])
    lent = f"GRANT CREATE ON SCHEMA {one(draw, 'app', 'odd')} TO {role}"
    return Item(f"owner {what}", (lent, f"ALTER {what} OWNER TO {role}"))


def comment(draw, world: World) -> Item:
    relation = world.relation(draw)
    on = one(
        draw,
        f"TABLE {relation}",
        f"COLUMN {relation}.{world.column(draw, relation)}",
        f"CONSTRAINT {one(draw, 'q1', 'q2', 'nn1')} ON {relation}",
        f"TRIGGER tr1 ON {relation}",
        f"POLICY po1 ON {relation}",
        f"RULE ru1 ON {relation}",
        f"TYPE {one(draw, *ENUMS, *DOMAINS, *COMPOSITES)}",
        *OWNED,
        *UNOWNED,
    )
    text = one(draw, "x", "it''s", "two\nlines")
    return Item(f"comment {on}", (f"COMMENT ON {on} IS '{text}'",))


def grant_on_all(draw, world: World) -> Item:
    """On everything of a sort that is there."""
    what = some(draw, ("TABLES", "SEQUENCES", "ROUTINES"), 1, 1)[0]
    right = {"TABLES": "SELECT", "SEQUENCES": "USAGE", "ROUTINES": "EXECUTE"}[what]
    made = f"GRANT {right} ON ALL {what} IN SCHEMA app TO {one(draw, *QUOTED_ROLES[:4])}"
    return Item(f"grant {made}", (made,))
