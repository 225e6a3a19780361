"""What is done for each object does not grow with the number of objects: for twice as many, twice the work.

Counted are calls of functions, and no time is measured. A shape is a statement for each number, before and after.
"""

from __future__ import annotations

from typing import NamedTuple

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.lint import lint
from schemadiff.lint.change import Change, complete
from schemadiff.lint.step import Step
from schemadiff.model import Catalog
from schemadiff.online import online
from schemadiff.planning.joining import joined
from schemadiff.planning.preflight import asking
from schemadiff.postgres.server import scratch_database
from schemadiff.settings.lint import PRESETS as LINT
from schemadiff.sql.effects import effects
from work import calls, faster_than_input

FEW = 12


class Shape(NamedTuple):
    """What is there once, and what is there for each number, before and after."""

    before: str
    after: str
    once: str = ""


SHAPES = {
    "enums": Shape(
        "CREATE TYPE e{n} AS ENUM ('a', 'b'); CREATE TABLE t{n} (id int PRIMARY KEY, e e{n}, f e{n}[]);",
        "CREATE TYPE e{n} AS ENUM ('b', 'c'); CREATE TABLE t{n} (id int PRIMARY KEY, e e{n}, f e{n}[]);",
    ),
    "domains": Shape(
        "CREATE DOMAIN d{n} AS text; CREATE TABLE t{n} (id int PRIMARY KEY, d d{n}, f d{n}[]);",
        "CREATE DOMAIN d{n} AS text CHECK (VALUE <> ''); CREATE TABLE t{n} (id int PRIMARY KEY, d d{n}, f d{n}[]);",
    ),
    "retyped": Shape(
        "CREATE TABLE t{n} (id int, a int CHECK (a > 0), b int); CREATE POLICY p ON t{n} USING (a > 0);",
        "CREATE TABLE t{n} (id bigint, a bigint CHECK (a > 0), b int NOT NULL); CREATE POLICY p ON t{n} USING (a > 1);",
    ),
    "detached partitions": Shape(
        "CREATE TABLE p{n} PARTITION OF p FOR VALUES IN ({n});",
        "CREATE TABLE p{n} (id int PRIMARY KEY, a int); CREATE INDEX p{n}_a_idx ON p{n} (a);",
        "CREATE TABLE p (id int PRIMARY KEY, a int) PARTITION BY LIST (id); CREATE INDEX p_a ON p (a);"
        "CREATE TABLE r (id int REFERENCES p);",
    ),
    "new partitions beside a default one": Shape(
        "",
        "CREATE TABLE p{n} PARTITION OF p FOR VALUES IN ({n});",
        "CREATE TABLE p (id int, a int) PARTITION BY LIST (id); CREATE TABLE d PARTITION OF p DEFAULT;",
    ),
    "child tables": Shape(
        "CREATE TABLE c{n} (x{n} text, CHECK (x{n} <> '')) INHERITS (p);",
        "CREATE TABLE c{n} (x{n} text, y{n} text, CHECK (x{n} <> '')) INHERITS (p);"
        "ALTER TABLE c{n} ALTER COLUMN a SET NOT NULL;",
        "CREATE TABLE p (id int, a int);",
    ),
    "triggers of one table": Shape(
        "CREATE TRIGGER g{n} BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
        "CREATE TRIGGER g{n} BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();",
        "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
    ),
    "columns of one table": Shape(
        "ALTER TABLE t ADD a{n} int; COMMENT ON COLUMN t.a{n} IS 'before';",
        "ALTER TABLE t ADD a{n} bigint NOT NULL; COMMENT ON COLUMN t.a{n} IS 'after';",
        "CREATE TABLE t (id int PRIMARY KEY);",
    ),
    "partitions that become NOT NULL": Shape(
        "CREATE TABLE p{n} PARTITION OF p FOR VALUES IN ({n});",
        "CREATE TABLE p{n} PARTITION OF p FOR VALUES IN ({n}); ALTER TABLE p ALTER a SET NOT NULL;",
        "CREATE TABLE p (id int, a int) PARTITION BY LIST (id);",
    ),
    "checks of one table": Shape(
        "",
        "ALTER TABLE t ADD CONSTRAINT c{n} CHECK (a > {n});",
        "CREATE TABLE t (id int PRIMARY KEY, a int);",
    ),
    "other keys": Shape(
        "CREATE TABLE t{n} (id int PRIMARY KEY, a int NOT NULL); CREATE INDEX i{n} ON t{n} (a);",
        "CREATE TABLE t{n} (id int NOT NULL, a int PRIMARY KEY); CREATE INDEX i{n} ON t{n} (id);",
    ),
    "exchanged names of indexes": Shape(
        "CREATE TABLE t{n} (a int, b int); CREATE INDEX i{n} ON t{n} (a); CREATE INDEX j{n} ON t{n} (b);",
        "CREATE TABLE t{n} (a int, b int); CREATE INDEX j{n} ON t{n} (a); CREATE INDEX k{n} ON t{n} (b);",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_plans_grow_with_the_number_of_changes(server18, name):
    few, twice = (_work_of_plan(server18, SHAPES[name], number) for number in (FEW, 2 * FEW))

    assert faster_than_input(few, twice) == {}


def _work_of_plan(server, shape: Shape, number: int):
    before, after = (_read(server, text, number, shape.once) for text in shape[:2])
    return calls(lambda: _planned(before, after))


def _read(server, text: str, number: int, once: str = "") -> Catalog:
    with scratch_database(server) as name, psycopg.connect(server.conninfo(name), autocommit=True) as conn:
        conn.execute(once + "".join(text.format(n=n) for n in range(number)))
        return catalog.read(conn)


def _planned(before: Catalog, after: Catalog) -> None:
    found = joined(asking(statements(before, after), before, after), after, before)
    online(found, before, after)
    _linted([each.sql for each in found], before)


MIGRATION = (
    "DROP POLICY p ON public.t{n}",
    "CREATE POLICY p ON public.t{n} USING (a > 2)",
    "ALTER POLICY q ON public.t{n} USING (a > 2)",
    "ALTER TABLE public.t{n} ADD CONSTRAINT c CHECK (a > 3) NOT VALID",
    "ALTER TABLE public.t{n} VALIDATE CONSTRAINT c",
    "ALTER TABLE public.t{n} ALTER COLUMN a TYPE bigint",
    "CREATE INDEX i{n} ON public.t{n} (a)",
    "ALTER TYPE public.e{n} ADD VALUE 'c'",
    "UPDATE public.t{n} SET e = 'c'",
    "ALTER TYPE public.e{n} RENAME TO f{n}",
    "CREATE TYPE public.e{n} AS ENUM ('a')",
    "DROP FUNCTION public.f{n}()",
    "CREATE FUNCTION public.f{n}() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "GRANT EXECUTE ON FUNCTION public.f{n}() TO PUBLIC",
    "SELECT setval('public.r{n}', last_value, is_called) FROM public.s{n}",
    "DROP SEQUENCE public.s{n}",
    "ALTER TABLE public.p{n} ATTACH PARTITION public.q{n} FOR VALUES IN (1)",
    "DROP TABLE public.t{n}",
)
STATE = """
CREATE TYPE e{n} AS ENUM ('a', 'b'); CREATE TABLE t{n} (id int PRIMARY KEY, a int, e e{n}); CREATE SEQUENCE s{n};
CREATE POLICY p ON t{n}; CREATE POLICY q ON t{n}; CREATE FUNCTION f{n}() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE p{n} (a int) PARTITION BY LIST (a); CREATE TABLE q{n} (a int); CREATE TABLE d{n} PARTITION OF p{n} DEFAULT;
"""


@pytest.mark.parametrize("together", [True, False], ids=["in_one_transaction", "each_alone"])
def test_lint_of_a_migration_grows_with_its_statements(server18, together):
    few, twice = (_work_of_lint(server18, number, together=together) for number in (FEW, 2 * FEW))

    assert faster_than_input(few, twice) == {}


def _work_of_lint(server, number: int, *, together: bool):
    before = _read(server, STATE, number)
    sqls = [sql.format(n=n) for sql in MIGRATION for n in range(number)]
    return calls(lambda: _linted(sqls, before, together=together))


def _linted(sqls, before: Catalog, *, together: bool = True) -> None:
    table = next(iter(before.objects))
    steps = [
        Step(sql, effects(sql), table, unit=0 if together else unit, alone=not together)
        for unit, sql in enumerate(sqls)
    ]
    report = lint(complete(Change(tuple(steps), LINT["postgres"], before)))
    assert report.broken == ()
