"""Since 18 a NOT NULL may count a parent that has lost the column: what PostgreSQL refuses then is said before apply."""

from __future__ import annotations

TABLES = "CREATE TABLE t ({}z int); CREATE TABLE u (c int); CREATE TABLE k ({}) INHERITS (t, u);"
WHY = "counts a parent that does not have it any more, so PostgreSQL lets nobody drop or rename it"


def test_not_null_that_nobody_can_drop_is_named_and_its_end_refused(project18):
    project18.there(TABLES.format("c int NOT NULL, ", "c int NOT NULL"))
    project18.execute("ALTER TABLE t DROP COLUMN c")
    project18.desired(TABLES.format("", "c int NOT NULL"))
    kept = project18.ok("plan", "--check", "--format", "json").json
    said = [note["message"] for note in kept["plan"]["notes"] if note["severity"] == "warning"]
    assert said == [f"NOT NULL of table column public.k.c {WHY}"]

    project18.desired(TABLES.format("", ""))
    refused = project18.run("plan", "--format", "json")
    assert refused.code == 3
    found = [(each["reason"], each["message"]) for each in refused.json["refusals"]]
    assert found == [("inheritance", f"NOT NULL of table column public.k.c {WHY}")]
