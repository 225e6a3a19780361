"""``settled()`` prints an expression as PostgreSQL does after it has read its own output."""

import re

import psycopg
import pytest

from schemadiff.catalog.settled import settled, settled_dump, unsayable

TABLES = """
    CREATE DOMAIN "D, d" AS varchar(5);
    CREATE TABLE t (a int, b int, flag boolean, s varchar(10), n numeric(5, 2), d "D, d", i int[], v varchar[]);
    CREATE TABLE u (other int);
"""
BETWEEN = "a BETWEEN 1 AND 2 AND b = 3"
IN = "s IN ('x', 'y, (z)', 'it''s ] :: text[]')"
UNNAMED = "(SELECT 'x') = s AND EXISTS (SELECT -1 FROM t)"
EXPRESSIONS = (
    BETWEEN,
    IN,
    "flag AND a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4 AND flag",
    "NOT (a BETWEEN 1 AND 2 AND flag) OR a BETWEEN SYMMETRIC b AND 5 AND (b BETWEEN 1 AND 2 OR flag)",
    "a NOT BETWEEN 1 AND 2 OR flag",
    "(a, b) = (1, 2) AND flag",
    "s NOT IN ('x', E'a\\nb') AND lower(s) <> ALL (ARRAY[s, d])",
    "d IN ('x', 'y')",
    "n = ANY (ARRAY[a, b, -1])",
    "n = ANY (ARRAY[ARRAY[a, b], ARRAY[1, 2]])",
    "s = ANY (ARRAY[s, 'x', NULL, 'abc'::varchar(2)])",
    "v || ARRAY['x'::text] = ARRAY['y'::varchar, 'z'] AND a BETWEEN 1 AND 2 AND flag",
    "exists(SELECT FROM t x WHERE x.a BETWEEN t.a AND t.b AND x.s IN ('x', 'y') AND x.flag)",
    "exists(SELECT FROM t x NATURAL LEFT JOIN u WHERE x.a = t.a)",
    "CASE WHEN a BETWEEN 1 AND 2 AND flag THEN s IN ('a', 'b') ELSE b BETWEEN 1 AND 2 AND flag END",
    "(SELECT sum(x.a) OVER (ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t x) BETWEEN 1 AND 2 AND flag AND flag",
    UNNAMED,
    "EXISTS (SELECT 'x', NULL, 1, -1, 1.5, now(), x.a, x.a + 1, x.s || 'b', x.a::bigint + 1, ARRAY['x'], (x.a, 'b') FROM t x)",
    "EXISTS (SELECT -1, x.a, '{}'::text[], 'd'::\"D, d\", interval '1' day FROM t x UNION SELECT -2, 5, NULL, 'x', NULL)",
    "EXISTS (SELECT DISTINCT ON (x.a) 1.5, (x.a + 1)::numeric(3,1), 'x'::varchar(3), -x.a::bigint FROM t x ORDER BY x.a)",
    "ARRAY(SELECT 'x' UNION ALL SELECT b::text FROM t) = ARRAY['y'] AND coalesce((SELECT -1), 2) = 1",
    "-1::integer = a AND n > -2.50::numeric AND -(a) = -1 AND -3000000000::bigint < - 5::bigint AND -1e10::numeric < n",
    "a BETWEEN 1 AND 2 AND CASE WHEN flag THEN b BETWEEN 1 AND 2 AND CASE WHEN flag THEN flag END END",
    's = ANY (ARRAY[s COLLATE "C", lower(s) COLLATE pg_catalog."C", \'x\'])',
    "(ROW(a, CASE WHEN flag THEN NULL END, NULL::int))::text = ANY (ARRAY['x', CASE WHEN flag THEN s END])",
    "- -1::integer = a AND - -2.5::numeric < n AND -(-3000000000::bigint) > a",
    "extract('YEAR' FROM now()) > a OR extract(\"Epoch\" FROM now() - now()) = extract(day FROM now())",
    "s = 'EXTRACT(YEAR FROM now())' OR extract('Isodow' FROM (SELECT now() AS \"EXTRACT(YEAR FROM \")) = 1",
    "EXISTS (SELECT E'a\\nb') AND EXISTS (SELECT (SELECT NULL UNION SELECT 1 LIMIT 1), (SELECT (SELECT 'x')), (SELECT a))",
    "EXISTS (SELECT (SELECT 1), (SELECT 'x' AS y), ARRAY(SELECT 'x'), (SELECT 'x')::int, (SELECT 1.5 UNION SELECT '2') FROM t x WHERE x.a = (SELECT -1))",
    'EXISTS (SELECT \'x\' COLLATE "C", -1, NULL COLLATE "C", (SELECT \'x\') COLLATE "C", ((SELECT -2)::varchar(3) COLLATE "C")::text)',
    "EXISTS ((SELECT x.s FROM t x UNION SELECT 'x') EXCEPT (SELECT 'y' UNION ALL SELECT NULL) INTERSECT SELECT 'z' COLLATE \"C\")",
    "EXISTS (SELECT CASE a WHEN b THEN (SELECT 'y') ELSE (SELECT 'x') END, (CASE WHEN flag THEN 1.5 ELSE (SELECT -1) END)::text)",
    "EXISTS (SELECT CASE WHEN flag THEN 2 ELSE CASE WHEN flag THEN 1 ELSE (SELECT -1) END END, CASE WHEN flag THEN 1 ELSE -1 END)",
    "EXISTS (SELECT CASE WHEN flag THEN 1 ELSE abs((SELECT -1)) END, CASE WHEN (SELECT flag) THEN (SELECT -1) ELSE 3 END)",
    "EXISTS (SELECT DISTINCT (SELECT -1), (SELECT '{}' UNION SELECT i FROM t LIMIT 1)[1], ((SELECT NULL)::int[])[1:2][1])",
    "(a, s) IN (SELECT -1, 'x') AND ROW(a, s) = (SELECT -2, 'x' COLLATE \"C\")",
    "EXISTS (SELECT E'it''s\\n')",
    "EXISTS (SELECT DISTINCT x FROM (SELECT s, E'\\n''x' FROM t) q(x, y))",
    "flag AND (a BETWEEN 1 AND 2)",
    "(flag OR a > 1) AND b > 2",
    "a IN (1, 2) AND flag AND b IN (3)",
    "s = ANY ('{x,y}'::text[]) AND i[1] = 1 AND (ARRAY[1, 2])[1] = 2",
    "s = '(((a AND b) AND c) AND d' AND flag AND flag",
    "(i)::bigint[] = ARRAY[1, 2]::bigint[] OR i::text[] = ARRAY['a'] OR flag",
    "v = ARRAY[]::varchar[]",
)


def printed(connection: psycopg.Connection, query: str) -> str:
    """How PostgreSQL prints a query."""
    connection.execute(f"CREATE OR REPLACE VIEW v AS {query}".encode())
    ((text,),) = connection.execute("SELECT pg_get_viewdef('v'::regclass)").fetchall()
    return str(text)


def test_what_is_read_otherwise_than_it_was_printed(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute(TABLES)
        otherwise = set()
        for expression in EXPRESSIONS:
            once = printed(connection, f"SELECT ({expression}) AS said FROM t WHERE {expression}")
            twice = printed(connection, once)

            assert settled(once) == twice
            assert settled(twice) == twice
            otherwise |= {expression} if once != twice else set()
    assert {BETWEEN, IN, UNNAMED} - otherwise == set()


BODIES = {
    14: (
        "SELECT 'x', -1, NULL COLLATE \"C\"",
        "SELECT a FROM t UNION SELECT -1 UNION (SELECT NULL UNION ALL SELECT a FROM t)",
        "INSERT INTO u (s, a) SELECT 'x', -1 ON CONFLICT (a) DO UPDATE SET (a, s) = (SELECT -2, 'y') RETURNING 'z', (SELECT -3), u.a",
        "UPDATE u SET (a, s) = (SELECT 1, 'x'), b = -1 WHERE (a, s) IN (SELECT -1, 'x') RETURNING -1, u.s COLLATE \"C\", 'y' COLLATE \"C\"",
        "DELETE FROM ONLY u USING t WHERE t.a BETWEEN 1 AND 2 AND t.flag AND u.s IN ('x', 'y') RETURNING 'x', u.*",
        "WITH q AS (INSERT INTO u VALUES (1) RETURNING 'x', -1), r AS (DELETE FROM u RETURNING (SELECT 'y')) SELECT * FROM q, r AS r(x)",
    ),
    15: (
        "MERGE INTO u USING t ON u.a = t.a WHEN MATCHED AND (t.a BETWEEN 1 AND 2) AND t.flag AND t.s IN ('x', 'y') THEN UPDATE SET (b, s) = (SELECT -1, 'x'), a = -1 WHEN NOT MATCHED THEN INSERT (a, s) VALUES (-1, (SELECT 'y'))",
    ),
    17: (
        "MERGE INTO u USING t ON u.a = t.a WHEN MATCHED THEN DELETE RETURNING merge_action(), 'x', (SELECT -1)",
    ),
    18: (
        "UPDATE u SET a = 1 RETURNING 'x', old.a, new",
        'DELETE FROM u RETURNING WITH (OLD AS "o (", NEW AS n) (SELECT -1), \'x\', "o (".a',
    ),
}
"""Statements of functions, by the major since which PostgreSQL reads them."""


def test_bodies_are_read_otherwise_than_they_were_printed(server, database):
    bodies = [sql for major, those in BODIES.items() if major <= server.version // 10000 for sql in those]
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute("CREATE TABLE u (a int UNIQUE, b int, s varchar(10))")
        connection.execute(TABLES.replace("CREATE TABLE u", "CREATE TABLE other"))
        for sql in bodies:
            once = body(connection, f"CREATE FUNCTION f() RETURNS void BEGIN ATOMIC {sql}; END")
            twice = body(connection, once)

            assert once != twice
            assert settled(once) == settled(twice) == twice


def body(connection: psycopg.Connection, statement: str) -> str:
    """How PostgreSQL prints a function."""
    connection.execute("DROP FUNCTION IF EXISTS f")
    connection.execute(statement.encode())
    query = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'f'"
    ((text,),) = connection.execute(query).fetchall()
    return str(text)


OTHERS = r"""
    date_part('MONTH', now()) | trim(leading 'y' from s) | position('b' in s) | overlay(s placing 'z' from 2 for 1) | substring(s similar 'b#"a#"%' escape '#')
    s is nfkc normalized | normalize(s, nfd) | collation for (s) | (now(), now()) overlaps (now(), interval '2 hours') | now() at time zone 'CET'
    interval '2' month | interval '4 5' day to hour | cast('3' as interval second(1)) | s not like 'q%' escape '!' | s similar to 'q' | a is not distinct from b
    (a, b) is null | (b > 2) is unknown | a between symmetric 3 and b | (b, a) < (4, 5) | (a, b) in (select 3, 4) | b <> all (array[3, 4]) | row(a, b) <> all (select 3, 4)
    array[[a, b], [3, 4]] | array[]::int[] | (i)[2:3] | i[:a] | '{3}'::int[] | case b when 2 then 'z' else null end | nullif(b, 3) | greatest(a, -3, b)
    current_timestamp(2) | localtime | current_catalog | session_user | -b | - (-b) | @ b | ~ b | 3 ^ -2 | -(-7)::int8 | 2e3 | .25 | B'01' | X'2F' | U&'\0062' | E'c\td'
    2::numeric(8,3) | 'z'::char(2) | s::name | timestamp(2) '2021-02-03 04:05:06' | '01'::bit varying(4) | '[2,5)'::int4range | cast(b as dec(4))
    exists (table u) | (values (2)) | (with q as materialized (select 2 as r) select r from q) | (select count(*) from t x natural join t y)
    (select count(*) from t x join t y using (b) as j) | (select count(*) from generate_series(2, 4) with ordinality) | (select count(*) from t tablesample system (20) repeatable (3))
    (select count(*) from t group by grouping sets ((b), ()) limit 1) | (select count(*) filter (where b > 2) from t) | (select percentile_cont(0.25) within group (order by b) from t)
    (select string_agg(distinct s, ';' order by s) from t) | (select first_value(b) over w from t window w as (order by a desc nulls last) limit 1)
    (select sum(b) over (order by a groups between 2 preceding and current row exclude ties) from t limit 1) | (select b as "select" from t limit 1)
    (select count(*) from json_to_record('{}') as (b int, "D e" text))
    (('b'::text collate "C") || s) collate "POSIX" | s operator(pg_catalog.||) 'z' | format('%s', variadic array['z']) | make_interval(hours => 4)
    ((a = 2 and b = 3) and a = 4) or b = 5 | (a = 2 or b = 3) or a = 4 | not (not flag) | flag is not true | (select '2'::int union select 3 limit 1)
"""
"""What PostgreSQL reads as it prints it, or settled by what is above, one form or another of each construct."""


def test_what_is_read_as_it_was_printed(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute(TABLES)
        for expression in re.split(r" \| |\n", OTHERS.strip()):
            connection.execute("DROP VIEW IF EXISTS v")
            once = printed(
                connection, f"SELECT ({expression}) AS said FROM t WHERE EXISTS (SELECT {expression})"
            )
            twice = printed(connection, once)

            assert settled(once) == settled(twice) == twice


OF_STATISTICS = (
    "s IN ('x', 'y')",
    "CASE WHEN d IN ('x', 'y') THEN -1::integer ELSE length(s) END",
    "n = ANY (ARRAY[ARRAY[a, b], ARRAY[1, -b]])",
    "s = ANY (ARRAY[s COLLATE \"C\", lower(s) || 'x', ('a'::text)::varchar(2), (SELECT_1)::varchar])",
    "i[-1::integer] + abs(-2::integer) + a - 1 > -(-3::integer)",
    "a BETWEEN 1 AND 2 AND flag",
)


def test_statistics_leave_out_parentheses(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute(TABLES)
        connection.execute("ALTER TABLE t ADD select_1 boolean")
        for expression in OF_STATISTICS:
            once = told(connection, f"CREATE STATISTICS st ON ({expression}), a FROM t")
            twice = told(connection, once)

            assert settled(once) == twice
            assert settled(twice) == twice


def told(connection: psycopg.Connection, statement: str) -> str:
    """How PostgreSQL prints statistics."""
    connection.execute("DROP STATISTICS IF EXISTS st")
    connection.execute(statement.encode())
    ((text,),) = connection.execute("SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext").fetchall()
    return str(text)


def test_values_with_names(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute("CREATE VIEW named (a, b) AS VALUES (1, 'x (VALUES (1))'), (-1, NULL)")
        ((once,),) = connection.execute("SELECT pg_get_viewdef('named'::regclass)").fetchall()
        twice = printed(connection, once)

        assert (settled(once), settled(twice)) == (twice, twice)
        assert once != twice


WIDE = f"{'é' * 31}x"
"""A name of 63 bytes."""
MARKED = f"""
    CREATE SCHEMA "S; s"; CREATE TYPE "S; s"."M ""::x" AS ENUM ('it''s', ' USING p'); CREATE TYPE "{WIDE}" AS ENUM ('a');
    CREATE DOMAIN "S; s"."D d" AS varchar(5); CREATE DOMAIN "S; s".n AS int; CREATE DOMAIN "S; s".l AS int[];
"""
MARKS = {
    "'y' DEFAULT 'n'": "text 'y' DEFAULT text 'n'",
    "NULL DEFAULT 'n'": "NULL DEFAULT text 'n'",
    "E'a''\\n\\\\' DEFAULT $$ DEFAULT $x$ --$$": "text 'a''\n\\' DEFAULT text ' DEFAULT $x$ --'",
    "false DEFAULT true": "false DEFAULT true",
    "1 DEFAULT bigint '-2'": "1 DEFAULT bigint '-2'",
    "numeric(5, 2) '1.5' DEFAULT 1e3": "numeric(5,2) '1.5' DEFAULT numeric '1000'",
    "char(3) 'a' DEFAULT 'b'": "character(3) 'a' DEFAULT bpchar 'b'",
    "\"char\" 'a' DEFAULT 'b'": "\"char\" 'a' DEFAULT \"char\" 'b'",
    "X'1F' DEFAULT bit(3) '101'": "\"bit\" '00011111' DEFAULT bit(3) '101'",
    "float8 '1' DEFAULT 'NaN'": "double precision '1' DEFAULT double precision 'NaN'",
    "interval '1' day DEFAULT interval(3) '0'": "interval '1 day' day DEFAULT interval(3) '00:00:00'",
    "interval '1' second(2) DEFAULT '0'": "interval '00:00:01' second(2) DEFAULT interval '00:00:00'",
    "timestamp(3) '-infinity' DEFAULT 'infinity'": "timestamp(3) without time zone '-infinity' DEFAULT timestamp without time zone 'infinity'",
    "time(0) with time zone '1:00+1' DEFAULT '2:00+1'": "time(0) with time zone '01:00:00+01' DEFAULT time with time zone '02:00:00+01'",
    "\"S; s\".\"M \"\"::x\" 'it''s' DEFAULT ' USING p'": '"S; s"."M ""::x" \'it\'\'s\' DEFAULT "S; s"."M ""::x" \' USING p\'',
    '"S; s"."D d" \'a\' DEFAULT "S; s"."D d" \'b\'': '"S; s"."D d" \'a\' DEFAULT "S; s"."D d" \'b\'',
    "\"S; s\".n '1' DEFAULT \"S; s\".n '-1'": "\"S; s\".n '1' DEFAULT \"S; s\".n '-1'",
    "\"S; s\".l '{1}' DEFAULT _int4 '{2}'": "\"S; s\".l '{1}' DEFAULT \"_int4\" '{2}'",
    "_varchar(3) '{a}' DEFAULT '{}'": "\"_varchar\"(3) '{a}' DEFAULT \"_varchar\" '{}'",
    "_timestamp(3) '{}' DEFAULT '{}'": "\"_timestamp\"(3) '{}' DEFAULT \"_timestamp\" '{}'",
    '"S; s"."_M ""::x" \'{}\' DEFAULT \'{NULL}\'': '"S; s"."_M ""::x" \'{}\' DEFAULT "S; s"."_M ""::x" \'{NULL}\'',
    f"\"_{WIDE[:-1]}\" '{{}}' DEFAULT NULL": f"\"_{WIDE[:-1]}\" '{{}}' DEFAULT NULL",
}
"""Marks of cycles, and how they are said in the form that PostgreSQL reads."""


def test_marks_of_cycles(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute(MARKED.encode())
        for marks, meant in MARKS.items():
            cycle = f'SEARCH DEPTH FIRST BY a SET s CYCLE a, "B, b" SET "M; m" TO {marks} USING p'
            once = printed(
                connection,
                f'WITH RECURSIVE c(a, "B, b") AS (SELECT 1, 2 UNION ALL TABLE c) {cycle} SELECT a FROM c',
            )

            assert f'SET "M; m" TO {meant} USING p' in settled(once)
            assert settled(settled(once)) == settled(once)
            assert printed(connection, settled(once)) == once
        with pytest.raises(psycopg.errors.SyntaxError):
            printed(connection, once)


ROWS = """
    CREATE TYPE pair AS (a int, b numeric(5, 2), c interval(3));
    CREATE FUNCTION of(pair) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TYPE late AS (a int);
    CREATE TABLE lines (k late DEFAULT ROW(1));
    CREATE VIEW before AS SELECT ROW(1)::late AS k, ARRAY[ROW(NULL)::late] AS l;
    ALTER TYPE late ADD ATTRIBUTE b numeric(5, 2), ADD ATTRIBUTE c interval(3) CASCADE;
"""


def test_attributes_that_came_later_have_no_type(server, database):
    with psycopg.connect(server.conninfo(database), options="-c search_path=public") as connection:
        connection.execute(ROWS)
        ((once,),) = connection.execute("SELECT pg_get_viewdef('before'::regclass)").fetchall()
        ((default,),) = connection.execute("SELECT pg_get_expr(adbin, 0) FROM pg_attrdef").fetchall()
        twice = printed(connection, once)
        connection.execute(f"ALTER TABLE lines ALTER k SET DEFAULT {default}")
        ((again,),) = connection.execute("SELECT pg_get_expr(adbin, 0) FROM pg_attrdef").fetchall()

        assert (once, default) != (twice, again)
        assert (settled(once), settled(default)) == (settled(twice), settled(again))
        assert printed(connection, settled(twice)) == twice
        connection.execute("DROP VIEW v")
        untold = printed(connection, "SELECT of(ROW(1, NULL, NULL)), (ROW(1, NULL::text)).f2 AS said")
        assert settled(untold) == untold
        assert settled_dump(untold) == untold.replace("NULL::numeric(5,2)", "NULL").replace(
            "NULL::interval(3)", "NULL"
        ).replace("NULL::text", "NULL")
        assert not unsayable(once)
        assert unsayable(settled_dump(untold))


@pytest.mark.parametrize(
    "text",
    [
        "$f$ (((a AND b) AND c) AND d) $f$",
        "'(((a AND b) AND c) AND d)'",
        '"(((a AND b) AND c) AND d)"',
        "x ON y AND (a AND b) OR ((c",
        "' CYCLE n SET m TO 1::x DEFAULT 2::x USING p'",
        "WITH c AS (SELECT $$ CYCLE n SET m TO 1::x DEFAULT 2::x USING p$$)",
        ") CYCLE n SET m TO '{}'::interval day[] DEFAULT '{}'::interval[] USING p",
        "WHEN MATCHED AND (a = b) THEN DO NOTHING WHEN NOT MATCHED AND (a AND b) THEN",
    ],
)
def test_what_is_no_expression_stays(text):
    assert settled(text) == text
