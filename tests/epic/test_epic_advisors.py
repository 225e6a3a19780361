"""Supabase's advisors find nothing in our schema, and a lot in the epic's own SQL (H30)."""

from __future__ import annotations

import pytest
from scene import HERE, Epic

from advisors import advice
from schemadiff.postgres.server import scratch_database

pytestmark = pytest.mark.parametrize("workshop", [18], indirect=True, ids=["pg18"])


def test_they_find_nothing_in_ours(either, tmp_path):
    assert advice(either.conninfo, tmp_path) == set()


def test_they_find_the_epics_own_sins(workshop, tmp_path):
    with scratch_database(workshop.server) as name:
        epic = Epic.of(workshop.server, name)
        with epic.connect() as conn:
            # The two policies that cannot be made (H1) leave row security on, with nothing behind it.
            tables, _, _ = (HERE / "seed" / "epic.sql").read_text().partition("-- email_sends RLS")
            conn.execute((HERE / "legacy_default_privileges.sql").read_text())
            conn.execute((HERE / "seed" / "upstream.sql").read_text() + tables)
            conn.execute("alter table email_sends enable row level security")
        found = advice(epic.conninfo, tmp_path)

    assert {lint for lint, _ in found} == {
        "function_search_path_mutable", "rls_disabled_in_public", "rls_enabled_no_policy", "unindexed_foreign_keys"
    }  # fmt: skip
