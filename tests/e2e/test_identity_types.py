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
