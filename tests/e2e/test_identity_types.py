"""Identities whose sequences count in another type than their columns: pg_dump says neither that type nor its limits."""

from __future__ import annotations

TABLE = "create table public.t (a int generated always as identity, b int generated always as identity{column});\n"
AS = "alter sequence public.t_a_seq as smallint;\nalter sequence public.t_b_seq as bigint;\n"


def test_there_and_back(project18):
    """The clone counts as the target does, so that the plan can be proven."""
    project18.execute(TABLE.format(column="") + AS)
    start = project18.dump()
    project18.desired(TABLE.format(column="") + AS)
    assert "no changes" in project18.ok("plan").out
    project18.desired(TABLE.format(column=", c int") + AS)
    (statement,) = project18.planned("--format", "json").json["plan"]["units"][0]["statements"]
    assert statement["sql"] == "ALTER TABLE public.t ADD COLUMN c integer"
    project18.desired(TABLE.format(column=", c int"))
    project18.planned()
    assert "no changes" in project18.ok("plan").out
    for _ in range(2):
        project18.ok("rollback", "--yes", "--allow-data-loss")
    assert project18.dump().replace("MAXVALUE 32767", "NO MAXVALUE") == start


def test_a_bound_that_no_dump_can_say(project18):
    """PostgreSQL does not load what pg_dump says of it; the hint has what mends the target."""
    project18.execute(TABLE.format(column="") + AS)
    project18.execute("alter table public.t alter column b set maxvalue 99999999999")
    project18.desired(TABLE.format(column=", c int") + AS)
    said = " ".join(project18.run("plan").both.split())
    assert "MAXVALUE (99999999999) is out of range for sequence data type integer" in said
    statement = "ALTER TABLE public.t ALTER COLUMN b SET NO MINVALUE SET NO MAXVALUE"
    assert f"on the target: {statement}" in said
    project18.execute(statement)
    assert "ADD COLUMN c integer" in project18.ok("plan").out
