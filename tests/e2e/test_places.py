"""Columns that the target's tables have lost count as well: what PostgreSQL refuses for them is said before apply."""

from __future__ import annotations

RULE = "CREATE RULE r AS ON INSERT TO t DO INSTEAD INSERT INTO l VALUES (NEW.a, NEW.b) RETURNING a, b;"
TABLES = "CREATE TABLE l (a int, b text); CREATE TABLE t (a int, b text);"


def refused(project) -> list[str]:
    """What a plan that writes nothing is refused for."""
    said = project.run("plan", "--check", "--format", "json", "--allow-data-loss").json
    return [refusal["message"] for refusal in said["refusals"] if refusal["reason"] == "columns"]


def test_a_rule_that_returns_rows_of_a_table_that_has_lost_a_column_is_refused(project18):
    project18.there(TABLES)
    project18.desired(TABLES + RULE)
    assert refused(project18) == []
    # No copy of the schema has what a table has lost.
    project18.execute("ALTER TABLE t ADD COLUMN lost int; ALTER TABLE t DROP COLUMN lost")
    assert refused(project18) == [
        (
            "rule r on public.t has RETURNING, and public.t has lost 1 column: PostgreSQL makes no such rule on a "
            "table that has lost a column"
        )
    ]


def test_a_table_that_would_have_too_many_columns_with_those_that_it_lost_is_refused(project18):
    project18.there("CREATE TABLE t (a int); CREATE TABLE k (PRIMARY KEY (a)) INHERITS (t);")
    names = [f"x{n}" for n in range(1597)]
    project18.execute(
        f"ALTER TABLE k {', '.join(f'ADD COLUMN {name} int' for name in names)};"
        f"ALTER TABLE k {', '.join(f'DROP COLUMN {name}' for name in names)}"
    )
    project18.desired("CREATE TABLE t (a int, b int, c int); CREATE TABLE k (PRIMARY KEY (a)) INHERITS (t);")
    assert refused(project18) == []
    project18.desired(
        "CREATE TABLE t (a int, b int, c int, d int); CREATE TABLE k (PRIMARY KEY (a)) INHERITS (t);"
    )
    assert refused(project18) == [
        (
            "table public.k would have more than 1600 columns: it has 1598, of which 1597 were dropped, and gets "
            "3 new ones; PostgreSQL counts dropped columns, also those that this plan drops"
        )
    ]
