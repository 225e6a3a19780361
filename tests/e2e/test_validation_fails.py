"""An online migration whose VALIDATE finds rows in the way: what is said, how it goes on, and how it is given up."""

from __future__ import annotations

import pytest

STATE = """
    CREATE TABLE p (a int, c int) PARTITION BY LIST (c);
    CREATE TABLE rest PARTITION OF p DEFAULT;
    CREATE TABLE "O; ne" (a int, c int);
    CREATE TABLE t (a int{});
"""
ATTACHED = STATE.replace('"O; ne" (a int, c int)', '"O; ne" PARTITION OF p FOR VALUES IN (1)')
CHECKED = STATE.format(", CONSTRAINT pos CHECK (a > 0)")


@pytest.fixture
def project(project18):
    """Rows are not looked for beforehand, as if they had been written since."""
    project18.settings("preflight = false\nonline = true\n")
    project18.execute(STATE.format(""))
    return project18


def checks(project):
    return [
        name
        for (name,) in project.query(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
        )
    ]


@pytest.mark.parametrize(
    ("desired", "row", "rows", "mend"),
    [
        (CHECKED, "INSERT INTO t VALUES (-1)", "public.t WHERE NOT ((a > 0))", "UPDATE t SET a = 1"),
        (
            STATE.format(" NOT NULL"),
            "INSERT INTO t VALUES (NULL)",
            "public.t WHERE a IS NULL",
            "UPDATE t SET a = 1",
        ),
        (
            ATTACHED.format(""),
            'INSERT INTO "O; ne" VALUES (2, 2)',
            'public."O; ne" WHERE NOT (((c IS NOT NULL) AND (c = 1)))',
            'UPDATE "O; ne" SET c = 1',
        ),
        (
            ATTACHED.format(""),
            "INSERT INTO p VALUES (1, 1)",
            "public.rest WHERE NOT ((NOT ((c IS NOT NULL) AND (c = 1))))",
            "UPDATE rest SET c = 3",
        ),
    ],
)
def test_apply_says_which_rows_and_goes_on_when_they_are_mended(project, desired, row, rows, mend):
    project.desired(desired)
    project.execute(row)
    project.ok("plan")

    said = project.run("apply", "--yes")

    assert said.code == 3
    words = " ".join(said.err.split())
    assert "is there, NOT VALID, and turns away new rows that violate it" in words
    assert f"which this shows: SELECT * FROM {rows}; then run apply again" in words
    project.execute(f"SELECT * FROM {rows}")
    assert "1 pending migration" in project.ok("plan").out
    project.execute(mend)
    project.ok("apply", "--yes")
    assert project.ok("plan").out.startswith("no changes: ")
    assert [name for name in checks(project) if name.startswith("schemadiff_")] == []


@pytest.mark.parametrize("wanted", [STATE, ATTACHED])
def test_what_is_given_up_is_cleaned_up_by_the_next_plan(project, wanted):
    project.desired(ATTACHED.format(""))
    project.execute('INSERT INTO "O; ne" VALUES (2, 2)')
    project.ok("plan")
    assert project.run("apply", "--yes").code == 3
    (file,) = (each for each in (project.root / "generated").iterdir() if "down" not in each.name)
    # The units that have not run may go.
    file.write_text(file.read_text().partition("-- schemadiff:unit")[0])
    said = project.run("apply", "--yes")
    assert said.code == 1
    assert "does not equal desired/; these differences are left" in said.out
    assert " 1 applied\n" in project.run("status").out
    assert checks(project) == ["schemadiff_O; ne"]
    project.desired(wanted.format(""))
    project.execute('UPDATE "O; ne" SET c = 1')

    plan = project.ok("plan", "--format", "sql")

    assert 'DROP CONSTRAINT "schemadiff_O; ne"' in plan.out
    assert "-- not online" not in plan.out
    project.ok("apply", "--yes")
    assert checks(project) == []
