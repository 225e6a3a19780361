"""Random expressions and queries of every form that PostgreSQL prints, over columns of any type."""

from __future__ import annotations

from collections.abc import Sequence

from world import COMPOSITES, World, maybe, one

DEEP = 3
"""How deep expressions are, one in another."""


def condition(draw, columns: Sequence[str], deep: int = DEEP) -> str:
    """Something boolean."""
    if not deep or not columns:
        return one(draw, "true", "NULL::boolean", "NOT false", *(f"{each} IS NOT NULL" for each in columns))
    a, b, c = (condition(draw, columns, deep - 1) for _ in "abc")
    i, j, k = (number(draw, columns, deep - 1) for _ in "ijk")
    s, t = (text(draw, columns, deep - 1) for _ in "st")
    column = one(draw, *columns)
    return one(
        draw,
        f"({a} AND {b})",
        f"({a} OR {b} OR {c})",
        f"{a} AND {b} AND {c}",
        f"NOT ({a})",
        f"({a}) IS {one(draw, 'TRUE', 'NOT FALSE', 'UNKNOWN', 'NOT UNKNOWN')}",
        f"{i} {one(draw, '<', '=', '<>', '>=')} {j}",
        f"{i} BETWEEN {j} AND {k} AND {a}",
        f"{i} NOT BETWEEN SYMMETRIC {j} AND {k} OR {a}",
        f"{i} IN ({j}, {k}, -5)",
        f"{s} NOT IN ('a', 'b', {t})",
        f"{s}::varchar(5) IN ('a', {t})",
        f"{s} = ANY (ARRAY['a', {t}]) AND {i} > ALL ('{{1,2}}'::int[])",
        f"{s}::varchar = ANY (ARRAY['a'::varchar, 'b'])",
        f"{column} IS DISTINCT FROM {column}",
        f"{i} IS NOT DISTINCT FROM {j}",
        f"{s} {one(draw, 'LIKE', 'NOT ILIKE', 'SIMILAR TO', '~', '!~*', '^@')} 'a%'",
        f"({i}, {s}) {one(draw, '<', '=', '<>', '>=')} ({j}, {t})",
        f"({i}, {j}) IN ((1, 2), (3, {k}))",
        f"ROW({column}, {i}) IS {maybe(draw, 'NOT ')}NULL",
        f"ROW({i}, NULL::int)::app.k1 IS DISTINCT FROM ROW(1, 2)::app.k1",
        f"{s} LIKE 'a!%' ESCAPE '!'",
        f"(DATE '2020-01-01', INTERVAL '1 day') OVERLAPS (DATE '2020-01-01', {one(draw, 'now()', 'LOCALTIMESTAMP')})",
        f"{s} IS NFC NORMALIZED",
        f"{s} IS JSON OBJECT WITH UNIQUE KEYS",
        f"CASE WHEN {a} THEN {b} ELSE {c} END",
        f"coalesce({a}, {b})",
        f"{column} OPERATOR(app.===) {column}",
        f'{s} COLLATE "C" < {t}',
    )


def number(draw, columns: Sequence[str], deep: int = DEEP) -> str:
    """Something that is a number."""
    if not deep or not columns:
        lengths = (f"length(({each})::text)" for each in columns)
        constants = (
            "1",
            "-1",
            "2.50",
            "-3::bigint",
            "- 5",
            "-1.5e10::float8",
            "4::smallint",
            "NULL::int",
            "-(1)",
        )
        return one(draw, *constants, *lengths)
    i, j = (number(draw, columns, deep - 1) for _ in "ij")
    s = text(draw, columns, deep - 1)
    return one(
        draw,
        f"({i} {one(draw, '+', '-', '*', '%')} {j})",
        f"- {i}",
        f"- ({i})::int",
        f"({i})::{one(draw, 'int', 'numeric(6,2)', 'bigint', 'float8')}",
        f"@ ({i})",
        f"CASE {i} WHEN {j} THEN 1 WHEN 2 THEN {j} END",
        f"CASE WHEN {condition(draw, columns, deep - 1)} THEN {i} ELSE {j} END",
        f"nullif({i}, {j})",
        f"greatest({i}, {j}, 3)",
        f"coalesce({i}, {j})",
        f"extract({one(draw, 'epoch', 'year', 'dow')} FROM {one(draw, 'now()', 'CURRENT_DATE', 'LOCALTIME(2)')})",
        f"position('a' IN {s})",
        f"(ARRAY[1, {j}])[1]",
        f"(ARRAY[[1, 2], [3, 4]])[1][{i}::int]",
        f"cardinality((ARRAY[{i}, 2])[1:2])",
        f"((ROW({i}, {j})::app.k1).a1)::text::int",
        f"app.f1(a => {i}::int)",
        f"app.f1({i}::int)",
        f"cardinality(ARRAY[]::text[] || {s})",
        f"('{{\"a\": 1}}'::jsonb -> {s})::text::int",
    )


def text(draw, columns: Sequence[str], deep: int = DEEP) -> str:
    """Something that is text."""
    if not deep or not columns:
        casts = (f"({each})::text" for each in columns)
        return one(
            draw,
            "'x'::text",
            "'it''s'::varchar(5)::text",
            "E'a\\\\b\\n'::text",
            "CURRENT_USER::text",
            "NULL::text",
            *casts,
        )
    s, t = (text(draw, columns, deep - 1) for _ in "st")
    i = number(draw, columns, deep - 1)
    return one(
        draw,
        f"({s} || {t})",
        f"substring({s} FROM 1 FOR 2)",
        f"substring({s} SIMILAR 'a#\"b#\"c' ESCAPE '#')",
        f"overlay({s} PLACING {t} FROM 2)",
        f"trim({one(draw, 'BOTH', 'LEADING', 'TRAILING')} 'x' FROM {s})",
        f'({s} COLLATE "C")',
        f"({i})::text",
        f"(CURRENT_TIMESTAMP(2) AT TIME ZONE {s})::text",
        f"('2020-01-01 00:00:00'::timestamp(0) {maybe(draw, 'AT TIME ZONE INTERVAL ' + repr('1:00'))})::text",
        f"normalize({s}, NFKC)",
        f"({s})::varchar(7)",
        f"({s})::char(3)",
        f"CASE WHEN {condition(draw, columns, deep - 1)} THEN {s} ELSE {t} END",
        f"format('%s', VARIADIC ARRAY[{s}, {t}])",
        f"(interval '1' day * {i}::int)::text",
        f"(ARRAY[{s}, {t}])::varchar[]::text",
        f"(B'101'::bit(3))::text || ({one(draw, 'true', 'false')})::text",
        f"JSON_OBJECT('k' : {s} {one(draw, 'NULL', 'ABSENT')} ON NULL RETURNING text)",
        f"JSON_ARRAY({s}, {i} RETURNING jsonb)::text",
        f"JSON_VALUE({s}, '$.a' RETURNING text DEFAULT 'x' ON EMPTY)",
        f"JSON_QUERY({s}, '$' WITH WRAPPER)::text",
        f"least({s}, {t})",
        f"(ROW(1, {s}))::text",
        f"('{{a,b}}'::{one(draw, 'text[]', 'varchar(3)[]')})[2]::text",
    )


def query(draw, columns: Sequence[str], relation: str, other: str) -> str:
    """A SELECT of a relation with those columns, and of another one, with a column ``c1``."""
    x, both = [f"x.{each}" for each in columns], [f"x.{each}" for each in columns] + ["y.c1"]
    where = condition(draw, x)
    i, s = number(draw, x, 2), text(draw, x, 2)
    joined = one(
        draw,
        f"{relation} x LEFT JOIN {other} y ON {condition(draw, both, 2)}",
        f"{relation} x FULL JOIN {other} y USING (c1)",
        f"{relation} x JOIN {other} y USING (c1) AS z",
        f"{relation} x NATURAL JOIN {other} y",
        f"{relation} x CROSS JOIN LATERAL (SELECT y.c1, {i} AS n FROM {other} y WHERE {condition(draw, both, 1)}) y",
        f"({relation} x JOIN {other} y ON true) CROSS JOIN (VALUES (1, 'a'), (-2, NULL)) v (n, t)",
        f"{relation} x, {other} AS y (c1)",
    )
    return one(
        draw,
        f"SELECT {s} AS c1, {i} AS n FROM {relation} x WHERE {where}",
        f"SELECT {i} AS c1, y.c1 AS c2 FROM {joined} WHERE {where}",
        f"SELECT x.c1, {i}, {s} AS t FROM {relation} x WHERE {where} ORDER BY 1 DESC NULLS LAST, {s} LIMIT 5 OFFSET 1",
        f"SELECT x.c1, count(*) FILTER (WHERE {where}) AS n, string_agg(DISTINCT {s}, ',' ORDER BY {s}) AS s FROM {relation} x GROUP BY x.c1 HAVING count(*) > 1",
        f"SELECT {s} AS c1, sum({i}) AS n FROM {relation} x GROUP BY GROUPING SETS ((1), ROLLUP (x.c1), ()) ORDER BY 1",
        f"SELECT x.c1, sum({i}) OVER w AS n, rank() OVER (w ORDER BY {s}) AS r FROM {relation} x WINDOW w AS (PARTITION BY {s})",
        f"SELECT x.c1, sum(1) OVER (ORDER BY {i} ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES) AS n FROM {relation} x",
        f"SELECT x.c1 FROM {relation} x WHERE EXISTS (SELECT -1, 'x', {i}, {s} FROM {other} y WHERE {condition(draw, both, 2)})",
        f"SELECT x.c1 FROM {relation} x WHERE {s} IN (SELECT {text(draw, ['y.c1'], 1)} FROM {other} y) AND {where}",
        f"SELECT x.c1 FROM {relation} x WHERE ({i}, {s}) NOT IN (SELECT 1, y.c1::text FROM {other} y)",
        f"SELECT x.c1, (SELECT {s} FROM {other} y LIMIT 1) AS t, ARRAY(SELECT y.c1 FROM {other} y ORDER BY 1) AS l FROM {relation} x",
        f"SELECT DISTINCT ON ({s}) x.c1, {s} FROM {relation} x ORDER BY {s}, 1",
        f"SELECT {s} AS c1 FROM {relation} x UNION SELECT 'z' EXCEPT (SELECT 'x' INTERSECT ALL SELECT y.c1::text FROM {other} y)",
        f"SELECT {s} AS c1 FROM {relation} x UNION ALL (SELECT 'z' ORDER BY 1 LIMIT 1) ORDER BY 1",
        f"WITH w AS MATERIALIZED (SELECT {s} AS c1 FROM {relation} x), v AS (SELECT 'x', -1, 1.5) SELECT w.c1 FROM w, v WHERE EXISTS (SELECT * FROM w)",
        f"WITH RECURSIVE w (c1, n) AS (SELECT {s}, 1 FROM {relation} x UNION ALL SELECT w.c1, n + 1 FROM w WHERE n < 3) SEARCH DEPTH FIRST BY n SET o CYCLE n SET is_cycle USING path SELECT c1, n, is_cycle FROM w",
        f"SELECT u.c1, u.n FROM {relation} x, unnest(ARRAY[{s}, 'a']) WITH ORDINALITY u (c1, n)",
        "SELECT f.c1, f.b FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b'])) WITH ORDINALITY f (c1, a, b)",
        "SELECT f.c1 FROM json_to_record('{}') AS f (c1 int, b text COLLATE \"C\")",
        f"SELECT x.c1 FROM {relation} x TABLESAMPLE bernoulli (10) REPEATABLE (3) WHERE {where} FOR UPDATE OF x SKIP LOCKED",
        f"SELECT c1 FROM (SELECT {s}, {i} FROM {relation} x) q (c1, n) WHERE n BETWEEN 1 AND 2 AND {condition(draw, ['q.c1'], 2)}",
        f"VALUES (1, 'a'), (-1, NULL), ({number(draw, [], 0)}, {text(draw, [], 0)})",
        f"SELECT x AS c1, x.*::text AS w, (x).c1 AS v FROM {relation} x WHERE x IS NOT NULL",
        f"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY {i}) AS c1, mode() WITHIN GROUP (ORDER BY {s} DESC) AS m FROM {relation} x",
        f"SELECT t.c1 FROM {relation} x, JSON_TABLE({s}::jsonb, '$[*]' COLUMNS (o FOR ORDINALITY, c1 text PATH '$.a' DEFAULT 'x' ON EMPTY, NESTED PATH '$.b[*]' COLUMNS (z int EXISTS PATH '$'))) t",
        f"SELECT grouping(x.c1) AS c1, {one(draw, *COMPOSITES)}::text AS k FROM {relation} x, (SELECT ROW(1, 2)::app.k1 AS k1, NULL::app.k2 AS k2) k ({', '.join(c.partition('.')[2] for c in COMPOSITES)}) GROUP BY x.c1, 2".replace(
            "app.k1::text", "k.k1::text"
        ).replace("app.k2::text", "k.k2::text"),
    )


def modified(draw, columns: Sequence[str], table: str, other: str) -> str:
    """What changes rows of a table with those columns, by those of another relation with a column ``c1``."""
    where = condition(draw, [f"x.{each}" for each in columns], 2)
    both = condition(draw, [*(f"x.{each}" for each in columns), "y.c1"], 2)
    column, value = one(draw, *columns), one(draw, "NULL", "DEFAULT")
    returning = maybe(draw, f" RETURNING {text(draw, ['x.c1'], 1)} AS t, x.*")
    return one(
        draw,
        f"INSERT INTO {table} AS x ({column}) VALUES ({value}), (NULL){returning}",
        f"INSERT INTO {table} AS x ({column}) SELECT NULL FROM {other} y WHERE {condition(draw, ['y.c1'], 2)}{returning}",
        f"INSERT INTO {table} AS x DEFAULT VALUES ON CONFLICT DO NOTHING{returning}",
        f"INSERT INTO {table} AS x ({column}) VALUES (NULL) ON CONFLICT (c1) WHERE c1 IS NOT NULL"
        f" DO UPDATE SET {column} = excluded.{column} WHERE {where}",
        f"WITH w AS (SELECT y.c1 FROM {other} y WHERE {condition(draw, ['y.c1'], 2)})"
        f" INSERT INTO {table} AS x ({column}) SELECT NULL FROM w{returning}",
        f"UPDATE {table} x SET {column} = {value} FROM {other} y WHERE {both}{returning}",
        f"UPDATE ONLY {table} x SET ({column}) = (SELECT x.{column} FROM {other} y LIMIT 1) WHERE {where}",
        f"DELETE FROM {table} x USING {other} y WHERE {both}{returning}",
        f"MERGE INTO {table} x USING (SELECT y.c1 FROM {other} y) y ON {both}"
        f" WHEN MATCHED AND {where} THEN UPDATE SET {column} = {value} WHEN MATCHED THEN DELETE"
        f" WHEN NOT MATCHED AND {condition(draw, ['y.c1'], 1)} THEN INSERT ({column}) VALUES ({value})",
    )


def changes_rows(draw, world: World, table: str, other: str) -> str:
    """What changes rows of a table that is there."""
    return modified(draw, world.columns(draw, table, 3), table, other)


def checked(draw, world: World, relation: str) -> str:
    """What can be checked of a row, or asked of it by a policy or an index."""
    return condition(draw, world.columns(draw, relation, 3), one(draw, 1, 2, 2, DEEP))


def asked(draw, world: World, relation: str, other: str) -> str:
    """A query of two relations that are there."""
    return query(draw, world.columns(draw, relation, 3), relation, other)


__all__ = ["asked", "changes_rows", "checked", "condition", "modified", "number", "query", "text"]
