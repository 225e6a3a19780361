"""Indexes that an interrupted CREATE INDEX CONCURRENTLY left: pg_dump leaves them out, and they are dealt with all the same."""

from __future__ import annotations

import psycopg
import pytest

INDEXES = """
    SELECT relname, indisvalid FROM pg_index JOIN pg_class i ON i.oid = indexrelid
    WHERE indrelid = 'public.t'::regclass ORDER BY 1
"""
TABLE = "CREATE TABLE public.t (a integer, b integer);\n"
WANTED = f"{TABLE}CREATE UNIQUE INDEX wanted ON public.t (a);\n"


@pytest.fixture
def project(project18):
    """A target with two such indexes, of which the files want one."""
    project18.execute(f"{TABLE} INSERT INTO public.t VALUES (1, 1), (1, 1)")
    with psycopg.connect(project18.target, autocommit=True) as conn:
        for name, column in (("wanted", "a"), ("by_hand", "b")):
            with pytest.raises(psycopg.errors.UniqueViolation):
                conn.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON public.t ({column})")
        conn.execute("DELETE FROM public.t")
    project18.desired(WANTED)
    return project18


def found(project):
    with psycopg.connect(project.target, autocommit=True) as conn:
        return conn.execute(INDEXES).fetchall()


@pytest.mark.parametrize("online", [(), ("--online",)])
def test_a_plan_drops_them_or_makes_them_anew_there_and_back(project, online):
    planned = project.ok("plan", *online).out
    assert "index public.by_hand is invalid on the target" in planned
    project.ok("apply", "--yes")
    assert found(project) == [("wanted", True)]
    # No statement makes an invalid index.
    project.ok("rollback", "--yes")
    assert found(project) == [("by_hand", True), ("wanted", True)]
    project.ok("apply", "--yes")
    assert found(project) == [("wanted", True)]


def test_a_plan_after_what_is_pending_sees_them_as_well(project):
    (project.root / "generated").mkdir(exist_ok=True)
    (project.root / "generated" / "20200101000000_more.sql").write_text(
        "CREATE TABLE public.more (a integer);\n"
    )
    project.desired(f"{WANTED}CREATE TABLE public.more (a integer);\n")
    project.ok("plan")
    project.ok("apply", "--yes")
    assert found(project) == [("wanted", True)]


@pytest.mark.parametrize("start", ["EMPTY", "same"])
def test_a_database_that_has_them_is_reached_with_valid_ones(project, start):
    target, project.target = project.target, None
    said = project.ok("plan", "--from", target if start == "same" else start, "--to", target).out
    assert "CREATE UNIQUE INDEX wanted" in said
    assert "and is to be valid" in said


def test_pull_writes_all_but_them_and_says_what_to_do(project):
    merged = project.ok("pull", "--check")
    assert "index public.wanted is not pulled: it is invalid" in " ".join(merged.out.split())
    for file in (project.root / "desired").rglob("*.sql"):
        file.unlink()
    pulled = project.ok("pull")
    assert "DROP INDEX CONCURRENTLY public.by_hand" in " ".join(pulled.out.split())
    written = "".join(file.read_text() for file in (project.root / "desired").rglob("*.sql"))
    assert ("CREATE TABLE public.t" in written, "INDEX" in written) == (True, False)


def test_drift_calls_them_invalid_and_does_not_say_that_somebody_made_valid_ones(project):
    said = project.run("drift", "--format", "json").json
    moved = {each["identity"]: each["how"] for each in said["moved"]}
    assert moved == {"public.by_hand": "only in the database", "public.wanted": "invalid"}
    assert said["invalid"] == ["index public.by_hand", "index public.wanted"]
    assert (len(said["back"]), said["along"]) == (3, [])
    text = " ".join(project.run("drift").out.split())
    assert "index public.wanted is invalid: an interrupted CREATE INDEX CONCURRENTLY left it" in text
    assert "if it is wanted, REINDEX INDEX CONCURRENTLY public.wanted, else DROP INDEX" in text
