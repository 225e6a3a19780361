"""Tables whose columns are in another order on one side, objects that use them, and queries that compare both."""

from __future__ import annotations

from dataclasses import dataclass, field

from world import maybe, one, some

COLUMNS = {"a": "int", "b": "int", "c": "text", "d": "numeric", "e": "bigint"}
"""Columns that two tables have, and their types, so that what goes to another place may well fit there."""
WIDER = {"int": "bigint", "text": "varchar(40)", "numeric": "numeric(20,4)", "bigint": "numeric"}
VALUES = {"int": ("1", "2", "NULL"), "text": ("'x'", "'y'"), "numeric": ("1.5", "2"), "bigint": ("7", "2")}


@dataclass
class Saying:
    """What is said on both sides, and the questions whose answers say what it means."""

    tables: tuple[list[str], list[str]] = ([], [])
    sql: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def saying(draw) -> Saying:
    """Two tables, in two orders, and a few objects that use them."""
    found = Saying(([], []))
    for name in ("t", "u"):
        columns = some(draw, list(COLUMNS), 3, 5)
        wider = one(draw, *columns) if maybe(draw, "x") else ""
        for side, tables in enumerate(found.tables):
            types = {c: WIDER[COLUMNS[c]] if side and c == wider else COLUMNS[c] for c in columns}
            lines = ["id int PRIMARY KEY", *(f"{c} {types[c]}" for c in columns)]
            tables.append(f"CREATE TABLE app.{name} ({', '.join(some(draw, lines, len(lines), len(lines)))})")
        for number in (1, 2, 3):
            values = ", ".join(one(draw, *VALUES[COLUMNS[c]]) for c in columns)
            row = f"INSERT INTO app.{name} (id, {', '.join(columns)}) VALUES ({number}, {values})"
            for side in found.tables:
                side.append(row)
    for number in range(4):
        one(draw, _view, _view, _function, _function, _rule, _policy, _check, _index, _computed, _trigger)(
            draw, found, number
        )
    return found


def _query(draw, *, joined: bool) -> str:
    """A query that PostgreSQL prints otherwise than it was said; none that compares or sorts whole rows, which a plan names."""
    x, y = one(draw, ("t", "u"), ("u", "t"))
    # Names that come twice from a join are told apart in print, and the keys of a JSON object with them.
    together = (
        f"SELECT * FROM app.{x} NATURAL JOIN app.{y}",
        f"SELECT * FROM app.{x} JOIN app.{y} USING (id)",
        f"SELECT * FROM (app.{x} JOIN app.{y} USING (id)) AS j (p1, p2, p3, p4)",
        f"SELECT * FROM app.{x} FULL JOIN app.{y} USING (id) AS k ORDER BY k.id",
        f"SELECT q.id, l.* FROM app.{x} q, LATERAL (SELECT * FROM app.{y} r WHERE r.id = q.id) AS l (p1, p2)",
        f"SELECT (SELECT (r).id FROM app.{y} r ORDER BY r.id LIMIT 1) AS id, q.* FROM app.{x} q",
    )
    return one(
        draw,
        *(together if joined else ()),
        f"SELECT * FROM app.{x}",
        f"SELECT q.* FROM app.{x} AS q (p1, p2, p3)",
        f"SELECT q.p2 AS p, q.p3 AS r FROM app.{x} AS q (p1, p2, p3)",
        f"SELECT q AS whole FROM app.{x} AS q",
        f"SELECT (q.*)::app.{x} AS whole FROM app.{x} AS q",
        f"WITH w (p1, p2, p3) AS (TABLE app.{x}) SELECT p1, p2 AS two, p3 FROM w",
        f"WITH w AS (SELECT * FROM app.{x}) SELECT w.* FROM w, app.{y} WHERE w.id = {y}.id",
        f"SELECT id, count(*) AS n FROM (SELECT id FROM app.{x} UNION ALL SELECT id FROM app.{y}) s GROUP BY 1",
        f"SELECT DISTINCT ON (id) * FROM app.{x} ORDER BY id DESC",
        f"SELECT jsonb_agg(to_jsonb(q) ORDER BY q.id) AS whole FROM app.{x} q",
        f"SELECT (jsonb_populate_record(NULL::app.{x}, to_jsonb(q))).* FROM app.{y} q",
        f"SELECT to_jsonb(ARRAY(SELECT q FROM app.{x} q ORDER BY id)) AS whole",
        f"SELECT id, (SELECT r FROM app.{y} r WHERE r.id = q.id) AS whole FROM app.{x} q",
        f"SELECT id, q IS NULL AS none, num_nulls(VARIADIC ARRAY[q.id]) AS n FROM app.{x} q",
        f"SELECT * FROM app.{x} ORDER BY 1 FETCH FIRST 2 ROWS WITH TIES",
        f"TABLE app.{x}",
    )


def _condition(draw, table: str) -> str:
    other = "u" if table == "t" else "t"
    return one(
        draw,
        f"EXISTS (SELECT FROM app.{other} AS q (p1, p2) WHERE q.p1 = {table}.id AND q.p2 IS NOT NULL)",
        f"id IN (SELECT q.id FROM app.{other} q WHERE q.* IS NOT NULL)",
        f"id = (SELECT max(p1) FROM app.{other} AS q (p1))",
        f"({table}.*) IS NOT NULL",
        f"to_jsonb({table}.*) IS NOT NULL AND id > 1",
    )


def _view(draw, found: Saying, number: int) -> None:
    found.sql.append(f"CREATE VIEW app.v{number} AS {_query(draw, joined=True)}")
    found.asked.append(f"SELECT to_jsonb(q)::text FROM app.v{number} q ORDER BY 1")


def _function(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    head = f"CREATE FUNCTION app.f{number}() RETURNS"
    query = one(
        draw,
        f"TABLE (n bigint) LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM ({_query(draw, joined=True)}) s; END",
        f"SETOF jsonb LANGUAGE sql BEGIN ATOMIC SELECT to_jsonb(s) FROM ({_query(draw, joined=False)}) s; END",
        f"SETOF app.{table} LANGUAGE sql BEGIN ATOMIC SELECT * FROM app.{table}; END",
        f"SETOF app.{table} LANGUAGE sql BEGIN ATOMIC SELECT q FROM app.{table} q; END",
        f"void LANGUAGE sql BEGIN ATOMIC INSERT INTO app.{table} SELECT q.id + 10 FROM app.{table} q; END",
        f"SETOF app.{table} LANGUAGE sql BEGIN ATOMIC UPDATE app.{table} SET id = id + 20 RETURNING *; END",
        f"void LANGUAGE sql BEGIN ATOMIC INSERT INTO app.{table} VALUES (50, 1); END",
        f"void LANGUAGE sql BEGIN ATOMIC INSERT INTO app.{table} SELECT * FROM app.{table} WHERE false; END",
    )
    found.sql.append(f"{head} {query}")
    found.asked += [
        f"SELECT to_jsonb(q)::text FROM app.f{number}() q ORDER BY 1",
        f"SELECT to_jsonb(q)::text FROM app.{table} q ORDER BY 1",
    ]
    if maybe(draw, "x"):
        found.sql.append(f"CREATE VIEW app.w{number} AS SELECT * FROM app.f{number}() AS q (p1)")
        found.asked.insert(0, f"SELECT to_jsonb(q)::text FROM app.w{number} q ORDER BY 1")


def _rule(draw, found: Saying, number: int) -> None:
    x, y = one(draw, ("t", "u"), ("u", "t"))
    action = one(
        draw,
        "INSERT INTO app.log SELECT to_jsonb(NEW)",
        f"INSERT INTO app.log SELECT to_jsonb(q) FROM app.{y} AS q (p1, p2) WHERE q.p1 = NEW.id",
        f"UPDATE app.{y} SET id = id + 100 WHERE id = NEW.id",
        f"INSERT INTO app.{y} VALUES (NEW.id + 1000)",
    )
    found.sql.append(f"CREATE RULE r{number} AS ON INSERT TO app.{x} DO ALSO {action}")
    found.asked += [
        f"INSERT INTO app.{x} (id) VALUES ({500 + number}) RETURNING id::text",
        "SELECT said::text FROM app.log ORDER BY 1",
        f"SELECT to_jsonb(q)::text FROM app.{y} q ORDER BY 1",
    ]


def _policy(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    found.sql += [
        f"CREATE POLICY p{number} ON app.{table} USING ({_condition(draw, table)})",
        f"ALTER TABLE app.{table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE app.{table} FORCE ROW LEVEL SECURITY",
    ]
    found.asked.insert(0, f"SELECT to_jsonb(q)::text FROM app.{table} q ORDER BY 1")


def _check(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    check = one(
        draw,
        f"({table}.*) IS DISTINCT FROM NULL AND id < 900",
        f"to_jsonb({table}.*) ->> 'id' <> '901'",
        f"({table}).id BETWEEN 0 AND 899 AND 1 < 2",
    )
    found.sql.append(f"ALTER TABLE app.{table} ADD CONSTRAINT k{number} CHECK ({check})")
    found.asked += [f"INSERT INTO app.{table} (id) VALUES ({n}) RETURNING id::text" for n in (900, 901)]


def _index(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    function = f"CREATE FUNCTION app.g{number}(app.{table}) RETURNS text IMMUTABLE LANGUAGE sql"
    found.sql += [
        f"{function} BEGIN ATOMIC SELECT coalesce(($1).id::text, '') || 'x'; END",
        f"CREATE UNIQUE INDEX i{number} ON app.{table} (app.g{number}({table}.*))",
        f"ALTER TABLE app.{table} DROP CONSTRAINT IF EXISTS {table}_pkey",
    ]
    found.asked.append(f"INSERT INTO app.{table} (id) VALUES (1) RETURNING id::text")


def _computed(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    expression = one(
        draw, "a / 2", "b / 2 + d", "c || '|'", "d * 3 / 2", "e / 2", "coalesce(a, b) / 2.0", "a + 0.5"
    )
    where = one(
        draw,
        f"ADD COLUMN g{number} text GENERATED ALWAYS AS (({expression})::text) STORED",
        f"ALTER a SET DEFAULT {one(draw, '7 / 2', '2.5', 'pg_typeof(1.5)::text::int')}",
        f"ALTER d SET DEFAULT {one(draw, '7 / 2', '7 / 2.0', '1.123456')}",
        f"ALTER c SET DEFAULT {one(draw, '1 || chr(65)', 'pg_typeof(now())', 'CURRENT_SCHEMA')}",
    )
    found.sql.append(f"ALTER TABLE app.{table} {where}")
    found.asked += [
        f"INSERT INTO app.{table} (id, b, e) VALUES (800, 5, 9) RETURNING id::text",
        f"SELECT to_jsonb(q)::text FROM app.{table} q ORDER BY 1",
    ]


def _trigger(draw, found: Saying, number: int) -> None:
    table = one(draw, "t", "u")
    when = one(
        draw, "NEW.b / 2 = 2.5", "NEW.* IS DISTINCT FROM NULL", "to_jsonb(NEW.*) ->> 'b' = '5'", "(NEW).b > 4"
    )
    body = "BEGIN INSERT INTO app.log VALUES (to_jsonb(NEW)); RETURN NEW; END"
    trigger = f"CREATE TRIGGER n{number} BEFORE INSERT ON app.{table} FOR EACH ROW WHEN ({when})"
    found.sql += [
        f"CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS '{body}'",
        f"{trigger} EXECUTE FUNCTION app.note()",
    ]
    found.asked += [
        f"INSERT INTO app.{table} (id, b) VALUES (700, 5), (701, 4) RETURNING id::text",
        "SELECT said::text FROM app.log ORDER BY 1",
    ]


__all__ = ["Saying", "saying"]
