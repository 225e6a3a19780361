"""A plan without a way back is written, says so, and cannot be rolled back."""

from __future__ import annotations

BEFORE = "CREATE TYPE c AS (a int, b int);\n"
AFTER = "CREATE TYPE c AS (b int);\n"
REST = "CREATE TYPE r AS RANGE (subtype = c);\nCREATE TABLE t (x r);\n"


def test_an_attribute_that_goes_and_cannot_come(project18):
    """It would come in front of another one, and ranges of such rows are only carried over as text."""
    project18.there(BEFORE + REST)
    project18.desired(AFTER + REST)
    said = " ".join(project18.ok("plan", "--allow-data-loss").out.split())
    assert "rollback irreversible: there is no reverse plan" in said
    assert "no reverse plan: type public.c is recreated with other attributes or in another order" in said
    project18.ok("apply", "--yes")
    assert project18.run("rollback", "--yes").code == 1
    project18.desired(BEFORE + REST)
    refused = project18.run("plan")
    assert (refused.code, "give public.t.x another type first" in " ".join(refused.err.split())) == (1, True)
