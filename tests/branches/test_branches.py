"""``touches``: the names of what a migration changes, without what it only reads."""

from __future__ import annotations

import pytest

from schemadiff.branches.clashes import touches

CASES = {
    "comment on column t.a is 'x'": "public.t",
    "grant select on app.t to public": "app.t",
    "create index i on app.t (a)": "app.i app.t",
    "create policy p on t using (exists (select from other))": "public.t",
    "alter policy p on app.t using (false)": "app.t",
    "drop policy p on t": "public.t",
    "drop trigger tr on app.t": "app.t",
    "drop rule r on t": "public.t",
    "alter trigger tr on t rename to x": "public.t",
    "create trigger tr before insert on t for each row execute function g()": "public.t",
    "create function f() returns int language sql as 'select 1'": "public.f",
    "drop function app.f(int)": "app.f",
    "alter type e add value 'b'": "public.e",
    "alter type app.e rename value 'a' to 'b'": "app.e",
    "alter domain d drop not null": "public.d",
    "alter type c rename to d": "public.c",
    "create view v as select * from t": "public.v",
    "alter table t set schema s": "public.t",
    "alter sequence s restart": "public.s",
    "update t set a = 1 from u": "public.t",
    "insert into app.t select * from u": "app.t",
    "truncate t, u": "public.t public.u",
    "refresh materialized view m": "public.m",
    "create statistics st on a, b from t": "public.st public.t",
    "drop table t, app.u": "app.u public.t",
    "alter table t add constraint fk foreign key (a) references u": "public.t",
    "do $$ begin end $$": "",
}


@pytest.mark.parametrize("sql", CASES)
def test_what_a_statement_touches(sql):
    assert " ".join(sorted(touches(sql, "a.sql"))) == CASES[sql]
