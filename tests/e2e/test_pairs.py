"""Pairs of states whose proof has something special to check."""

from __future__ import annotations

import pytest

from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.settings import Settings, Shadow

PAIRS = {
    "a column holds rows of a table that gets another column": (
        "CREATE TABLE t (a int, b int); CREATE TABLE h (x t, y t[]);",
        "CREATE TABLE t (a int, b int, c text); CREATE TABLE h (x t, y t[]);",
    ),
    "what only a superuser makes: a comment on an event trigger, a view on a table that nothing handles": (
        """
        CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION ef();
        COMMENT ON EVENT TRIGGER e IS 'x';
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE FOREIGN TABLE ft (a int, c text) SERVER s; CREATE VIEW v AS SELECT a FROM ft;
        """,
        """
        CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION ef();
        COMMENT ON EVENT TRIGGER e IS 'y';
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE FOREIGN TABLE ft (a bigint, c varchar(3), b int) SERVER s; CREATE VIEW v AS SELECT a, b FROM ft;
        """,
    ),
    "a renamed table goes on counting": (
        "CREATE TABLE o (id serial PRIMARY KEY);",
        "-- schemadiff:renamed from o\nCREATE TABLE q (id serial PRIMARY KEY);",
    ),
    "an index computes whole rows, of which a column gets another type": (
        """
        CREATE TABLE t (a int, b int); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).b';
        CREATE INDEX i ON t (f(t));
        """,
        """
        CREATE TABLE t (a bigint, b int); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).b';
        CREATE INDEX i ON t (f(t));
        """,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_that_is_proven_both_ways(tmp_path, name):
    paths = [tmp_path / "one.sql", tmp_path / "other.sql"]
    for path, text in zip(paths, PAIRS[name], strict=True):
        path.write_text(text)
    shadow = Shadow(provider="embedded", version=18, trusted="superuser" in name)
    settings = Settings(tmp_path, paths[1], tmp_path / "generated", shadow=shadow)
    found = api.plan_between(settings, *(State(path.name, path=path) for path in paths))
    assert (found.refusals, found.proof.ok, found.proof.way_back.ok) == ((), True, True)
    assert not any(proof.rows.failures for proof in (found.proof, found.proof.way_back) if proof.rows)
    assert not any(s.sql.startswith(("DROP SEQUENCE", "CREATE SEQUENCE")) for s in found.plan.statements)


def test_a_new_value_of_an_enum_is_in_a_transaction_before_that_of_its_uses(tmp_path):
    paths = [tmp_path / "one.sql", tmp_path / "other.sql"]
    paths[0].write_text("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (v e);")
    paths[1].write_text(
        "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (v e DEFAULT 'b', CHECK (v <> 'b'));"
    )
    shadow = Shadow(provider="embedded", version=18)
    settings = Settings(tmp_path, paths[1], tmp_path / "generated", shadow=shadow)
    found = api.plan_between(settings, *(State(path.name, path=path) for path in paths))
    seen = [len(unit.statements) for unit in found.plan.units]
    assert (found.refusals, seen, [f for f in found.findings if f.rule == "MIG029"]) == ((), [1, 2], [])
