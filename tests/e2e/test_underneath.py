"""What files cannot express and no judge compares is named in the plan."""

from __future__ import annotations

import pytest

SCHEMA = """
CREATE COLLATION public.c (provider = builtin, locale = 'C.UTF-8');
CREATE TABLE public.t (a text COLLATE public.c);
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS a;
CREATE FUNCTION public.x(int, text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR public.<% (FUNCTION = public.x, LEFTARG = int, RIGHTARG = text);
"""
CHANGES = {
    "ALTER FUNCTION pg_catalog.pg_sleep(float8) COST 77": "function pg_catalog.pg_sleep(double precision)",
    "CREATE OR REPLACE VIEW information_schema.enabled_roles AS SELECT NULL::information_schema.sql_identifier AS role_name":
        "view information_schema.enabled_roles",
    "ALTER TEXT SEARCH DICTIONARY pg_catalog.english_stem (stopwords = '')": "text search dictionary pg_catalog.english_stem",
    "ALTER TEXT SEARCH CONFIGURATION pg_catalog.english ALTER MAPPING FOR asciiword WITH simple":
        "text search configuration pg_catalog.english",
    "ALTER OPERATOR FAMILY pg_catalog.integer_ops USING btree ADD OPERATOR 1 public.<% (int, text)":
        "operator family pg_catalog.integer_ops USING btree",
    "CREATE FUNCTION pg_catalog.evil(int) RETURNS int LANGUAGE sql AS 'SELECT 1'": "function pg_catalog.evil(integer)",
    "CREATE VIEW information_schema.evil AS SELECT 1 AS a": "view information_schema.evil",
    "UPDATE pg_collation SET collversion = '99' WHERE collname = 'c'": "collation public.c",
    "DROP EXTENSION plpgsql": "language plpgsql, which was dropped",
    "REFRESH MATERIALIZED VIEW public.m WITH NO DATA": "materialized view public.m is not populated",
}  # fmt: skip
"""What somebody does on the target, and what is named then."""


@pytest.fixture
def notes(project18):
    def said() -> str:
        plan = project18.ok("plan", "--format", "json").json["plan"]
        assert plan["units"] == []
        return "\n".join(note["message"] for note in plan["notes"] if note["severity"] == "warning")

    project18.desired(SCHEMA)
    project18.planned()
    return said


def test_what_is_under_the_schema_is_named(project18, notes):
    assert notes() == ""
    for change in CHANGES:
        project18.execute(change, superuser=True)
    said = notes()
    assert [named for named in CHANGES.values() if named not in said] == []


def test_what_is_granted_beside_the_schema_is_named_where_grants_are_exact(project18, notes):
    assert notes() == ""
    (database,) = project18.query("SELECT quote_ident(current_database())")[0]
    project18.settings('privileges = "exact"\n')
    project18.execute(f"REVOKE CONNECT ON DATABASE {database} FROM PUBLIC", superuser=True)
    project18.execute("GRANT SET ON PARAMETER log_min_messages TO PUBLIC", superuser=True)
    try:
        said = project18.ok("plan").out
    finally:
        project18.execute("REVOKE SET ON PARAMETER log_min_messages FROM PUBLIC", superuser=True)
    assert f"neither compared nor written: database {database}, parameter log_min_messages" in " ".join(
        said.split()
    )
