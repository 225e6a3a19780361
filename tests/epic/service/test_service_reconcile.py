"""Reconciling SendGrid's lists with ours: in doubt nobody gets mail."""

from __future__ import annotations

import asyncio

import pytest
from calling import NOW, ONE
from scene import ID
from telling import at_work, rounds
from test_epic_sendgrid import mine

from epic_service.reconcile import reconcile
from epic_service.sandbox import Answer, Mood, sandbox

pytestmark = ONE
PREFERENCE = "select email_enabled, source from public.notification_preferences where member_id = %s and category = 'all'"
MIRROR = "select organization_id::text, email_address, reason from public.email_suppressions where scope = 'all' order by 1, 2"
QUEUED = "select organization_id::text, email_address, action from private.suppression_outbox where status = 'pending' order by id"
BOB = (ID["B"], "bob@b.example", "unsubscribe")
LONG_AGO = 1_000_000_000
CATEGORY = "marketing"
"""What group 102 stands for."""


@pytest.fixture
def sendgrid():
    with sandbox("SG.x") as running:
        running.accounts[None].groups[101] = set()
        running.accounts["sub-a"].groups.update({101: set(), 102: set()})
        yield running


@pytest.fixture
def even(api, sendgrid):
    """The service whose outbox has been worked off, an hour ago."""
    at_work(api, sendgrid, rounds)
    api.do("update private.suppression_outbox set processed_at = processed_at - interval '1 hour', created_at = created_at - interval '1 hour'")  # fmt: skip
    api.do("update public.email_suppressions set created_at = created_at - interval '1 hour'")
    sendgrid.calls.clear()
    return api


def compare(api, sendgrid):
    """Whether all lists came, and the pauses that were made for them."""
    waited = []

    async def pause(seconds):
        waited.append(seconds)

    complete = at_work(api, sendgrid, lambda b: reconcile(b.pool, b.http, b.clock, pause))
    return complete, waited


def choose(api, who, enabled):
    said = api.rpc(who, "set_notification_preference", p_organization_id=ID["A"], p_category="all", p_email_enabled=enabled)  # fmt: skip
    assert said.status_code == 200


def test_lists_that_agree_change_nothing(even, sendgrid):
    before = even.rows(MIRROR)

    assert compare(even, sendgrid) == (True, [])

    assert [(call.subuser, call.path) for call in sendgrid.calls] == [
        (None, "/v3/suppression/unsubscribes"),
        (None, "/v3/asm/groups/101/suppressions"),
        ("sub-a", "/v3/suppression/unsubscribes"),
        ("sub-a", "/v3/asm/groups/101/suppressions"),
        ("sub-a", "/v3/asm/groups/102/suppressions"),
    ]
    assert {call.method for call in sendgrid.calls} == {"GET"}
    assert (even.rows(MIRROR), even.rows(QUEUED)) == (before, [])


def test_what_only_sendgrid_has_is_suppressed_where_the_address_is_known(even, sendgrid):
    listed = [
        "ALICE@a.example",
        "guest@elsewhere.example",
        "stranger@x.example",
        "bea@b.example",
        "bob@b.example",
    ]
    sendgrid.accounts["sub-a"].everything = dict.fromkeys(listed, LONG_AGO)

    assert compare(even, sendgrid) == (True, [])

    # bea is of an organization with another account, a stranger of none.
    assert even.rows(MIRROR) == [
        (ID["A"], "alice@a.example", "unsubscribe"),
        (ID["A"], "guest@elsewhere.example", "unsubscribe"),
        BOB,
    ]
    assert even.rows(PREFERENCE, ID["alice"]) == [(False, "sendgrid")]
    # SendGrid is not told what it told us.
    assert even.rows(QUEUED) == []
    assert compare(even, sendgrid) == (True, [])
    assert even.rows(QUEUED) == []


def test_what_sendgrid_lost_is_told_again_once(even, sendgrid):
    sendgrid.accounts[None].everything.clear()

    compare(even, sendgrid)
    compare(even, sendgrid)

    assert even.rows(QUEUED) == [(ID["B"], "bob@b.example", "add_global")]
    at_work(even, sendgrid, rounds)
    assert list(sendgrid.accounts[None].everything) == ["bob@b.example"]
    compare(even, sendgrid)
    assert even.rows(QUEUED) == []


def test_what_sendgrid_knows_by_another_list_is_not_told(even, sendgrid):
    """Bounces and complaints are on lists of their own."""
    even.sendgrid(mine(1, "bounce", type="bounce"), mine(2, "spamreport", email="alice@a.example"))
    even.do("update public.email_suppressions set created_at = created_at - interval '1 hour'")

    compare(even, sendgrid)

    assert even.rows(QUEUED) == []


@pytest.mark.parametrize(("written", "outcome"), [("before", "remove_global"), ("after", "suppressed")])
def test_the_last_word_counts(even, sendgrid, written, outcome):
    choose(even, "alice", False)
    choose(even, "alice", True)
    # SendGrid heard neither, an hour ago.
    even.do("update private.suppression_outbox set status = 'failed', created_at = created_at - interval '1 hour' where status = 'pending'")  # fmt: skip
    ((opted_in,),) = even.rows(
        "select max(extract(epoch from created_at))::int from private.suppression_outbox"
    )
    sendgrid.accounts["sub-a"].everything["alice@a.example"] = opted_in + (60 if written == "after" else -60)

    compare(even, sendgrid)

    if outcome == "suppressed":
        assert (even.rows(PREFERENCE, ID["alice"]), even.rows(QUEUED)) == ([(False, "sendgrid")], [])
    else:
        assert even.rows(PREFERENCE, ID["alice"]) == [(True, "member")]
        assert even.rows(QUEUED) == [(ID["A"], "alice@a.example", "remove_global")]


@pytest.mark.parametrize("status", ["pending", "done"])
def test_what_is_on_its_way_is_left_alone(even, sendgrid, status):
    """The list was asked for before, so it says nothing about it."""
    choose(even, "alice", False)
    choose(even, "otto", False)
    choose(even, "otto", True)
    sendgrid.accounts["sub-a"].everything["otto@a.example"] = LONG_AGO
    even.do("update private.suppression_outbox set status = %s, processed_at = now() + interval '1 minute' where status = 'pending'", status)  # fmt: skip
    queued, mirror = even.rows(QUEUED), even.rows(MIRROR)

    compare(even, sendgrid)

    assert (even.rows(QUEUED), even.rows(MIRROR)) == (queued, mirror)


def test_a_long_list_comes_in_pages(even, sendgrid):
    names = [f"m{number}@x.example" for number in range(1203)]
    sendgrid.accounts["sub-a"].everything = dict.fromkeys([*names, "alice@a.example"], LONG_AGO)

    compare(even, sendgrid)

    offered = [call.subuser for call in sendgrid.calls if call.path == "/v3/suppression/unsubscribes"]
    assert offered == [None, "sub-a", "sub-a", "sub-a"]
    assert even.rows(PREFERENCE, ID["alice"]) == [(False, "sendgrid")]


@pytest.mark.parametrize("mood", [Answer(500), Answer(429, {"Retry-After": "30"}), Mood.DROP_BEFORE, Mood.DROP_AFTER], ids=str)  # fmt: skip
def test_a_page_that_does_not_come_is_asked_for_again(even, sendgrid, mood):
    sendgrid.moods.extend([mood] * 2)
    sendgrid.accounts["sub-a"].everything["alice@a.example"] = LONG_AGO

    assert compare(even, sendgrid) == (
        True,
        [30, 30] if isinstance(mood, Answer) and mood.status == 429 else [1, 2],
    )
    assert even.rows(PREFERENCE, ID["alice"]) == [(False, "sendgrid")]


LISTS = {
    "an outage": ([Answer(503)] * 5, [1, 2, 4, 8, 16]),
    "no such list": ([Answer(404)], []),
    "no list": ([Answer(200, body={"x": 1})], []),
    "no entries": ([Answer(200, body=[1])], []),
    "no times": ([Answer(200, body=[{"email": "x", "created": "never"}])], []),
    "no JSON": ([Answer(200)], []),
}


@pytest.mark.parametrize("what", LISTS)
def test_half_a_list_is_none(even, sendgrid, what):
    """It would say of everybody on the other half that SendGrid lost them."""
    moods, pauses = LISTS[what]
    sendgrid.moods.extend(moods)
    sendgrid.accounts["sub-a"].everything["alice@a.example"] = LONG_AGO

    assert compare(even, sendgrid) == (False, pauses)

    assert even.rows(QUEUED) == []
    # The other account has its own list.
    assert even.rows(PREFERENCE, ID["alice"]) == [(False, "sendgrid")]


GROUP = (
    "select email_enabled, source from public.notification_preferences where member_id = %s and category = %s"
)
MIRROR_OF_GROUPS = "select email_address, scope, reason from public.email_suppressions where scope = 'marketing' order by 1, 2"
TOLD = "select email_address, action, sendgrid_group_id from private.suppression_outbox where status = 'pending' order by id"


def leave(api, who, enabled):
    said = api.rpc(who, "set_notification_preference", p_organization_id=ID["A"], p_category=CATEGORY, p_email_enabled=enabled)  # fmt: skip
    assert said.status_code == 200


def test_who_is_only_on_sendgrids_list_of_a_group_gets_nothing_of_its_category(even, sendgrid):
    sendgrid.accounts["sub-a"].groups[102] = {
        "alice@a.example",
        "guest@elsewhere.example",
        "stranger@x.example",
    }

    assert compare(even, sendgrid) == (True, [])

    assert even.rows(MIRROR_OF_GROUPS) == [
        ("alice@a.example", CATEGORY, "group_unsubscribe"),
        ("guest@elsewhere.example", CATEGORY, "group_unsubscribe"),
    ]
    assert even.rows(GROUP, ID["alice"], CATEGORY) == [(False, "sendgrid")]
    assert even.rows(MIRROR) == [BOB]
    # SendGrid is not told what it told us.
    assert compare(even, sendgrid) == (True, [])
    assert even.rows(TOLD) == []


def test_what_sendgrid_lost_of_a_group_is_told_again_once(even, sendgrid):
    leave(even, "alice", False)
    at_work(even, sendgrid, rounds)
    even.do("update private.suppression_outbox set processed_at = processed_at - interval '1 hour'")
    even.do("update public.email_suppressions set created_at = created_at - interval '1 hour'")
    assert sendgrid.accounts["sub-a"].groups[102] == {"alice@a.example"}
    compare(even, sendgrid)
    assert even.rows(TOLD) == []
    sendgrid.accounts["sub-a"].groups[102].clear()

    compare(even, sendgrid)
    compare(even, sendgrid)

    assert even.rows(TOLD) == [("alice@a.example", "add_group", 102)]
    at_work(even, sendgrid, rounds)
    assert sendgrid.accounts["sub-a"].groups[102] == {"alice@a.example"}


@pytest.mark.parametrize("status", ["pending", "done"])
def test_a_choice_of_a_group_that_is_on_its_way_is_left_alone(even, sendgrid, status):
    leave(even, "alice", False)
    leave(even, "alice", True)
    sendgrid.accounts["sub-a"].groups[102] = {"alice@a.example"}
    even.do("update private.suppression_outbox set status = %s, processed_at = now() + interval '1 minute' where status = 'pending'", status)  # fmt: skip
    queued = even.rows(TOLD)

    compare(even, sendgrid)

    assert (even.rows(TOLD), even.rows(GROUP, ID["alice"], CATEGORY)) == (queued, [(True, "member")])


def test_the_list_of_a_group_has_no_times_so_nobody_is_taken_off_it(even, sendgrid):
    """What failed long ago was an opt-in, and SendGrid says no to it today: in doubt nobody gets mail."""
    leave(even, "alice", False)
    leave(even, "alice", True)
    even.do("update private.suppression_outbox set status = 'failed' where status = 'pending'")
    sendgrid.accounts["sub-a"].groups[102] = {"alice@a.example"}

    compare(even, sendgrid)

    assert (even.rows(TOLD), even.rows(GROUP, ID["alice"], CATEGORY)) == ([], [(False, "sendgrid")])


@pytest.mark.parametrize("answer", [Answer(404), Answer(200, body={"x": 1}), Answer(200, body=[{"email": "x"}])], ids=str)  # fmt: skip
def test_half_a_list_of_a_group_is_none(even, sendgrid, answer):
    leave(even, "alice", False)
    at_work(even, sendgrid, rounds)
    even.do("update private.suppression_outbox set processed_at = processed_at - interval '1 hour'")
    even.do("update public.email_suppressions set created_at = created_at - interval '1 hour'")
    everything = Answer(200, body=[{"email": "bob@b.example", "created": LONG_AGO}])
    others = [everything, Answer(200, body=[]), Answer(200, body=[]), Answer(200, body=["carol@a.example"])]
    sendgrid.moods.extend([*others, answer])

    assert compare(even, sendgrid)[0] is False
    assert even.rows(TOLD) == []


def test_two_comparisons_at_once_queue_once(even, sendgrid):
    sendgrid.accounts[None].everything.clear()

    async def both(*benches):
        return await asyncio.gather(*(reconcile(b.pool, b.http, lambda: NOW, asyncio.sleep) for b in benches))

    assert at_work(even, sendgrid, both, workers=2) == [True, True]
    assert even.rows(QUEUED) == [(ID["B"], "bob@b.example", "add_global")]
