"""A database with the epic's own SQL and rows is migrated to our schema, used, rolled back and migrated again.

One story on one database, told through the command line: each test is the next chapter of it.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pglast import parser
from scene import HERE, ID, Epic, Scene, named

# What a migration does to rows is no other on another major.
pytestmark = pytest.mark.parametrize("workshop", [18], indirect=True, ids=["pg18"])
ROOT = HERE.parent.parent
SEED = HERE / "seed"
LEGACY = HERE / "legacy"
OLD = (
    "organizations",
    "members",
    "campaigns",
    "events",
    "payments",
    "email_sends",
    "event_tickets",
    "notification_preferences",
)
CAMPAIGNS = [f"00000000-0000-4000-8000-000000000c0{n}" for n in range(1, 9)]
NEW_CAMPAIGN = "00000000-0000-4000-8000-000000000c99"
IN_THE_WAY = {
    "campaigns: NULL in name": 1,
    "campaigns: NULL in stats": 1,
    "campaigns: stats violates campaign_stats_check of public.campaign_stats": 5,
    "email_sends: NULL in organization_id": 1,
    "email_sends: NULL in status": 1,
    "email_sends: campaign_id, member_id not unique (email_sends_campaign_member_key)": 2,
    "email_sends: no such row in public.campaigns (email_sends_campaign_id_fkey)": 1,
    "email_sends: sendgrid_message_id, lower(email_address) not unique (email_sends_message_recipient_key)": 2,
    "event_tickets: NULL in ticket_type_id": 1,
    "event_tickets: event_tickets_checked_in_check violated": 1,
    "event_tickets: event_tickets_paid_check violated": 1,
    "event_tickets: no such row in public.members (event_tickets_member_id_fkey)": 1,
    "event_tickets: no such row in public.ticket_types (event_tickets_ticket_type_id_fkey)": 1,
    "members: NULL in email": 1,
    "members: NULL in organization_id": 1,
    "members: organization_id, lower(email) not unique (members_organization_id_email_key)": 2,
    "notification_preferences: NULL in email_enabled": 1,
    "notification_preferences: NULL in member_id": 2,
    "notification_preferences: no such row in public.members (notification_preferences_member_id_fkey)": 1,
    "notification_preferences: notification_preferences_unsubscribed_check violated": 3,
    "organizations: NULL in name": 1,
    "organizations: no value for the new column slug": 3,
    "payments: payments_amount_check violated": 1,
    "payments: payments_refund_check violated": 1,
}
AFTERWARDS = ({}, {}, {"opens": 3}, {}, {"opens": 3}, {}, {}, {"clicks": 2})


def projects() -> Any:
    """The module beside the tests of commands that knows how to be a user."""
    path = HERE.parent / "e2e" / "projects.py"
    spec = importlib.util.spec_from_file_location("projects", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules.setdefault("projects", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


class Story:
    """A project, its database, and what was in that at the beginning."""

    def __init__(self, workshop: Any, folder: Path) -> None:
        self.name = workshop.database()
        with workshop.connect(self.name) as conn:
            for statement in parser.split(
                (SEED / "upstream.sql").read_text() + (SEED / "epic.sql").read_text()
            ):
                # The two policies that cannot be made (H1).
                if "auth.jwt()" not in statement:
                    conn.execute(statement)
            conn.execute(named((LEGACY / "rows.sql").read_text()))
        self.server = workshop.server
        self.project = projects().Project(folder, workshop.server.conninfo(self.name), workshop.server)
        self.project.settings('preset = "supabase"\nignore = ["legacy.*", "schema legacy"]\n')
        shutil.copytree(ROOT / "desired", folder / "desired")
        self.rows = self.contents()
        self.start = self.dump()
        self.migrated = ""

    def dump(self) -> str:
        return str(self.project.dump())

    def contents(self) -> dict[str, list[Any]]:
        """Every row of the old tables, whole."""
        return {
            table: [
                row for (row,) in self.project.query(f"SELECT to_jsonb(t) FROM public.{table} t ORDER BY id")
            ]
            for table in OLD
        }

    @contextmanager
    def scene(self) -> Iterator[Scene]:
        """People who act on the database; nothing of it stays."""
        with closing(Epic.of(self.server, self.name)) as epic, epic.scene() as scene:
            yield scene


@pytest.fixture(scope="module")
def story(workshop, tmp_path_factory):
    return Story(workshop, tmp_path_factory.mktemp("story") / "project")


def test_1_the_rows_in_the_way_are_known_before_anything_runs(story):
    said = story.project.ok("plan", "--name", "strict", "--format", "json").json

    found = {f"{it['table']['identity'].removeprefix('public.')}: {it['wrong']}": it for it in said["rows"]}
    assert {words: it["rows"] for words, it in found.items() if it["rows"]} == IN_THE_WAY
    assert [words for words, it in found.items() if it["skipped"]] == []
    shapes = found["campaigns: stats violates campaign_stats_check of public.campaign_stats"]
    assert shapes["keys"] == ["id"]
    assert [key for (key,) in shapes["sample"]] == CAMPAIGNS[3:]
    assert [key for (key,) in found["campaigns: NULL in stats"]["sample"]] == CAMPAIGNS[:1]

    refused = story.project.run("apply", "--yes")
    assert refused.code == 3
    assert "rows are in the way of" in refused.err
    assert "nothing was applied" in refused.err
    assert CAMPAIGNS[3] in refused.err
    assert (story.dump(), story.contents()) == (story.start, story.rows)


def test_2_what_is_written_by_hand_comes_first_and_every_campaign_works(story):
    for name in story.project.generated:
        (story.project.root / "generated" / name).unlink()
    for end in ("sql", "down.sql"):
        story.project.write(
            f"generated/20250601000000_prepare.{end}", (LEGACY / f"prepare.{end}").read_text()
        )

    said = story.project.ok("plan", "--name", "strict", "--format", "json").json
    assert {it["skipped"] for it in said["rows"]} == {
        "generated/20250601000000_prepare.sql is pending and changes rows; apply checks after it"
    }
    story.project.ok("apply", "--yes")
    assert "no changes" in story.project.ok("plan").out
    story.migrated = story.dump()

    stats = story.project.query("SELECT stats FROM campaigns ORDER BY id")
    assert tuple(each for (each,) in stats) == AFTERWARDS
    with story.scene() as scene:
        for number, campaign in enumerate(CAMPAIGNS):
            before = scene.one("select stats from public.campaigns where id = %s", campaign)
            organization = scene.one("select organization_id from public.campaigns where id = %s", campaign)
            scene.by("service", "select public.increment_campaign_stat(%s, 'opens', 2)", campaign)
            seen = scene.sendgrid(
                {"sg_event_id": f"{number}-1", "event": "processed", "timestamp": 1_700_000_000, "email": "alice@a.example",
                 "sg_message_id": f"m-{number}.x", "organization_id": str(organization), "campaign_id": campaign},
                {"sg_event_id": f"{number}-2", "event": "open", "timestamp": 1_700_000_001, "email": "alice@a.example",
                 "sg_message_id": f"m-{number}.x", "organization_id": str(organization), "campaign_id": campaign},
            )  # fmt: skip
            after = scene.one("select stats from public.campaigns where id = %s", campaign)
            assert after == before | {"sent": 1, "unique_opens": 1, "opens": before.get("opens", 0) + 3}, seen
            scene.rows("update public.campaigns set name = name || '!' where id = %s", campaign)


def use(scene):
    """What the webhooks write, for a campaign that is new."""
    scene.rows(
        "insert into public.campaigns (id, organization_id, name) values (%s, '{A}', 'Launch')", NEW_CAMPAIGN
    )
    scene.rows(
        "insert into public.notification_category_groups (organization_id, category, sendgrid_group_id) values ('{A}', 'marketing', 102)"
    )
    mail = {
        "email": "alice@a.example",
        "sg_message_id": "new.x",
        "organization_id": ID["A"],
        "campaign_id": NEW_CAMPAIGN,
        "member_id": ID["alice"],
    }
    scene.sendgrid(
        {"sg_event_id": "u1", "event": "processed", "timestamp": 1_700_000_000, **mail},
        {"sg_event_id": "u2", "event": "open", "timestamp": 1_700_000_001, **mail},
        {
            "sg_event_id": "u3",
            "event": "group_unsubscribe",
            "asm_group_id": 102,
            "timestamp": 1_700_000_002,
            **mail,
        },
    )
    metadata = {"organization_id": ID["A"], "event_id": ID["gala"], "ticket_type_id": ID["gala"]}
    session = {
        "id": "cs_new",
        "payment_status": "paid",
        "amount_total": 5000,
        "currency": "usd",
        "payment_intent": "pi_new",
        "metadata": metadata,
    }
    return scene.stripe({"id": "evt_new", "type": "checkout.session.completed", "data": {"object": session}})


def test_3_back_to_the_start_with_everything_that_was_there(story):
    with psycopg.connect(Epic.of(story.server, story.name).conninfo) as conn:
        assert use(Scene(conn))["status"] == "applied"
    used = story.contents()
    assert [len(used[table]) - len(story.rows[table]) for table in OLD] == [0, -1, 1, 0, 1, -1, 1, -2]

    refused = story.project.run("rollback", "--yes")
    assert refused.code == 1
    for lost in (
        "table private.webhook_events with all its rows",
        "column public.email_sends.open_count with all its values",
    ):
        assert lost in refused.both
    assert story.dump() == story.migrated
    story.project.ok("rollback", "--yes", "--allow-data-loss")
    story.project.ok("rollback", "--yes")

    assert story.dump() == story.start
    kept = {
        table: [row for row in rows if row["id"] in {old["id"] for old in story.rows[table]}]
        for table, rows in story.contents().items()
    }
    assert kept == story.rows
    written = {table: len(rows) - len(story.rows[table]) for table, rows in story.contents().items()}
    assert written == dict.fromkeys(OLD, 0) | {
        "campaigns": 1, "payments": 1, "email_sends": 1, "event_tickets": 1, "notification_preferences": 1
    }  # fmt: skip


def test_4_and_forward_again(story):
    story.project.ok("apply", "--yes")

    assert story.dump() == story.migrated
    assert "no changes" in story.project.ok("plan").out
    with story.scene() as scene:
        assert scene.one("select stats from public.campaigns where id = %s", NEW_CAMPAIGN)["opens"] == 1
        for campaign in CAMPAIGNS:
            scene.by("service", "select public.increment_campaign_stat(%s, 'clicks')", campaign)
