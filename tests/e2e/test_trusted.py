"""``[shadow] trusted``: what only a superuser can make, for those who trust everyone who can change ``desired/``."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from projects import Project
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemadiff.postgres.server import drop_database

TRUSTED = "[shadow]\ntrusted = true\n"
EVENT_TRIGGER = """
create function seen() returns event_trigger language plpgsql as 'begin null; end';
create event trigger watch on ddl_command_end execute function seen();
"""
FOR_SUPERUSERS = [
    (EVENT_TRIGGER, "event trigger watch"),
    ("create foreign data wrapper w;", "foreign-data wrapper w"),
    ("create publication p for all tables;", "publication p"),
    (
        "create function f(internal) returns internal language internal as 'textlike_support';",
        "function public.f",
    ),
    (
        "create text search parser p (start=prsd_start, gettoken=prsd_nexttoken, end=prsd_end, lextypes=prsd_lextype);",
        "text search parser public.p",
    ),
    ("create operator class o for type integer using hash as operator 1 =;", "operator class public.o"),
    (
        (
            "create language mine handler h; create function h() returns language_handler language c"
            " as '$libdir/plpgsql', 'plpgsql_call_handler';"
        ),
        "language mine",
    ),
    ("create access method mine type table handler heap_tableam_handler;", "access method mine"),
    (
        "create subscription s connection '' publication p with (connect = false, slot_name = none);",
        "subscription s",
    ),
]


@pytest.fixture
def chief(project18):
    """The project, with a target that is reached as a superuser."""
    server = project18.server
    with psycopg.connect(server.conninfo("postgres", superuser=True), autocommit=True) as conn:
        conn.execute(
            "DO $$ BEGIN CREATE ROLE superintendent SUPERUSER LOGIN; EXCEPTION WHEN duplicate_object THEN END $$"
        )
    yield Project(project18.root, make_conninfo(project18.target, user="superintendent"), server)
    # With its subscriptions, which nobody else would drop.
    drop_database(replace(server, trusted=True), conninfo_to_dict(project18.target)["dbname"])


@pytest.mark.parametrize(("sql", "what"), FOR_SUPERUSERS)
def test_without_it_the_error_names_the_setting(chief, sql, what):
    chief.desired(sql)
    said = chief.run("plan", "--no-write")
    assert said.code == 3
    assert "trusted = true under [shadow]" in said.err


def test_the_superuser_of_throw_away_servers_owns_something(chief):
    """A target may have a role of that name, as its owner of objects: the loader may not act for it unless trusted."""
    chief.execute(
        "create table public.t (a int); alter table public.t owner to schemadiff_admin", superuser=True
    )
    said = chief.run("pull")
    assert (said.code, "schemadiff_admin is also the superuser of the throw-away server: " in said.err) == (
        3,
        True,
    )
    assert not list((chief.root / "desired").glob("**/*.sql"))
    chief.settings(TRUSTED)
    chief.ok("pull")
    assert chief.changes() == []


def test_with_it_everything_is_made_and_comes_back(chief):
    chief.settings(TRUSTED)
    everything = "\n".join(sql for sql, _ in FOR_SUPERUSERS)
    chief.desired(everything)
    planned = " ".join(
        f"{s['address']['type']} {s['address']['identity']}"
        for unit in chief.ok("plan", "--no-write", "--format", "json").json["plan"]["units"]
        for s in unit["statements"]
    )
    assert [what for _, what in FOR_SUPERUSERS if what not in planned] == []
    chief.planned()
    assert chief.changes() == []
    # The clone is made of what is there, with the same rights.
    chief.desired(everything + "create table added (id integer primary key);")
    chief.planned()
    assert chief.changes() == []


def test_a_live_object_of_a_superuser_is_named(chief):
    chief.desired("create table t (id integer primary key);")
    chief.execute(EVENT_TRIGGER)
    said = chief.run("plan", "--no-write")
    assert said.code == 3
    assert "the live database has event trigger watch, which only a superuser can create" in said.err
    chief.settings('ignore = ["event trigger watch", "function public.seen()"]\n')
    assert chief.changes() == [
        "CREATE TABLE public.t (\n    id integer NOT NULL,\n    CONSTRAINT t_pkey PRIMARY KEY (id)\n)"
    ]


def test_the_target_as_provider_lends_only_the_rights_that_its_role_has(project18, chief):
    for project, code in ((project18, 3), (chief, 0)):
        project.settings(TRUSTED.replace("\n", '\nprovider = "target"\n', 1))
        project.desired("create foreign data wrapper w;")
        assert project.run("plan", "--no-write").code == code
