"""The status names every migration, and says what to do."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from schemadiff.comparison.other_histories import Other
from schemadiff.comparison.skipped import Skipped
from schemadiff.drift.target_status import TargetStatus
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.state import State, Status
from schemadiff.model import Address, Position
from schemadiff.reports.status import render_status

AT = datetime(2026, 11, 23, 11, 59, 59, tzinfo=UTC)
APPLIED = Status("20261101080000", "add_users", State.APPLIED, AT, AT, "ada", "apply", 1, 1)
PARTIAL = Status("20261102080000", "index_users", State.PARTIAL, AT, None, "ada", "apply", 2, 3)
PENDING = Status("20261103080000", "add_email_sends", State.PENDING)
UNDONE = Status("20261104080000", "add_events", State.PENDING, AT, AT, 'e"\x1b[2J\nve', "rollback", 1, 1)


def found_with(migrations: tuple[Status, ...] = (), differences: int | None = 0, **more: Any) -> TargetStatus:
    return TargetStatus("staging", migrations, differences, **{"apply": "schemadiff apply", **more})


def test_every_migration_is_shown_with_its_state():
    assert render_status(found_with((APPLIED, PARTIAL, PENDING, UNDONE)), "text") == (
        "staging: 1 applied, 1 partial, 2 pending\n"
        "\n"
        "  applied   20261101080000_add_users        2026-11-23 11:59:59 UTC by ada\n"
        "  partial   20261102080000_index_users      2 of 3 units done, 2026-11-23 11:59:59 UTC by ada\n"
        "  pending   20261103080000_add_email_sends\n"
        '  pending   20261104080000_add_events       rolled back 2026-11-23 11:59:59 UTC by e"\\x1b[2J\\nve\n'
        "\n"
        "20261102080000_index_users stopped when 2 of 3 units were applied: run\n"
        "schemadiff apply, which goes on from there\n"
        "staging, once what is pending is applied, equals desired/: run schemadiff apply\n"
    )


def test_as_markdown_for_the_summary_of_a_ci():
    assert render_status(found_with((PARTIAL, UNDONE), left_out={"ignored": 2}), "markdown") == (
        "### staging: 1 partial, 1 pending\n"
        "\n"
        "| migration | state | |\n"
        "|---|---|---|\n"
        "| `20261102080000_index_users` | partial | 2 of 3 units done, 2026-11-23 11:&#8203;59:59 UTC by ada |\n"
        "| `20261104080000_add_events` | pending | rolled back 2026-11-23 11:&#8203;59:59 UTC by"
        ' e"\\\\x1b\\[2J\\\\nve |\n'
        "\n"
        "- 20261102080000_index_users stopped when 2 of 3 units were applied: run schemadiff apply, which goes on"
        " from there\n"
        "- staging, once what is pending is applied, equals desired/: run schemadiff apply\n"
        "- left out of the comparison: 2 objects ignored\n"
    )


def test_what_another_tool_wants_after_a_failure_comes_first():
    found = found_with((PARTIAL,), apply="flyway migrate", mend="2_x failed: then flyway repair")
    assert render_status(found, "text").splitlines()[-2:] == [
        "2_x failed: then flyway repair",
        "staging, once what is pending is applied, equals desired/: run flyway migrate",
    ]


def test_what_never_runs_and_what_runs_again():
    again = replace(APPLIED, state=State.PENDING, how="again")
    lines = render_status(
        found_with((again,), skipped=(Skipped("a.sql seems never to have run", "mend it"),)),
        "text",
        width=120,
    ).splitlines()
    assert lines[2].rpartition("  ")[2].startswith("runs again, ran 20")
    assert lines[4] == "a.sql seems never to have run: mend it"


def test_what_to_do_about_each_that_is_not_whole():
    back, gone = replace(PARTIAL, how="rollback"), replace(APPLIED, state=State.MISSING)
    begun = replace(PARTIAL, state=State.MISSING)
    assert "index_users is applied in part and its file is missing" in render_status(
        found_with((begun,)), "text", width=200
    )
    lines = render_status(found_with((gone, back), flag=" --target staging"), "text", width=200).splitlines()
    assert lines[-3:-1] == [
        "20261101080000_add_users is applied and its file is missing: bring it back, and its down file",
        (
            "20261102080000_index_users stopped when 2 of 3 units were rolled back: run schemadiff rollback --target staging, "
            "which goes on from there"
        ),
    ]


def test_what_runs_at_this_moment_has_not_stopped():
    lines = render_status(
        found_with((PARTIAL,), busy='process 7, "schemadiff apply"'), "text", width=200
    ).splitlines()
    assert lines[-3:-1] == [
        'another run is at work: process 7, "schemadiff apply"; what is said here is as of now, and it goes on',
        "20261102080000_index_users has not ended: 2 of 3 units applied so far",
    ]


@pytest.mark.parametrize(
    ("found", "closing"),
    [
        (found_with(), "staging equals desired/"),
        (found_with((APPLIED,)), "staging equals desired/"),
        (found_with(differences=None), "staging was not compared with desired/"),
        (found_with((APPLIED,), 1), "staging differs from desired/ by 1 statement: run schemadiff plan"),
        (
            found_with((PENDING,), 2),
            "staging, once what is pending is applied, differs from desired/ by 2 statements: run schemadiff plan",
        ),
        (
            found_with((PARTIAL,), 1),
            (
                "staging, once what is pending is applied, differs from desired/ by 1 statement: run schemadiff apply, "
                "then schemadiff plan"
            ),
        ),
    ],
)
def test_the_last_line_says_what_to_do(found, closing):
    assert render_status(found, "text", width=200).splitlines()[-1] == closing


def test_why_nothing_was_compared_and_who_else_keeps_a_history():
    others = (
        Other("alembic", "public.alembic_version", ("1a", "2b")),
        Other("goose", "public.goose\x1b", (), ("3",)),
        Other("", "public.schema_migrations", error="it is of a version that is not known here"),
    )
    found = found_with(
        differences=None,
        obstacle=SchemadiffError("no\n::error::x", at=Position("a.sql", 1)),
        others=others,
        unmodelled=(Address("type", "public.odd\x1b"),),
        left_out={"platform: auth": 2, "ignore: public.x": 1},
    )
    lines = render_status(found, "text", width=120)

    assert lines.splitlines()[-8:] == [
        "staging was not compared with desired/:",
        "  a.sql:1: no",
        "  \\x3a:error::x",
        "not compared, because schemadiff does not know this kind of object: type public.odd\\x1b",
        "left out of the comparison: 2 objects of the platform, 1 by ignore (public.x)",
        "also here: public.alembic_version of alembic, which is at 1a, 2b",
        "also here: public.goose\\x1b of goose, which has nothing applied; failed: 3",
        "also here: public.schema_migrations: it is of a version that is not known here",
    ]


def test_the_hint_of_what_was_in_the_way_fits_into_the_terminal():
    error = SchemadiffError(
        "no statements", hint="write the schema that you want there, or generate it: schemadiff pull"
    )
    found = found_with(differences=None, obstacle=error)
    assert render_status(found, "text", width=40).splitlines()[-5:] == [
        "staging was not compared with desired/:",
        "  no statements",
        "  hint: write the schema that you want",
        "        there, or generate it:",
        "        schemadiff pull",
    ]


def test_json_has_every_field():
    document = json.loads(render_status(found_with((UNDONE,), 3), "json"))

    assert document == {
        "schema": 1,
        "exit_code": 1,
        "target": "staging",
        "differences": 3,
        "uncompared": "",
        "beside": [],
        "skipped": [],
        "unmodelled": [],
        "left_out": {},
        "others": [],
        "migrations": [
            {
                "version": "20261104080000",
                "name": "add_events",
                "state": "pending",
                "started": "2026-11-23T11:59:59+00:00",
                "finished": "2026-11-23T11:59:59+00:00",
                "by": 'e"\x1b[2J\nve',
                "how": "rollback",
                "units_done": 1,
                "units": 1,
            }
        ],
    }
