"""A plan that nothing leads back from: it is written, says so, and cannot be rolled back."""

from __future__ import annotations

TABLE = "CREATE TABLE t (a s) PARTITION BY LIST (a);\nCREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a');\n"


def test_a_label_that_comes_and_cannot_go(project18):
    """A partition key has the type, and PostgreSQL changes no column of one."""
    project18.desired("CREATE TYPE s AS ENUM ('a');\n" + TABLE)
    project18.planned()
    project18.desired("CREATE TYPE s AS ENUM ('a', 'b');\n" + TABLE)
    said = " ".join(project18.ok("plan").out.split())
    assert "way back irreversible: there is no reverse plan" in said
    assert "nothing leads back: type public.s must be dropped and made again" in said
    assert "public.t is partitioned by a, and PostgreSQL changes no column of a partition key" in said
    project18.ok("apply", "--yes")
    assert project18.run("rollback", "--yes").code == 1
    project18.desired("CREATE TYPE s AS ENUM ('a');\n" + TABLE)
    refused = project18.run("plan")
    assert (refused.code, "detach its partitions" in " ".join(refused.err.split())) == (1, True)
