"""Campaign statistics are exact with concurrent writers and events in any order."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from psycopg.types.json import Jsonb
from scene import ID, REFUSED, uid

INCREMENT = "select public.increment_campaign_stat(%s, %s, %s)"
NAMES = ("sent", "delivered", "opens", "unique_opens", "clicks", "unique_clicks", "bounces", "failed", "unsubscribes", "spam_reports")  # fmt: skip
CLIENTS, EACH = 16, 25

RECOUNT = """
    select jsonb_strip_nulls(jsonb_build_object(
        'sent', nullif(count(sent_at), 0), 'delivered', nullif(count(delivered_at), 0),
        'opens', nullif(sum(open_count), 0), 'unique_opens', nullif(count(opened_at), 0),
        'clicks', nullif(sum(click_count), 0), 'unique_clicks', nullif(count(clicked_at), 0),
        'bounces', nullif(count(bounced_at), 0), 'failed', nullif(count(failed_at), 0),
        'unsubscribes', nullif(count(unsubscribed_at), 0), 'spam_reports', nullif(count(spam_reported_at), 0)))
    from public.email_sends where campaign_id = %s
"""


def event(number, kind, *, to="alice", at=1_700_000_000, **more):
    return {
        "sg_event_id": f"e{number}", "event": kind, "timestamp": at, "email": f"{to}@a.example",
        "email_send_id": ID[f"send_{to}"], "campaign_id": ID["campaign"], **more,
    }  # fmt: skip


def count(epic, clients, work):
    """Let as many clients work at once, from the same moment on; the first error is raised."""
    start = threading.Barrier(clients)

    def client(number):
        with closing(epic.connect()) as conn:
            start.wait(30)
            work(conn, number)

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))


def waiting(conn, pid):
    """Come back as soon as a session waits for another one's lock."""
    end = time.monotonic() + 30
    while not conn.execute("select cardinality(pg_blocking_pids(%s)) > 0", [pid]).fetchone()[0]:
        assert time.monotonic() < end, "nobody waits"


@pytest.mark.parametrize("name", NAMES)
def test_a_stat_counts(epic, name):
    with epic.scene() as scene:
        scene.by("service", INCREMENT, ID["campaign"], name, 1)
        scene.by("service", INCREMENT, ID["campaign"], name, 41)
        scene.by("service", "select public.increment_campaign_stat(%s, %s)", ID["campaign"], name)

        assert scene.stats() == {name: 43}
        assert scene.stats("campaign2") == {}


def test_the_names_are_those_that_the_trigger_writes(epic):
    with epic.scene() as scene:
        assert scene.one("select private.campaign_stat_names()") == list(NAMES)


WRONG = {
    # What is handed over: the SQLSTATE that it is refused with.
    "no campaign": ((None, "opens", 1), "22004"),
    "no name": ((ID["campaign"], None, 1), "22004"),
    "no increment": ((ID["campaign"], "opens", None), "22004"),
    "an unknown campaign": ((ID["A"], "opens", 1), "P0002"),
    "an unknown name": ((ID["campaign"], "hax; anything", 1), "22023"),
    "an empty name": ((ID["campaign"], "", 1), "22023"),
    "another case": ((ID["campaign"], "Opens", 1), "22023"),
    "less than nothing": ((ID["campaign"], "opens", -8), "23514"),
    "a key's path": ((ID["campaign"], "{opens}", 1), "22023"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused_and_changes_nothing(epic, what):
    values, expected = WRONG[what]

    with epic.scene() as scene:
        scene.by("service", INCREMENT, ID["campaign"], "opens", 7)

        assert scene.outcome("service", INCREMENT, *values) == expected
        assert scene.stats() == {"opens": 7}


def test_a_correction_may_count_down(epic):
    with epic.scene() as scene:
        scene.by("service", INCREMENT, ID["campaign"], "opens", 7)
        scene.by("service", INCREMENT, ID["campaign"], "opens", -7)

        assert scene.stats() == {"opens": 0}


def test_counters_go_beyond_integer_and_do_not_wrap(epic):
    most = 2**63 - 1
    with epic.scene() as scene:
        scene.by("service", INCREMENT, ID["campaign"], "opens", 2**31 - 1)
        scene.by("service", INCREMENT, ID["campaign"], "opens", 2**31 - 1)
        assert scene.stats() == {"opens": 2**32 - 2}

        scene.rows("update public.campaigns set stats = %s", Jsonb({"opens": most}))
        assert scene.outcome("service", INCREMENT, ID["campaign"], "opens", 1) == "22003"
        assert scene.stats() == {"opens": most}


def test_whole_numbers_with_a_fraction_of_nothing_count_on(epic):
    """jsonb keeps the scale of a number, and "1.0" is no bigint."""
    with epic.scene() as scene:
        scene.rows('update public.campaigns set stats = \'{"opens": 1.0, "clicks": 2.00}\'')
        scene.by("service", INCREMENT, ID["campaign"], "opens", 1)

        assert scene.stats() == {"opens": 2, "clicks": 2}


@pytest.mark.parametrize("who", ["anon", "nobody", "alice", "carol", "olivia"])
def test_only_the_server_side_counts(either, who):
    with either.scene() as scene:
        assert scene.outcome(who, INCREMENT, ID["campaign"], "opens", 1_000_000) == REFUSED
        assert scene.stats() == {}


def test_a_temporary_table_does_not_swallow_the_count(epic):
    with epic.scene() as scene:
        scene.rows("create temp table campaigns (like public.campaigns)")
        scene.rows("grant all on pg_temp.campaigns to service_role")
        scene.by("service", INCREMENT, ID["campaign"], "opens", 1)

        assert scene.stats() == {"opens": 1}


OPENED = "update public.email_sends set open_count = open_count + 1 where id = %s"


def one_behind_the_other(epic, sql, first_values, second_values):
    """Let a second session wait for a first one that has done the same, and return the statistics after both."""
    with closing(epic.connect()) as first, closing(epic.connect()) as second:
        with ThreadPoolExecutor(1) as pool:
            with first.transaction():
                first.execute(sql, first_values)
                behind = pool.submit(second.execute, sql, second_values)
                waiting(first, second.info.backend_pid)
            behind.result(30)
        (stats,) = first.execute(
            "select stats from public.campaigns where id = %s", [ID["campaign"]]
        ).fetchone()
    return stats


def test_two_at_once_wait_for_each_other(fresh):
    """The second counts on from what the first has committed: that is what the row lock is for."""
    values = [ID["campaign"], "opens", 1]

    assert one_behind_the_other(fresh, INCREMENT, values, values) == {"opens": 2}


def test_two_sends_at_once_wait_for_their_campaign(fresh):
    """They share no row of their own, only the statistics."""
    stats = one_behind_the_other(fresh, OPENED, [ID["send_alice"]], [ID["send_carol"]])

    assert stats == {"opens": 2}


def test_many_clients_on_one_campaign_lose_nothing(fresh):
    def work(conn, number):
        for turn in range(EACH):
            conn.execute(INCREMENT, [ID["campaign"], ("opens", "clicks")[(number + turn) % 2], 1])

    count(fresh, CLIENTS, work)

    with fresh.scene() as scene:
        assert scene.stats() == {"opens": CLIENTS * EACH // 2, "clicks": CLIENTS * EACH // 2}


def visits(number):
    """The places that a client counts in, in an order of its own, and by how much."""
    for turn in range(60):
        place = (turn * (2 * number + 1) + 12 * number) % 200
        yield place, 1 + place % 3


def test_many_clients_on_many_campaigns_count_each_where_it_belongs(fresh):
    campaigns = [uid(0xC000 + number) for number in range(200)]
    with closing(fresh.connect()) as conn:
        conn.execute(
            "insert into public.campaigns (id, organization_id, name) select c, %s, 'x' from unnest(%s::uuid[]) c",
            [ID["A"], campaigns],
        )

    def work(conn, number):
        for place, amount in visits(number):
            conn.execute(INCREMENT, [campaigns[place], "opens", amount])

    count(fresh, CLIENTS, work)

    expected = dict.fromkeys(campaigns, 0)
    for place, amount in (visit for number in range(CLIENTS) for visit in visits(number)):
        expected[campaigns[place]] += amount
    with fresh.scene() as scene:
        found = dict(scene.rows("select id::text, stats from public.campaigns where name = 'x'"))
    assert found == {campaign: {"opens": total} if total else {} for campaign, total in expected.items()}
    assert sum(map(bool, expected.values())) > 150


def test_the_webhook_and_the_function_count_at_once(fresh):
    """Half of the clients deliver the same sends' events in opposite orders: no deadlock, each event once."""

    def work(conn, number):
        for turn in range(5):
            if number % 2:
                conn.execute(INCREMENT, [ID["campaign"], "bounces", 1])
                continue
            sends = ("alice", "carol", "guest")[:: 1 if number % 4 else -1]
            batch = [
                event(f"{number}-{turn}-{to}", "open", to=to, email=address(to), at=1_700_000_000 + n)
                for n, to in enumerate(sends)
            ]
            for each in batch:
                # The send is named, the campaign is not.
                del each["campaign_id"]
            conn.execute("select public.ingest_sendgrid_events(%s)", [Jsonb(batch)])

    count(fresh, CLIENTS, work)

    with fresh.scene() as scene:
        events = CLIENTS // 2 * 5
        assert scene.stats() == {"sent": 3, "opens": events * 3, "unique_opens": 3, "bounces": events}


def address(to):
    return {"guest": "guest@elsewhere.example"}.get(to, f"{to}@a.example")


def test_an_event_delivered_to_all_at_once_counts_once(fresh):
    batch = Jsonb([event(1, "click"), event(2, "open")])

    def work(conn, number):
        conn.execute("select public.ingest_sendgrid_events(%s)", [batch])

    count(fresh, CLIENTS, work)

    with fresh.scene() as scene:
        assert scene.stats() == {"sent": 1, "opens": 1, "unique_opens": 1, "clicks": 1, "unique_clicks": 1}


def test_repeatable_read_fails_instead_of_losing(fresh):
    """A client that insists on its snapshot is told so, and nothing is overwritten."""
    with closing(fresh.connect()) as slow, closing(fresh.connect()) as quick:
        slow.execute("begin isolation level repeatable read")
        slow.execute("select count(*) from public.campaigns")
        quick.execute(INCREMENT, [ID["campaign"], "opens", 1])
        with pytest.raises(psycopg.errors.SerializationFailure):
            slow.execute(INCREMENT, [ID["campaign"], "opens", 1])
        slow.execute("rollback")
        with fresh.scene() as scene:
            assert scene.stats() == {"opens": 1}


def test_what_is_ingested_is_counted_by_the_trigger_alone(epic):
    with epic.scene() as scene:
        scene.sendgrid(event(1, "processed"), event(2, "delivered"), event(3, "open"), event(4, "open"))

        assert scene.stats() == {"sent": 1, "delivered": 1, "opens": 2, "unique_opens": 1}


def test_stats_are_what_a_recount_of_the_sends_says(epic):
    kinds = (
        "processed",
        "delivered",
        "open",
        "open",
        "click",
        "bounce",
        "dropped",
        "unsubscribe",
        "spamreport",
        "deferred",
    )
    with epic.scene() as scene:
        for turn, to in enumerate(("alice", "carol", "guest")):
            batch = [
                event(f"{to}{n}", kind, to=to, email=address(to), at=1_700_000_000 + (n * 7 + turn) % 10)
                for n, kind in enumerate(kinds)
            ]
            scene.sendgrid(*batch[turn:], *batch[:turn])

        assert scene.stats() == scene.one(RECOUNT, ID["campaign"])
        assert scene.stats()["opens"] == 6
        assert scene.stats()["unique_opens"] == 3


def test_one_statement_is_one_new_version_of_a_campaign(epic):
    """A batch of a hundred events writes the campaign once."""
    with epic.scene() as scene:
        before = scene.one("select count(*) from public.email_sends where campaign_id = %s", ID["campaign"])
        scene.rows("create temp table written (id int)")
        scene.rows(
            "create function pg_temp.note() returns trigger language plpgsql as 'begin insert into pg_temp.written values (1); return new; end'"
        )
        scene.rows(
            "create trigger note before update on public.campaigns for each row execute function pg_temp.note()"
        )
        scene.rows(
            "update public.email_sends set sent_at = now(), open_count = open_count + 1 where campaign_id = %s",
            ID["campaign"],
        )

        assert before == 3
        assert scene.one("select count(*) from pg_temp.written") == 1
        assert scene.stats() == {"sent": 3, "opens": 3}
