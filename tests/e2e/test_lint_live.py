"""``schemadiff lint --live`` on a database that is in use."""

from __future__ import annotations

import psycopg


def test_lint_looks_at_a_target_and_writes_nothing(project18):
    project18.desired("CREATE TABLE t (id serial PRIMARY KEY);\nALTER TABLE t ENABLE ROW LEVEL SECURITY;\n"
                      "CREATE POLICY nobody ON t TO PUBLIC USING (false);\n")  # fmt: skip
    with psycopg.connect(project18.target, autocommit=True) as conn:
        conn.execute(
            "CREATE TABLE t (id serial PRIMARY KEY); SELECT setval('t_id_seq', 2147480000); "
            f"ALTER DATABASE {conn.info.dbname} SET default_transaction_read_only = on"
        )

    said = project18.run("lint", "--target", project18.target, "--fail-on", "warning")

    assert said.code == 1, said.both
    assert "warning[CON013] sequence-overflow: sequence public.t_id_seq has reached 2147480000" in said.out
    assert " --> desired/schema.sql:1:17" in said.out
    assert "skipped" not in said.out

    said = project18.run("lint", "--require-all")
    assert said.code == 3
    assert "skipped: RLS027, IDX004 and CON013 (only with a database in use" in said.out
