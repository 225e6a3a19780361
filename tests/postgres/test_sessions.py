"""Settings of a database or a role change neither what is read of it nor what a migration does."""

from __future__ import annotations

import psycopg
import pytest

from applying import FIRST, migration, query, run
from schemadiff import catalog
from schemadiff.errors import ConnectionFailed
from schemadiff.migrations.apply import apply, status
from schemadiff.migrations.session import opened
from schemadiff.planning.preferences import notes_of_preferences
from schemadiff.postgres.content import content
from schemadiff.postgres.pg_dump import dump, find_pg_dump
from schemadiff.targets import Live, connect

SCHEMA = r"""
CREATE TABLE public.t (
    a date DEFAULT '2020-02-01', b timestamptz DEFAULT '2020-02-01 00:00+00', c interval DEFAULT '1 day 2 hours',
    d bytea DEFAULT '\x00ff', f interval DEFAULT '-1 day +2 hours', g text[] DEFAULT '{NULL,a\\b}', e float8 DEFAULT 0.30000000000000004, "select" money DEFAULT 5::money,
    CHECK (b > '2020-02-01 00:00+00'::timestamptz)
);
CREATE TABLE public.p (a timestamptz) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01 00:00+00') TO ('2021-01-01 00:00+00');
CREATE VIEW public.v AS SELECT 'a\b'::text AS s, '2020-02-01'::date AS r;
"""
PREFERRED = (
    "DateStyle = 'German, DMY'", "TimeZone = 'Europe/Berlin'", "IntervalStyle = iso_8601",
    "extra_float_digits = -3", "quote_all_identifiers = on", "bytea_output = escape", "standard_conforming_strings = off",
    "transform_null_equals = on", "array_nulls = off", "xmloption = document", "xmlbinary = hex", "backslash_quote = on",
    "escape_string_warning = off", "lc_monetary = 'POSIX'", "lc_numeric = 'POSIX'", "search_path = pg_catalog, public",
    "check_function_bodies = off", "default_text_search_config = 'pg_catalog.german'", "row_security = off",
    "default_tablespace = pg_default", "plan_cache_mode = force_custom_plan", "client_min_messages = error",
)  # fmt: skip
TRAPS = """
CREATE SCHEMA trap;
CREATE FUNCTION trap.set_config(text, text, boolean) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
CREATE FUNCTION trap.current_setting(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
CREATE FUNCTION trap.quote_ident(text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$;
"""
HIT = "CREATE FUNCTION trap.hit({0}, {0}) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE 'called'; END$$"
OPERATOR = "CREATE OPERATOR trap.{} (LEFTARG = {}, RIGHTARG = {}, FUNCTION = trap.hit)"
WRITTEN = r"CREATE TABLE public.made (a text DEFAULT 'a\b' CHECK (a <> 'q'), b int CHECK (b = NULL OR length(a) > 1));"


TIMEOUTS = ("statement_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout")
LIMITS = "SELECT name, setting FROM pg_settings WHERE name ~ '^(statement|transaction|idle.*)_timeout$' AND setting <> '0'"


@pytest.fixture
def admin(server, database):
    return server.conninfo(database, superuser=True)


def prefer(admin, database, settings, role=None):
    """Let the database prefer them, or a role in it, which counts for more."""
    whose = f'ROLE "{role}" IN DATABASE "{database}"' if role else f'DATABASE "{database}"'
    for setting in settings:
        run(admin, f"ALTER {whose} SET {setting}")


def seen(server, database):
    bindir = server.bindir or find_pg_dump(server.major)
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        return catalog.read(conn).objects, dump(server.conninfo(database), bindir)


def test_a_schema_reads_the_same_whatever_the_database_or_a_role_prefers(server, database, admin):
    run(server.conninfo(database), SCHEMA)
    as_usual = seen(server, database)
    prefer(admin, database, PREFERRED)
    (zone,) = query(server.conninfo(database), "SHOW TimeZone")[0]
    by_database = seen(server, database)
    prefer(admin, database, ("TimeZone = 'Asia/Tokyo'", "bytea_output = hex"))
    prefer(admin, database, PREFERRED, server.loader)
    (again,) = query(server.conninfo(database), "SHOW TimeZone")[0]
    by_role = seen(server, database)
    assert (zone, again) == ("Europe/Berlin", "Europe/Berlin")
    assert by_database == as_usual
    assert by_role == as_usual


def test_implicit_casts_to_text_as_before_postgresql_8_3_are_no_trouble(server, database, admin):
    objects, _ = seen(server, database)
    types = ("int2", "int4", "int8", "oid", "float8", "numeric", "date", "timestamptz")
    run(admin, "".join(f"CREATE CAST ({name} AS text) WITH INOUT AS IMPLICIT;" for name in types))
    found, _ = seen(server, database)
    assert sorted(address.type for address in found.keys() - objects.keys()) == ["cast"] * len(types)


def test_nothing_is_called_that_stands_before_the_names_of_postgresql(server, database, admin):
    theirs = server.conninfo(database)
    run(theirs, TRAPS)
    for argument in ("int", "text", "oid", "name"):
        operators = (OPERATOR.format(name, argument, argument) for name in ("=", "<>", ">", "~"))
        run(theirs, "; ".join((HIT.format(argument), *operators)))
    prefer(
        admin,
        database,
        ('search_path = trap, "$user", public, pg_catalog', "standard_conforming_strings = off"),
    )
    prefer(admin, database, ("transform_null_equals = on",))
    with pytest.raises(psycopg.errors.RaiseException):
        query(theirs, "SELECT 1 = 1")
    with connect(theirs, "target") as conn:
        assert conn.execute("SELECT current_setting('search_path'), 1 = 1").fetchone() == ('""', True)
    with psycopg.connect(theirs, autocommit=True) as conn:
        assert catalog.read(conn).role == server.loader
        assert content(conn, 1).rows["pg_class"]
    made = migration(FIRST, WRITTEN)
    apply(theirs, [made])
    assert [str(each.state) for each in status(theirs, [made])] == ["applied"]
    checks = "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = 'public.made'::regclass ORDER BY 1"
    with connect(theirs, "target") as conn:
        found = [text for (text,) in conn.execute(checks).fetchall()]
        default = conn.execute(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'public.made'::regclass"
        ).fetchone()
    assert found == ["((b = NULL::integer) OR (length(a) > 1))", "(a <> 'q'::text)"]
    assert default == (r"'a\b'::text",)


def test_what_decides_the_meaning_of_sql_is_named_and_no_value_is_told(server, database, admin):
    target = Live("the target", server.conninfo(database), server.version, server.loader)
    assert [*notes_of_preferences(target)] == []
    prefer(admin, database, ("statement_timeout = '5s'", "app.secret = 'hidden'"))
    assert [*notes_of_preferences(target)] == []
    prefer(admin, database, ("search_path = hidden", "TimeZone = 'Europe/Berlin'"))
    (note,) = notes_of_preferences(target)
    assert all(name in note.message for name in ("search_path", "TimeZone"))
    assert "hidden" not in note.message + note.hint


def test_what_is_meant_for_forgetful_clients_cuts_nothing_short(server, database, admin):
    theirs = server.conninfo(database)
    names = (*TIMEOUTS, "transaction_timeout") if server.major >= 17 else TIMEOUTS
    prefer(admin, database, [f"{name} = '1h'" for name in names])
    assert len(query(theirs, LIMITS)) == len(names)
    with connect(theirs, "target") as conn:
        assert conn.execute(LIMITS).fetchall() == []
    apply(
        theirs,
        [migration(FIRST, f"CREATE TABLE limits AS {LIMITS}; VACUUM limits; INSERT INTO limits {LIMITS}")],
    )
    assert query(theirs, "SELECT * FROM limits") == []


def test_a_reader_that_is_ended_says_whose_connection_was_lost(server, database):
    theirs, end = server.conninfo(database), "SELECT pg_terminate_backend(pg_backend_pid())"
    with (
        pytest.raises(ConnectionFailed, match=r"^staging: the connection was lost: ") as lost,
        connect(theirs, "staging") as conn,
    ):
        conn.execute(end)
    assert str(lost.value).endswith(
        "hint: check that the server is running and the network is up, then run this again"
    )
    with (
        pytest.raises(ConnectionFailed, match=f"dbname={database}: the connection was lost: "),
        opened(theirs, "status") as conn,
    ):
        conn.execute(end)
    with pytest.raises(psycopg.errors.DivisionByZero), connect(theirs, "staging") as conn:
        conn.execute("SELECT 1 / 0")


def test_text_is_text_whatever_the_encoding_that_is_preferred(server, database, admin):
    prefer(admin, database, ("client_encoding = 'SQL_ASCII'",))
    assert query(server.conninfo(database), "SHOW client_encoding") == [(b"SQL_ASCII",)]
    with connect(server.conninfo(database), "target") as conn:
        assert conn.execute("SELECT U&'\\00E9'::text").fetchone() == ("é",)
