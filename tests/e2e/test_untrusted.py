"""The SQL of desired/ and of a live database runs as a role that cannot reach the machine."""

from __future__ import annotations

import pytest

ATTEMPTS = {
    "do block": "do $$ begin execute 'copy (select 1) to ''{file}'''; end $$;",
    "program": "do $$ begin execute 'copy (select 1) to program ''touch {file}'''; end $$;",
    "function in a view": (
        "create function f() returns int language plpgsql as $$ begin execute 'copy (select 1) to ''{file}'''; return 1;"
        " end $$; create materialized view m as select f();"
    ),
    "large object": "do $$ begin perform lo_export(lo_create(0), '{file}'); end $$;",
    "superuser role": "do $$ begin execute 'set role schemadiff_admin'; execute 'copy (select 1) to ''{file}'''; end $$;",
    "untrusted language": "create extension plpython3u;",
}


@pytest.mark.parametrize("case", ATTEMPTS)
def test_desired_cannot_write_files(project18, tmp_path, case):
    file = tmp_path / "written"
    project18.desired("create table t (id int);\n" + ATTEMPTS[case].replace("{file}", str(file)))
    said = project18.run("plan")
    assert said.code == 3, said.both
    assert not file.exists()
    assert project18.generated == []


def test_pending_migrations_run_as_the_loader_on_the_clone(project18, tmp_path):
    file = tmp_path / "written"
    project18.desired("create table t (id int);")
    project18.write(
        "generated/20260101000000_x.sql", f"DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO ''{file}'''; END $$;\n"
    )
    said = project18.run("plan")
    assert said.code == 3
    assert "permission denied to COPY to a file" in said.err
    assert not file.exists()


FAKE = """
--
-- Name: evil; Type: EXTENSION; Schema: -; Owner: -
--

COPY (SELECT 1) TO ''{file}'';


--
-- Name: EXTENSION evil; Type: COMMENT; Schema: -; Owner: -
--

COPY (SELECT 1) TO ''{file}'';

"""


def test_a_hostile_live_database_gets_nothing_run_by_a_superuser(project18, tmp_path):
    """A function's text looks like an entry of pg_dump's that an administrator would have run."""
    file = tmp_path / "written"
    body = FAKE.replace("{file}", str(file))
    project18.execute(
        f"CREATE FUNCTION evil() RETURNS text LANGUAGE plpgsql AS $body$begin return ' {body} '; end$body$"
    )
    project18.desired("create table t (id int);")
    project18.run("plan", "--allow-data-loss")
    assert not file.exists()


def test_a_function_whose_text_looks_like_a_dump(project18):
    body = (
        "select '\n--\n-- Name: x; Type: TABLE; Schema: public; Owner: y\n--\n\nALTER TABLE a OWNER TO b;\n'"
    )
    project18.desired(
        f"create function f() returns text language sql as $body${body}$body$; create table t (id int);"
    )
    project18.planned()
    assert "no changes" in project18.ok("plan").out
    project18.desired(
        f"create function f() returns text language sql as $body${body}$body$; create table t (id bigint);"
    )
    project18.planned()
    assert "no changes" in project18.ok("plan").out


def test_extensions_that_are_not_on_the_list(project18):
    project18.desired("create extension dblink; create table t (id int);")
    said = project18.run("plan")
    assert said.code == 3
    assert "list of harmless extensions" in said.err
    assert "desired/schema.sql:1" in said.err


@pytest.mark.parametrize("where", ["public", "new"])
def test_extension_that_only_an_administrator_may_make(developing, where):
    """In apply on the development database, on the clone, in what is pending."""
    schema = "create schema new;\n" if where == "new" else ""
    developing.desired(
        f"{schema}create extension vector with schema {where}; create table t (v {where}.vector(3));"
    )
    developing.ok("plan")
    assert "no new migration" in developing.ok("plan").out
    developing.ok("apply", "--yes")
    assert "no changes" in developing.ok("plan").out
    if where == "public":
        return
    developing.desired(
        f"{schema}create extension vector with schema {where}; create table t (v {where}.vector(3), n int);"
    )
    developing.planned()
    developing.ok("rollback", "--yes", "--allow-data-loss")


def test_migration_text_cannot_make_the_administrator_run_more(developing, tmp_path):
    file = tmp_path / "written"
    developing.desired("create table t (id int);")
    developing.write(
        "generated/20260101000000_x.sql",
        f"CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public /* WITH SCHEMA x; COPY (SELECT 1) TO '{file}' */;\n",
    )
    developing.run("apply", "--yes")
    assert not file.exists()
