"""The rules on a schema of a real project: exactly these findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from linting import lint, subject, written

FRAGMENT = (Path(__file__).parent / "data" / "fragment.sql").read_text()
CAST = FRAGMENT.replace("auth.jwt()->>'organization_id'", "(auth.jwt()->>'organization_id')::uuid")
GRANTED = "".join(
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON {what} TO anon, authenticated, service_role;"
    for what in ("TABLES", "FUNCTIONS", "SEQUENCES")
)
"""What the platform's older projects have: everything granted to everybody."""
PARENTS = {f"public.{name}" for name in ("organizations", "campaigns", "members", "events", "payments")}
SENDS, TICKETS, PREFERENCES = (
    "public.email_sends",
    "public.event_tickets",
    "public.notification_preferences",
)


@pytest.fixture
def findings(server, database, tmp_path):
    """The findings in the fragment's own objects: (code, severity, identity), each with its finding."""

    def of(sql):
        given = subject(server, database, written(tmp_path, sql), before=GRANTED, require_rls="all")
        report = lint(given)
        assert report.broken == ()
        return {
            (f.rule, str(f.severity), f.address.identity): f
            for f in report.findings
            if f.address.identity not in PARENTS
        }

    return of


def keys(table, *columns):
    return [f"{table.removeprefix('public.')}_{column}_fkey on {table}" for column in columns]


ERRORS = [
    *keys(SENDS, "campaign_id", "member_id", "organization_id"),
    *keys(TICKETS, "event_id", "organization_id", "member_id"),
    *keys(PREFERENCES, "organization_id"),
]
WARNINGS = keys(TICKETS, "payment_id", "checked_in_by")
UNINDEXED = {("IDX001", "error", name) for name in ERRORS} | {
    ("IDX001", "warning", name) for name in WARNINGS
}
POLICIES = [
    f'"Users can view email_sends for their organization" on {SENDS}',
    f'"Users can view event_tickets for their organization" on {TICKETS}',
    f'"Users can manage their notification preferences" on {PREFERENCES}',
]


def test_as_written_the_policies_are_refused(findings):
    found = findings(FRAGMENT)

    refused = [f for f in found.values() if f.rule == "RLS013"]
    assert {f.address.identity for f in refused} == set(POLICIES[:2])
    for finding in refused:
        assert "operator does not exist: uuid = text" in finding.message
        assert "::uuid" in finding.instead
        assert "organization_id::" not in finding.instead
        assert "using (organization_id" in FRAGMENT.split("\n")[finding.at.line - 1]
    assert not {rule for rule, _, _ in found} & {"RLS001", "RLS002", "RLS003"}


def test_with_the_casts(findings, server):
    found = findings(CAST)

    assert {entry for entry in found if entry[0] == "IDX001"} == UNINDEXED
    assert {entry for entry in found if entry[0] == "IDX006"} == {
        ("IDX006", "warning", f"{table}.organization_id") for table in (SENDS, TICKETS)
    }
    assert Counter((rule, severity) for rule, severity, _ in found) == {
        ("RLS007", "warning"): 3,
        ("RLS011", "info"): 3,
        ("RLS022", "info"): 3,
        ("RLS026", "warning"): 3,
        ("IDX001", "error"): 7,
        ("IDX001", "warning"): 2,
        ("IDX006", "warning"): 2,
        ("CON002", "info"): 1,
        ("CON003", "warning"): 1,
        ("CON004", "info"): 3,
        ("CON005", "warning"): 1,
        ("CON006", "info"): 2,
        ("CON007", "info"): 3,
        ("FUN001", "warning"): 1,
        ("FUN005", "info"): 1,
        ("NAM001", "info"): 1,
        # Before 15 everybody may create in public.
        **({("SEC005", "warning"): 1} if server.major < 15 else {}),
    }
    assert {name for rule, _, name in found if rule in ("RLS007", "RLS011")} == set(POLICIES)
    assert {name for rule, _, name in found if rule == "RLS026"} == {SENDS, TICKETS, PREFERENCES}
    auto = (
        "notification_preferences_member_id_organization_id_category_key on public.notification_preferences"
    )
    assert {name for rule, _, name in found if rule in ("CON003", "NAM001")} == {auto}
    (initplan,) = {
        f.instead for (rule, _, name), f in found.items() if (rule, name) == ("RLS007", POLICIES[2])
    }
    assert initplan == "write (SELECT auth.uid())"


def test_under_preset_postgres_only_declared_grants_count(server, database, tmp_path):
    platform = "CREATE SCHEMA auth; " + "".join(
        f"CREATE FUNCTION auth.{name}() RETURNS {result} LANGUAGE sql STABLE RETURN NULL::{result};"
        for name, result in (("uid", "uuid"), ("jwt", "jsonb"))
    )
    root = written(tmp_path, CAST)
    report = lint(subject(server, database, root, preset="postgres", before=platform))

    assert not [f for f in report.findings if f.rule == "RLS026"]
    assert {f.address.identity for f in report.findings if f.rule == "RLS001"} == PARENTS


def test_without_row_level_security_the_policies_do_nothing(findings):
    lines = [line for line in CAST.split("\n") if "enable row level security" not in line]
    found = findings("\n".join(lines))

    assert {entry for entry in found if entry[0].startswith("RLS00")} >= {
        ("RLS002", "error", table) for table in (SENDS, TICKETS, PREFERENCES)
    }
    assert not {entry for entry in found if entry[0] in ("RLS001", "RLS003")}
