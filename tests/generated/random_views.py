"""Random views, and random rules, triggers and policies on relations."""

from __future__ import annotations

from random_expressions import asked, changes_rows, checked
from world import QUOTED_ROLES, RELATIONS, Item, World, maybe, one, quoted, some, spaced


def query(draw, world: World) -> str:
    relation, other = world.relation(draw), world.relation(draw)
    names = world.columns(draw, relation, 3)
    columns = ", ".join(f"x.{name}" for name in names)
    if maybe(draw, "x"):
        return asked(draw, world, relation, other)
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
        f"SELECT app.ag1(x.c1) AS c1 FROM {relation} x",
        f"SELECT app.wf1() OVER (ORDER BY x.c1) AS c1 FROM {relation} x",
        f"SELECT x.c1 FROM {relation} x WHERE x.c1 OPERATOR(app.===) x.c1",
        f"SELECT x.c1::int::app.d1 AS c1 FROM {relation} x",
        f"SELECT to_tsvector('app.tc1', x.c1::text) AS c1 FROM {relation} x",
        f"WITH w AS (SELECT {columns} FROM {relation} x) SELECT * FROM w WHERE EXISTS (SELECT FROM {other})",
        f"SELECT x.c1::text COLLATE app.co1 AS c1, x.* FROM {relation} x",
        f"SELECT (x.c4).a1 AS c1 FROM {relation} x",
        "SELECT ROW(1, 2)::app.k1 AS c1",
        f"SELECT ROW(1)::{relation} AS c1",
    )


def view(draw, world: World) -> Item:
    name = one(draw, "app.v1", "app.v2", "odd.v3", *RELATIONS)
    options = some(
        draw, ("security_barrier", "security_invoker") if world.major >= 15 else ("security_barrier",), most=1
    )
    with_ = f" WITH ({', '.join(options)})" if options else ""
    recursive = "CREATE RECURSIVE VIEW {} (c1) AS SELECT 1 UNION ALL SELECT c1 + 1 FROM {} WHERE c1 < 9"
    if maybe(draw, maybe(draw, "x")):
        return Item(f"relation {name}", (recursive.format(name, name.rpartition(".")[2]),), ("c1",))
    check = maybe(draw, f" WITH {one(draw, 'LOCAL', 'CASCADED')} CHECK OPTION")
    column = one(draw, "c1", "c2", "n")
    after = (
        (f"ALTER VIEW {name} ALTER COLUMN {column} SET DEFAULT {one(draw, 1, quoted('x'))}",)
        if maybe(draw, "x")
        else ()
    )
    return Item(
        f"relation {name}", (f"CREATE VIEW {name}{with_} AS {query(draw, world)}{check}", *after), ("c1",)
    )


def materialized_view(draw, world: World) -> Item:
    name = one(draw, "app.m1", "app.m2", *RELATIONS)
    # What is in foreign tables cannot be read.
    data = " WITH NO DATA" if "wrapper" in world.made else maybe(draw, " WITH NO DATA")
    options = maybe(draw, " USING am1") + maybe(draw, " WITH (fillfactor = 90)") + spaced(draw)
    return Item(
        f"relation {name}", (f"CREATE MATERIALIZED VIEW {name}{options} AS {query(draw, world)}{data}",)
    )


def rule(draw, world: World) -> Item:
    relation, other = world.relation(draw), world.table(draw)
    event, what = one(draw, "UPDATE", "DELETE", "INSERT"), one(draw, "ALSO", "INSTEAD")
    action = one(
        draw,
        "NOTHING",
        f"DELETE FROM {other}",
        f"(DELETE FROM {other}; NOTIFY x)",
        changes_rows(draw, world, other, relation),
    )
    when = maybe(draw, f" WHERE ({'NEW' if event != 'DELETE' else 'OLD'}.c1 IS NOT NULL)")
    state = one(draw, "", "", "DISABLE", "ENABLE ALWAYS")
    after = (f"ALTER TABLE {relation} {state} RULE ru1",) if state else ()
    made = f"CREATE RULE ru1 AS ON {event} TO {relation}{when} DO {what} {action}"
    return Item(f"rule {relation}", (made, *after))


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
        f'TRIGGER {name} AFTER UPDATE ON {relation} REFERENCING OLD TABLE AS "Old; t" NEW TABLE AS fresh FOR EACH ROW',
        f"TRIGGER {name} BEFORE TRUNCATE ON {relation} FOR EACH STATEMENT",
        f"CONSTRAINT TRIGGER {name} AFTER {events} ON {relation} FROM {world.table(draw)} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW",
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
    condition = checked(draw, world, relation) if maybe(draw, "x") else condition
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
