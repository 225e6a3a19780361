"""The worker sends the outbox to SendGrid: in order, once if nothing fails, and again after failures."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import UTC, datetime

import httpx
import pytest
from calling import NOW, ONE
from scene import HERE, ID
from telling import DUE, OUTBOX, at_work, rounds, turn
from test_epic_sendgrid import mine

from epic_service.database import connected
from epic_service.outbox import claim, settle
from epic_service.sandbox import Answer, Mood, sandbox
from epic_service.sendgrid import Done, Later, waiting
from epic_service.settings import SettingsError, Worker
from epic_service.worker import backoff, next_night, work

KEY = "SG.of-the-tests"
QUEUE = "insert into private.suppression_outbox (organization_id, email_address, action, sendgrid_group_id) values (%s, %s, %s, %s)"
needs_database = ONE


@pytest.fixture
def sendgrid():
    with sandbox(KEY) as running:
        for group in (101, 102):
            running.accounts["sub-a"].groups[group] = set()
        running.accounts[None].groups[101] = set()
        yield running


@pytest.fixture
def alone(api):
    """The service with an empty outbox."""
    api.do("truncate private.suppression_outbox restart identity")
    return api


def queue(api, action="add_global", email="x@x.example", group=None, org="A"):
    api.do(QUEUE, ID[org], email, action, group)


def states(api):
    return [row[1:] for row in api.rows(OUTBOX)]


def called(sendgrid):
    return [(call.method, call.path, call.subuser) for call in sendgrid.calls]


# ---- all goes well -----------------------------------------------------------------------------


@needs_database
def test_what_members_choose_reaches_the_list_of_their_organization(api, sendgrid):
    for category, enabled in (("newsletter", False), ("all", False), ("newsletter", True)):
        choice = {"p_organization_id": ID["A"], "p_category": category, "p_email_enabled": enabled}
        assert api.rpc("alice", "set_notification_preference", **choice).status_code == 200

    assert at_work(api, sendgrid, rounds) == [3, 1, 1]

    # carol's and bob's choices are in the sample rows; of one address there is one call after the other.
    assert sorted(called(sendgrid)[:3], key=str) == [
        ("POST", "/v3/asm/groups/101/suppressions", "sub-a"),
        ("POST", "/v3/asm/groups/101/suppressions", "sub-a"),
        ("POST", "/v3/asm/suppressions/global", None),
    ]
    assert called(sendgrid)[3:] == [
        ("POST", "/v3/asm/suppressions/global", "sub-a"),
        ("DELETE", "/v3/asm/groups/101/suppressions/alice@a.example", "sub-a"),
    ]
    assert sendgrid.accounts["sub-a"].groups == {101: {"carol@a.example"}, 102: set()}
    assert list(sendgrid.accounts["sub-a"].everything) == ["alice@a.example"]
    assert list(sendgrid.accounts[None].everything) == ["bob@b.example"]
    assert states(api) == [("done", 1, None)] * 5


ODD = ("o'brien+a/b%c?d#e&f@x.example", "%2f@x.example", "../../x@x.example", "ü.ñ@bücher.example", '"a b"@x.example')  # fmt: skip


@needs_database
def test_an_address_of_any_letters_is_that_address(alone, sendgrid):
    good = ODD[:4]
    for email in good:
        queue(alone, "add_global", email)
        queue(alone, "remove_global", email)
    queue(alone, "add_global", ODD[4])
    at_work(alone, sendgrid, rounds)

    removed = [path.removeprefix("/v3/asm/suppressions/global/") for method, path, _ in called(sendgrid) if method == "DELETE"]  # fmt: skip
    assert sorted(removed) == sorted(good)
    assert sendgrid.accounts["sub-a"].everything == {}
    # What SendGrid does not take is parked with what it said.
    assert states(alone)[-1] == ("failed", 1, "HTTP 400: recipient_emails must be a list of addresses")


@needs_database
def test_sendgrid_is_not_told_what_it_told_us(alone, sendgrid):
    alone.sendgrid(mine(1, "unsubscribe"), mine(2, "group_unsubscribe", asm_group_id=101))

    assert at_work(alone, sendgrid, rounds) == []
    assert sendgrid.calls == []


@needs_database
def test_workers_at_once_share_the_work(alone, sendgrid):
    emails = [f"m{number}@x.example" for number in range(20)]
    for action in ("add_global", "remove_global", "add_global"):
        for email in emails:
            queue(alone, action, email)

    assert sum(at_work(alone, sendgrid, rounds, workers=3, batch=4)) == 60

    assert states(alone) == [("done", 1, None)] * 60
    told = [call.method for call in sendgrid.calls if call.method == "DELETE" or call.body["recipient_emails"][0] == emails[0]]  # fmt: skip
    assert (len(sendgrid.calls), told.count("DELETE")) == (60, 20)
    assert sorted(sendgrid.accounts["sub-a"].everything) == sorted(emails)


# ---- it does not -------------------------------------------------------------------------------

FAILURES = {
    # What happens to the first call: what is written down.
    "500": (Answer(500), "HTTP 500"),
    "502 without JSON": (Answer(502, body="<html>"), "HTTP 502"),
    "a limit": (Answer(429), "HTTP 429"),
    "a key that is not taken": (Answer(401), "HTTP 401"),
    "a right that the key lacks": (Answer(403), "HTTP 403"),
    "too slow": (Answer(408), "HTTP 408"),
    "elsewhere": (Answer(302, {"Location": "http://127.0.0.1:1/"}), "HTTP 302"),
    "a connection that ends before": (Mood.DROP_BEFORE, "RemoteProtocolError"),
    "a connection that ends after": (Mood.DROP_AFTER, "RemoteProtocolError"),
}


@needs_database
@pytest.mark.parametrize("what", FAILURES)
def test_what_may_pass_is_tried_again(alone, sendgrid, what):
    mood, reason = FAILURES[what]
    sendgrid.moods.append(mood)
    queue(alone)
    queue(alone, "remove_global")
    queue(alone, "add_global")

    assert turn(alone, sendgrid).claimed == 1
    assert states(alone) == [("pending", 1, reason), ("pending", 0, None), ("pending", 0, None)]
    # Neither the same again before its time, nor what follows it.
    assert turn(alone, sendgrid).claimed == 0

    alone.do(DUE)
    assert at_work(alone, sendgrid, rounds) == [1, 1, 1]
    assert states(alone) == [("done", 2, None), ("done", 1, None), ("done", 1, None)]
    assert [call.method for call in sendgrid.calls] == ["POST", "POST", "DELETE", "POST"]
    assert list(sendgrid.accounts["sub-a"].everything) == ["x@x.example"]


@needs_database
def test_an_answer_that_does_not_come_is_not_waited_for(alone, sendgrid):
    sendgrid.moods.append(Mood.HANG)
    queue(alone)

    turn(alone, sendgrid, timeout=0.2)

    # Who gave up first, httpx or our own clock, is a matter of microseconds.
    ((status, attempts, reason),) = states(alone)
    assert (status, attempts, reason.lower()[-7:]) == ("pending", 1, "timeout")
    sendgrid.moods.clear()
    alone.do(DUE)
    assert at_work(alone, sendgrid, rounds) == [1]
    assert states(alone) == [("done", 2, None)]


@needs_database
def test_nobody_listens(alone, sendgrid):
    queue(alone)
    turn(alone, sendgrid, sendgrid_url="http://127.0.0.1:1")
    assert states(alone) == [("pending", 1, "ConnectError")]


POISON = {
    # The entry, what SendGrid answers if not what it would: what is written down.
    "an address that is none": (("add_global", "x", None), None, "HTTP 400: recipient_emails must be a list of addresses"),
    "a group that is gone": (("add_group", "x@x.example", 999), None, "HTTP 404: group not found"),
    "an answer without a body": (("add_global", "x@x.example", None), Answer(409), "HTTP 409: Conflict"),
    "an answer with another body": (("add_global", "x@x.example", None), Answer(400, body={"errors": []}), "HTTP 400: Bad Request"),
}  # fmt: skip


@needs_database
@pytest.mark.parametrize("what", POISON)
def test_poison_is_parked_and_holds_nobody_up(alone, sendgrid, what):
    (action, email, group), answer, reason = POISON[what]
    if answer is not None:
        sendgrid.moods.append(answer)
    queue(alone, action, email, group)
    queue(alone, "add_global", email="y@x.example")

    at_work(alone, sendgrid, rounds, batch=1)

    assert states(alone) == [("failed", 1, reason), ("done", 1, None)]
    alone.do(DUE)
    assert at_work(alone, sendgrid, rounds) == []


@needs_database
@pytest.mark.parametrize("subuser", ["ü\u4e2d", "a\r\nX-Injected: 1"])
def test_a_subuser_that_is_no_header_is_parked(alone, sendgrid, subuser):
    alone.do("update public.organizations set sendgrid_subuser = %s where id = %s", subuser, ID["A"])
    queue(alone)

    turn(alone, sendgrid)

    assert (states(alone)[0][0], sendgrid.calls) == ("failed", [])


@needs_database
def test_what_is_not_there_need_not_be_removed(alone, sendgrid):
    queue(alone, "remove_group", "x@x.example", 999)
    queue(alone, "remove_global", "y@x.example")
    at_work(alone, sendgrid, rounds)
    assert states(alone) == [("done", 1, None)] * 2


@needs_database
def test_what_fails_for_too_long_is_parked(alone, sendgrid):
    queue(alone)
    queue(alone, "remove_global")
    sendgrid.moods.extend([Answer(500)] * 3)

    for _ in range(3):
        alone.do(DUE)
        turn(alone, sendgrid, max_attempts=3)

    assert states(alone) == [("failed", 3, "HTTP 500"), ("pending", 0, None)]
    assert at_work(alone, sendgrid, rounds) == [1]


@needs_database
def test_what_is_parked_is_put_back_as_the_readme_says(alone, sendgrid):
    readme = (HERE.parent.parent / "examples" / "epic" / "README.md").read_text(encoding="utf-8")
    ((look, put_back),) = (text.strip().splitlines() for text in re.findall(r"^```sql\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))  # fmt: skip
    queue(alone, "add_group", group=102)
    sendgrid.moods.append(Answer(400))
    turn(alone, sendgrid)

    ((number, _, action, attempts, reason),) = alone.rows(look)
    assert (number, action, attempts, reason) == (1, "add_group", 1, "HTTP 400: Bad Request")
    alone.do(put_back)
    assert at_work(alone, sendgrid, rounds) == [1]
    assert (alone.rows(look), states(alone)) == ([], [("done", 1, None)])


# ---- when --------------------------------------------------------------------------------------

DELAYS = {
    # What SendGrid answers, how the dice fall: seconds until the next try, and for which the worker pauses.
    "a failure, low": (Answer(500), 0.0, 1.0, None),
    "a failure, high": (Answer(500), 1.0, 2.0, None),
    "a limit with its end": (Answer(429, {"Retry-After": "120"}), 0.5, 120.5, 120.0),
    "a limit with a date": (Answer(429, {"Retry-After": "Fri, 15 Jan 2027 08:00:30 GMT"}), 0.5, 30.5, 30.0),
    "a limit with its window": (Answer(429, {"X-RateLimit-Reset": str(NOW + 45)}), 0.5, 45.5, 45.0),
    "an outage with its end": (Answer(503, {"Retry-After": "7"}), 0.0, 7.0, 7.0),
    "a limit without end": (Answer(429), 0.5, 1.5, None),
}


@needs_database
@pytest.mark.parametrize("what", DELAYS)
def test_the_next_try_comes_when_sendgrid_says_or_later_each_time(alone, sendgrid, what):
    mood, dice, seconds, wait = DELAYS[what]
    sendgrid.moods.append(mood)
    queue(alone)
    now = "select extract(epoch from clock_timestamp())::float"
    left = "select extract(epoch from not_before)::float from private.suppression_outbox"

    ((before,),) = alone.rows(now)
    assert turn(alone, sendgrid, dice=dice).wait == wait
    ((after,),) = alone.rows(now)

    ((at,),) = alone.rows(left)
    assert before + seconds <= at + 1e-3
    assert at <= after + seconds + 1e-3


def test_backoff_doubles_up_to_an_hour_and_is_never_the_same_for_all():
    assert [backoff(n, lambda: 1.0) for n in (1, 2, 3, 10, 12, 10_000)] == [2, 4, 8, 1024, 3600, 3600]
    assert [backoff(n, lambda: 0.0) for n in (1, 12)] == [1, 1800]


WAITS = {
    ("0", ""): 0,
    ("5", str(NOW + 9)): 5,
    ("999999", ""): 3600,
    ("9" * 500, ""): 3600,
    ("-1", ""): None,
    ("soon", ""): None,
    ("", ""): None,
    ("²", ""): None,
    ("Fri, 15 Jan 2027 08:00:10 GMT", ""): 10,
    ("Fri, 15 Jan 2027 08:00:10 -0000", ""): 10,
    ("Fri, 15 Jan 2027 07:00:00 GMT", ""): 0,
    ("", str(NOW - 9)): 0,
    ("", "x"): None,
    ("soon", str(NOW + 9)): 9,
}


def test_how_long_sendgrid_wants_us_to_wait():
    assert datetime(2027, 1, 15, 8, tzinfo=UTC).timestamp() == NOW
    found = {}
    for after, reset in WAITS:
        headers = {"Retry-After": after.encode("latin-1"), "X-RateLimit-Reset": reset}
        found[after, reset] = waiting(httpx.Response(429, headers=headers), NOW)
    assert found == WAITS


# ---- leases ------------------------------------------------------------------------------------


@needs_database
def test_what_a_dead_worker_left_is_anothers_when_the_lease_ends(alone, sendgrid):
    queue(alone)

    async def die(bench):
        return await claim(bench.pool, limit=10, lease=60)

    (left,) = at_work(alone, sendgrid, die)
    assert turn(alone, sendgrid).claimed == 0

    alone.do(DUE)
    assert turn(alone, sendgrid).claimed == 1
    assert (left.attempts, states(alone)) == (1, [("done", 2, None)])


@needs_database
@pytest.mark.parametrize("outcome", [Done(), Later("HTTP 500")])
def test_who_has_lost_the_lease_settles_nothing(alone, sendgrid, outcome):
    queue(alone)

    async def two(slow, quick):
        (first,) = await claim(slow.pool, limit=1, lease=60)
        alone.do(DUE)
        (second,) = await claim(quick.pool, limit=1, lease=60)
        late = await settle(slow.pool, first, outcome, retry=0, max_attempts=9)
        return late, await settle(quick.pool, second, Done(), retry=0, max_attempts=9)

    assert at_work(alone, sendgrid, two, workers=2) == (None, "done")
    assert states(alone) == [("done", 2, None)]
    # Nor does the RPC take back what is done.
    assert alone.rpc("service", "complete_suppression", p_id=1, p_error="late").status_code == 204
    assert states(alone) == [("done", 2, None)]


# ---- the loop ----------------------------------------------------------------------------------


def pausing(*happenings):
    """A pause that takes no time: something happens instead, and after the last one it is enough."""
    waited, left = [], list(happenings)

    async def pause(seconds):
        waited.append(seconds)
        if left:
            left.pop(0)()
        return not left

    return pause, waited


@needs_database
def test_the_worker_goes_on_at_once_while_there_is_work_and_waits_while_there_is_none(alone, sendgrid):
    queue(alone)
    sendgrid.moods.append(Answer(429, {"Retry-After": "90"}))
    nothing = lambda: None  # noqa: E731
    pause, waited = pausing(lambda: alone.do(DUE), nothing, lambda: queue(alone), nothing, nothing)

    at_work(alone, sendgrid, lambda bench: work(bench, pause), poll=5)

    assert waited == [90, 0, 5, 0, 5]
    assert states(alone) == [("done", 2, None), ("done", 1, None)]


@needs_database
def test_the_worker_outlives_the_database(alone, sendgrid):
    queue(alone)
    rename = "alter function {}(integer, integer) rename to {}"
    alone.do(rename.format("public.claim_suppressions", "gone"))
    back = lambda: alone.do(rename.format("public.gone", "claim_suppressions"))  # noqa: E731
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator' and datname = current_database()"
    pause, waited = pausing(lambda: None, back, lambda: (queue(alone), alone.do(cut)), lambda: None)

    at_work(alone, sendgrid, lambda bench: work(bench, pause), dice=1.0)

    assert waited == [2, 4, 0, 0]
    assert [state for state, *_ in states(alone)] == ["done", "done"]


@needs_database
def test_every_night_the_lists_are_compared(alone, sendgrid):
    clock = [NOW]
    sendgrid.accounts["sub-a"].everything["alice@a.example"] = NOW

    def later(hours):
        return lambda: clock.append(clock[-1] + hours * 3600)

    # It is 8 in the morning.
    pause, _ = pausing(later(18), later(1), later(1), later(22), later(1), later(1))
    seen = []
    counting = lambda seconds: seen.append([c.method for c in sendgrid.calls].count("GET")) or pause(seconds)  # noqa: E731
    at_work(alone, sendgrid, lambda bench: work(bench, counting), clock=lambda: clock[-1])

    # Two accounts and their three groups, at 3 each night.
    assert seen == [0, 0, 5, 5, 5, 10]
    assert alone.rows("select source from public.notification_preferences where member_id = %s", ID["alice"]) == [("sendgrid",)]  # fmt: skip


def test_nights():
    at = lambda *when: datetime(2027, 1, *when, tzinfo=UTC).timestamp()  # noqa: E731
    assert [next_night(at(1, h)) for h in (0, 2, 3, 23)] == [at(1, 3), at(1, 3), at(2, 3), at(2, 3)]


# ---- rights and words --------------------------------------------------------------------------


@needs_database
def test_who_is_above_row_security_is_not_worked_as(api):
    async def connect():
        async with connected(api.epic.conninfo, size=1):
            pass

    with pytest.raises(SettingsError, match="use authenticator"):
        asyncio.run(connect())


@pytest.mark.parametrize("url", ["http://api.sendgrid.com", "http://127.0.0.1.example", "ftp://x", ""])
def test_the_key_goes_by_https_only(url):
    with pytest.raises(SettingsError, match="https"):
        Worker("", "key", sendgrid_url=url)


@needs_database
def test_nothing_of_an_entry_is_logged(alone, sendgrid, caplog):
    caplog.set_level(logging.INFO)
    sendgrid.moods.extend([Answer(400, body={"errors": [{"message": "x@x.example is bad"}]}), Answer(500)])
    for email in ("x@x.example", "y@x.example", "z@x.example"):
        queue(alone, email=email)
    queue(alone, "remove_global", "w@x.example")

    turn(alone, sendgrid)

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("epic_service")]
    assert len([line for line in ours if line.startswith("entry ")]) == 4
    assert [line for line in ours if "x.example" in line or KEY in line] == []
    assert KEY not in repr(Worker("", KEY))
