"""Names that need quoting: through plan, apply, rollback, lint and every format."""

from __future__ import annotations

import json
from collections.abc import Callable

LONG = "x" * 63
NAMES = {
    "upper case": "Upper Case",
    "quotes": 'say "hello"',
    "apostrophe": "it's",
    "dots": "a.b.c",
    "emoji": "naïve 🐘",
    "long": LONG,
    "reserved": "select",
    "sql": "x; DROP TABLE users; --",
    "comment": "a /* b */ -- c",
    "parentheses": "f(a, b) on t",
    "dollar": "$1 $$",
    "percent": "100%s %(a)s {}",
    "markdown": "a|b`c`*d*",
}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def schema(name: str, column: str) -> str:
    n, c = quoted(name), quoted(column)
    literal = "'" + name.replace("'", "''") + "'"
    return f"""
create schema {n};
create type {n}.{n} as enum ({literal}, 'other');
create domain {n}.{quoted(name[:40] + " d")} as text check (value <> {literal});
create sequence {n}.{quoted(name[:40] + " s")};
create table {n}.{quoted(name[:60] + " t")} ({n} int constraint {n} primary key, u int
  constraint {quoted(name[:50] + " fk")} references {n}.{quoted(name[:60] + " t")} ({n}), {c} {n}.{n} default {literal});
create index {quoted(name[:40] + " i")} on {n}.{quoted(name[:60] + " t")} ({c});
create view {n}.{quoted(name[:40] + " v")} as select {n}, {c} from {n}.{quoted(name[:60] + " t")};
create function {n}.{n}({n} int) returns int language sql as 'select 1';
create function {n}.{quoted(name[:40] + " g")}() returns trigger language plpgsql as 'begin return new; end';
create trigger {n} before insert on {n}.{quoted(name[:60] + " t")} for each row
  execute function {n}.{quoted(name[:40] + " g")}();
alter table {n}.{quoted(name[:60] + " t")} enable row level security;
create policy {n} on {n}.{quoted(name[:60] + " t")} using ({n} > 0);
comment on table {n}.{quoted(name[:60] + " t")} is {literal};
comment on column {n}.{quoted(name[:60] + " t")}.{c} is {literal};
grant select ({n}), update on {n}.{quoted(name[:60] + " t")} to public;
"""


def schemas(column: Callable[[str], str]) -> str:
    return "\n".join(schema(name, column(name)) for name in NAMES.values())


def test_names(project18):
    start = project18.dump()
    project18.desired(schemas(lambda _: "c"))
    for form in ("text", "sql", "markdown", "json"):
        shown = project18.ok("plan", "--no-write", "--format", form).out
        assert shown
        if form == "json":
            json.loads(shown)
    project18.planned()
    assert "no changes" in project18.ok("plan").out
    first = project18.dump()
    assert [
        name for name in NAMES.values() if quoted(name) not in first and name not in ("select", LONG)
    ] == []

    project18.desired(schemas(lambda name: f"{name[:55]} other"))
    project18.ok("plan", "--allow-data-loss")
    project18.ok("apply", "--yes")
    assert "no changes" in project18.ok("plan").out
    assert project18.run("lint").code in (0, 1)
    json.loads(project18.run("lint", "--format", "json").out)

    project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.dump() == first
    project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.dump() == start


def test_names_with_migra(project18):
    project18.settings('engine = "migra"')
    names = [quoted(NAMES[case]) for case in ("upper case", "quotes", "emoji", "sql", "percent")]
    project18.desired(
        "\n".join(
            f"create table {name} ({name} int primary key); create view v{number} as select * from {name};"
            for number, name in enumerate(names)
        )
    )
    project18.planned()
    assert "no changes" in project18.ok("plan").out
