"""``[migrations] layout``: files that another tool applies, and its history table read as ours."""

from __future__ import annotations

import pytest

DESIRED = "create table t (a int);\ncreate function f() returns void language plpgsql as $$ begin perform 1; perform 2; end $$;\n"
HISTORY = {
    "supabase": "create schema supabase_migrations; create table supabase_migrations.schema_migrations (version text primary key, name text); insert into supabase_migrations.schema_migrations values ('{v}', 'x')",
    "flyway": "create table flyway_schema_history (installed_rank int, version text, description text, type text, script text, checksum int, installed_by text, installed_on timestamp default now(), execution_time int, success boolean); insert into flyway_schema_history (installed_rank, version, description, installed_by, success) values (1, '{v}', 'x', 'me', true)",
    "dbmate": "create table schema_migrations (version varchar primary key); insert into schema_migrations values ('{v}')",
    "golang-migrate": "create table schema_migrations (version bigint primary key, dirty boolean); insert into schema_migrations values ({v}, false)",
    "sqlx": "create table _sqlx_migrations (version bigint primary key, description text, installed_on timestamptz default now(), success boolean, checksum bytea, execution_time bigint); insert into _sqlx_migrations (version, description, success) values ({v}, 'x', true)",
    "goose": "create table goose_db_version (id serial primary key, version_id bigint, is_applied boolean, tstamp timestamp default now()); insert into goose_db_version (version_id, is_applied) values (0, true), ({v}, true)",
}
FILES = {
    "supabase": ["{v}_add_t.sql"],
    "flyway": ["U{v}__add_t.sql", "V{v}__add_t.sql"],
    "dbmate": ["{v}_add_t.sql"],
    "golang-migrate": ["{v}_add_t.down.sql", "{v}_add_t.up.sql"],
    "sqlx": ["{v}_add_t.down.sql", "{v}_add_t.up.sql"],
    "goose": ["{v}_add_t.sql"],
}


def settled(project, layout):
    tables = "flyway_schema_history*", "schema_migrations*", "_sqlx_migrations*", "goose_db_version*"
    ignore = ", ".join(f'"public.{name}"' for name in tables)
    project.settings(
        f'ignore = [{ignore}, "supabase_migrations*", "schema supabase_migrations"]\n[migrations]\nlayout = "{layout}"'
    )
    project.desired(DESIRED)


@pytest.mark.parametrize("layout", HISTORY)
def test_the_round_with_another_runner(project18, layout):
    settled(project18, layout)
    project18.ok("plan", "--name", "add_t")
    version = "".join(c for c in project18.generated[0] if c.isdigit())
    assert project18.generated == [name.format(v=version) for name in FILES[layout]]
    # The other runner has been here.
    project18.execute(HISTORY[layout].format(v=version))
    project18.execute(DESIRED)
    said = project18.ok("status")
    assert f"applied   {version}_add_t" in said.out
    assert "equals desired/" in said.out
    text = (project18.root / "generated" / FILES[layout][-1].format(v=version)).read_text()
    assert "$function$ begin perform 1; perform 2; end $$" in text.replace("$function$;", "$$;")
    if layout != "goose":
        return
    assert "-- +goose StatementBegin\nCREATE OR REPLACE FUNCTION" in text
    places = [text.index(word) for word in ("-- +goose Up", "CREATE TABLE", "-- +goose Down", "DROP")]
    assert places == sorted(places)
    said = project18.run("apply", "--yes")
    assert (said.code, "apply with it: goose up" in said.err) == (2, True)
    assert project18.ok("drift").out.startswith("no drift")
    # What it wrote reads back, and a change comes after it.
    project18.desired(DESIRED + "create index concurrently_not on t (a);")
    project18.ok("plan", "--name", "more")
    assert len(project18.generated) == 2 * len(FILES[layout])
    assert project18.ok("check").out.startswith("generated/, desired/")


def test_a_history_of_an_unknown_version(project18):
    settled(project18, "flyway")
    project18.execute("create table flyway_schema_history (version_rank int, version text, description text)")
    said = project18.run("status")
    assert said.code == 3
    assert "public.flyway_schema_history has no column installed_by, installed_on, success" in said.err
    assert "flyway itself says what is applied" in said.err
