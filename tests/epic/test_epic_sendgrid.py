"""SendGrid's events in any order and number, and the calls that follow from them."""

from __future__ import annotations

from contextlib import closing
from itertools import permutations

import pytest
from psycopg.types.json import Jsonb
from scene import ID, REFUSED, uid

AT = 1_700_000_000
SEND = "select {} from public.email_sends where id = %s"


def event(number, kind, *, at=AT, email="alice@a.example", **more):
    return {"sg_event_id": f"e{number}", "event": kind, "timestamp": at, "email": email, **more}


def mine(number, kind, **more):
    """An event of alice's send."""
    return event(number, kind, email_send_id=ID["send_alice"], **more)


def send(scene, columns, which="send_alice"):
    ((*values,),) = scene.rows(SEND.format(columns), ID[which])
    return values[0] if len(values) == 1 else tuple(values)


def outbox(scene):
    """What was queued after the sample rows."""
    query = "select email_address, action, sendgrid_group_id from private.suppression_outbox where id > 2 order by id"
    return scene.rows(query)


def mirror(scene, email="alice@a.example"):
    query = "select scope, reason from public.email_suppressions where email_address = %s order by 1"
    return scene.rows(query, email)


def preference(scene, category, member="alice"):
    query = "select email_enabled, source from public.notification_preferences where member_id = %s and category = %s"
    return scene.rows(query, ID[member], category)


def may(scene, category, member="alice"):
    return scene.by("service", "select public.can_email_member(%s, %s)", ID[member], category)[0][0]


# ---- which send --------------------------------------------------------------------------------


def test_the_first_event_makes_the_send(epic):
    about = {"organization_id": ID["A"], "campaign_id": ID["campaign"], "member_id": ID["olivia"]}
    query = "select email_address, status, sendgrid_message_id, extract(epoch from sent_at)::int from public.email_sends where member_id = %s"

    with epic.scene() as scene:
        said = scene.sendgrid(
            event(1, "processed", email="olivia@a.example", sg_message_id="new.filter1", **about)
        )

        assert said == {"applied": 1, "duplicates": 0, "ignored": 0}
        assert scene.rows(query, ID["olivia"]) == [("olivia@a.example", "sent", "new", AT)]
        assert scene.stats() == {"sent": 1}

        scene.sendgrid(event(2, "delivered", email="olivia@a.example", sg_message_id="new.filter2"))
        assert scene.rows(query, ID["olivia"]) == [("olivia@a.example", "delivered", "new", AT)]


def test_one_message_id_is_that_of_all_recipients(epic):
    with epic.scene() as scene:
        scene.sendgrid(
            event(1, "delivered", email="CAROL@a.example", sg_message_id="msg-a.recvd-1"),
            event(2, "open", email="guest@elsewhere.example", sg_message_id="msg-a.recvd-2"),
        )

        assert [send(scene, "status", f"send_{to}") for to in ("alice", "carol", "guest")] == [
            "pending", "delivered", "opened",
        ]  # fmt: skip


def test_a_bounce_without_message_id_finds_the_send_of_its_campaign(epic):
    about = {"organization_id": ID["A"], "campaign_id": ID["campaign"]}

    with epic.scene() as scene:
        scene.sendgrid(event(1, "bounce", email="guest@elsewhere.example", type="bounce", **about))

        assert send(scene, "status", "send_guest") == "bounced"
        assert scene.one("select count(*) from public.email_sends") == 4


NOT_OURS = {
    "nothing to know it by": {},
    "an unknown organization": {"organization_id": uid(0xFFF), "campaign_id": ID["campaign"]},
    "an organization that is no uuid": {"organization_id": "A; drop table campaigns"},
    "an unknown message": {"sg_message_id": "other.1"},
    "an unknown send": {"email_send_id": uid(0xFFF)},
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_what_is_not_ours_is_noted_and_the_batch_goes_on(epic, what):
    with epic.scene() as scene:
        said = scene.sendgrid(event(1, "open", **NOT_OURS[what]), mine(2, "open"))

        assert said == {"applied": 1, "duplicates": 0, "ignored": 1}
        assert send(scene, "status, open_count") == ("opened", 1)
        assert scene.one("select count(*) from public.email_sends") == 4


BROKEN = [1, None, "x", [], {}, {"event": "open"}, {"sg_event_id": "e9", "email": "x@x"}, {"sg_event_id": "e9", "event": "open"}]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_what_is_no_event_does_not_stop_the_batch(epic, broken):
    with epic.scene() as scene:
        assert scene.sendgrid(broken, mine(1, "open")) == {"applied": 1, "duplicates": 0, "ignored": 1}
        assert send(scene, "status") == "opened"


@pytest.mark.parametrize("at", ["yesterday", None, -1, 1e300, [], "1700000000"], ids=str)
def test_a_time_that_is_none_does_not_stop_the_batch(epic, at):
    with epic.scene() as scene:
        assert scene.sendgrid(mine(1, "open", at=at), mine(2, "click"))["applied"] == 2
        assert send(scene, "status, open_count, opened_at is not null") == ("clicked", 1, True)
        assert scene.stats()["unique_opens"] == 1


@pytest.mark.parametrize("body", [{}, "x", 1, None, True], ids=str)
def test_a_body_that_is_no_array_is_refused(epic, body):
    with epic.scene() as scene:
        assert scene.outcome("service", "select public.ingest_sendgrid_events(%s)", Jsonb(body)) == "22023"


def test_no_events_are_nothing(epic):
    with epic.scene() as scene:
        assert scene.sendgrid() == {"applied": 0, "duplicates": 0, "ignored": 0}


def test_an_opt_out_counts_although_member_and_campaign_are_gone(epic):
    about = {"organization_id": ID["A"], "campaign_id": uid(0xFFF), "member_id": uid(0xFFE)}

    with epic.scene() as scene:
        assert scene.sendgrid(event(1, "unsubscribe", email="Gone@a.example", **about))["applied"] == 1
        assert mirror(scene, "gone@a.example") == [("all", "unsubscribe")]


def test_another_organizations_campaign_and_member_are_not_taken(epic):
    about = {"organization_id": ID["A"], "campaign_id": ID["campaign_b"], "member_id": ID["bob"]}
    query = "select organization_id::text, campaign_id, member_id from public.email_sends where email_address = 'x@x.example'"

    with epic.scene() as scene:
        scene.sendgrid(event(1, "unsubscribe", email="x@x.example", **about))

        assert scene.rows(query) == [(ID["A"], None, None)]
        assert preference(scene, "all", "bob") == [(False, "member")]
        assert scene.stats("campaign_b") == {}


# ---- order and duplicates ----------------------------------------------------------------------

WAY = ("processed", "delivered", "open", "click")
STATE = "status, extract(epoch from sent_at)::int, extract(epoch from delivered_at)::int, extract(epoch from opened_at)::int, extract(epoch from clicked_at)::int, open_count, click_count"


@pytest.mark.parametrize("together", [True, False], ids=["one batch", "one by one"])
def test_events_come_in_any_order(epic, together):
    expected = ("clicked", AT, AT + 1, AT + 2, AT + 3, 1, 1)
    events = [mine(n, kind, at=AT + n) for n, kind in enumerate(WAY)]
    found, stats = set(), []

    for order in permutations(events):
        with epic.scene() as scene:
            for batch in [order] if together else [[each] for each in order]:
                scene.sendgrid(*batch)
            found.add(send(scene, STATE))
            stats.append(scene.stats())

    assert found == {expected}
    counted = {"sent": 1, "delivered": 1, "opens": 1, "unique_opens": 1, "clicks": 1, "unique_clicks": 1}
    assert stats == [counted] * 24


@pytest.mark.parametrize("later", ["processed", "delivered", "bounce", "dropped", "deferred"])
def test_status_does_not_go_back(epic, later):
    with epic.scene() as scene:
        scene.sendgrid(mine(1, "click"))
        scene.sendgrid(mine(2, later, at=AT + 60))

        assert send(scene, "status") == "clicked"


def test_a_batch_that_comes_again_changes_nothing(epic):
    batch = [mine(n, kind, at=AT + n) for n, kind in enumerate((*WAY, "unsubscribe"))]

    with epic.scene() as scene:
        assert scene.sendgrid(*batch)["applied"] == 5
        before = send(scene, STATE), scene.stats(), mirror(scene), outbox(scene)

        assert scene.sendgrid(*batch, *batch) == {"applied": 0, "duplicates": 10, "ignored": 0}
        assert (send(scene, STATE), scene.stats(), mirror(scene), outbox(scene)) == before


def test_an_event_that_is_twice_in_a_batch_counts_once(epic):
    with epic.scene() as scene:
        assert scene.sendgrid(mine(1, "open"), mine(1, "open")) == {
            "applied": 1,
            "duplicates": 1,
            "ignored": 0,
        }
        assert send(scene, "open_count") == 1


def test_a_batch_that_fails_is_not_half_kept(epic):
    """What fails is delivered again, and must not be taken for a duplicate then."""
    with epic.scene() as scene:
        scene.rows("alter table public.email_sends add constraint no_clicks check (click_count = 0)")
        batch = Jsonb([mine(1, "open"), mine(2, "click")])
        assert scene.outcome("service", "select public.ingest_sendgrid_events(%s)", batch) == "23514"

        scene.rows("alter table public.email_sends drop constraint no_clicks")
        assert scene.sendgrid(mine(1, "open"), mine(2, "click"))["applied"] == 2


# ---- what kinds of events say ------------------------------------------------------------------

KINDS = {
    # The event: the send's status, the stats, the mirror.
    "processed": ({}, "sent", {"sent": 1}, []),
    "deferred": ({"response": "450 later", "attempt": "3"}, "pending", {}, []),
    "delivered": ({}, "delivered", {"sent": 1, "delivered": 1}, []),
    "bounce": ({"type": "bounce", "reason": "550 no such user"}, "bounced", {"sent": 1, "bounces": 1}, [("all", "bounce")]),
    "bounce blocked": ({"type": "blocked", "reason": "421 busy"}, "bounced", {"sent": 1, "bounces": 1}, []),
    "dropped": ({"reason": "Bounced Address"}, "failed", {"failed": 1}, []),
    "open": ({}, "opened", {"sent": 1, "opens": 1, "unique_opens": 1}, []),
    "click": ({"url": "https://a.example"}, "clicked", {"sent": 1, "clicks": 1, "unique_clicks": 1}, []),
    "spamreport": ({}, "pending", {"spam_reports": 1}, [("all", "spamreport")]),
    "unsubscribe": ({}, "pending", {"unsubscribes": 1}, [("all", "unsubscribe")]),
    "group_unsubscribe": ({"asm_group_id": 101}, "pending", {"unsubscribes": 1}, [("newsletter", "group_unsubscribe")]),
    "group_resubscribe": ({"asm_group_id": 101}, "pending", {}, []),
    "a kind of tomorrow": ({}, "pending", {}, []),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_event(epic, kind):
    more, status, stats, suppressed = KINDS[kind]

    with epic.scene() as scene:
        scene.sendgrid(mine(1, kind.removesuffix(" blocked"), **more))

        assert send(scene, "status") == status
        assert scene.stats() == stats
        assert mirror(scene) == suppressed
        assert send(scene, "bounce_reason") == (
            more.get("reason") if status in ("bounced", "failed") else None
        )
        # What SendGrid has told us, it need not be told.
        assert outbox(scene) == []


def test_a_hard_bounce_stops_even_transactional_mail_and_no_wish_lifts_it(epic):
    with epic.scene() as scene:
        assert may(scene, "transactional")
        scene.sendgrid(mine(1, "bounce", type="bounce"))
        scene.by("alice", "select public.set_notification_preference('{A}', 'all', false)")
        scene.by("alice", "select public.set_notification_preference('{A}', 'all', true)")

        assert not may(scene, "transactional")
        assert mirror(scene) == [("all", "bounce")]


def test_a_group_of_ours_is_a_category(epic):
    with epic.scene() as scene:
        scene.sendgrid(
            mine(1, "group_unsubscribe", asm_group_id=101), mine(2, "group_unsubscribe", asm_group_id=999)
        )

        assert preference(scene, "newsletter") == [(False, "sendgrid")]
        assert [may(scene, c) for c in ("newsletter", "marketing", "transactional")] == [False, True, True]

        scene.sendgrid(mine(3, "group_resubscribe", asm_group_id=101, at=AT + 1))
        assert preference(scene, "newsletter") == [(True, "sendgrid")]
        assert mirror(scene) == []
        assert may(scene, "newsletter")
        assert outbox(scene) == []


@pytest.mark.parametrize("first", ["group_unsubscribe", "group_resubscribe"])
@pytest.mark.parametrize("in_order", [True, False], ids=["in order", "the other way round"])
def test_the_last_word_counts_not_the_last_to_arrive(epic, first, in_order):
    last = {"group_unsubscribe": "group_resubscribe", "group_resubscribe": "group_unsubscribe"}[first]
    events = [mine(1, first, asm_group_id=101, at=AT), mine(2, last, asm_group_id=101, at=AT + 1)]

    with epic.scene() as scene:
        for each in events if in_order else reversed(events):
            scene.sendgrid(each)

        assert may(scene, "newsletter") == (last == "group_resubscribe")


def test_a_late_resubscription_does_not_undo_what_the_member_said_since(epic):
    with epic.scene() as scene:
        scene.by("alice", "select public.set_notification_preference('{A}', 'newsletter', false)")
        scene.sendgrid(mine(1, "group_resubscribe", asm_group_id=101))

        assert preference(scene, "newsletter") == [(False, "member")]
        assert not may(scene, "newsletter")


def test_who_is_no_member_is_suppressed_by_address(epic):
    with epic.scene() as scene:
        scene.sendgrid(
            event(1, "unsubscribe", email="Guest@elsewhere.example", email_send_id=ID["send_guest"])
        )

        assert mirror(scene, "guest@elsewhere.example") == [("all", "unsubscribe")]


def test_an_opt_out_is_one_organizations(epic):
    with epic.scene() as scene:
        scene.rows(
            "insert into public.members (id, organization_id, email) values (%s, '{B}', 'alice@a.example')",
            uid(0xABC),
        )
        scene.sendgrid(mine(1, "unsubscribe"))

        assert not may(scene, "marketing")
        assert scene.by("service", "select public.can_email_member(%s, 'marketing')", uid(0xABC)) == [(True,)]


# ---- preferences, and what they queue ----------------------------------------------------------

CHOICES = {
    # What the member does, one after the other: what SendGrid is to be told.
    "marketing off": ([("marketing", False)], [("add_group", 102)]),
    "newsletter off and on": ([("newsletter", False), ("newsletter", True)], [("add_group", 101), ("remove_group", 101)]),
    "everything off": ([("all", False)], [("add_global", None)]),
    "everything off and on": ([("all", False), ("all", True)], [("add_global", None), ("remove_global", None)]),
    "off twice": ([("marketing", False), ("marketing", False)], [("add_group", 102)]),
    "on, as it was": ([("marketing", True)], []),
    "a category without group": ([("events", False)], []),
    "transactional off": ([("transactional", False)], []),
}  # fmt: skip
CHOOSE = "select (public.set_notification_preference('{A}', %s, %s)).unsubscribed_at is not null"


@pytest.mark.parametrize("what", CHOICES)
def test_what_a_member_chooses_is_queued_for_sendgrid(epic, what):
    choices, queued = CHOICES[what]

    with epic.scene() as scene:
        for category, enabled in choices:
            assert scene.by("alice", CHOOSE, category, enabled) == [(not enabled,)]

        assert outbox(scene) == [("alice@a.example", action, group) for action, group in queued]
        category, enabled = choices[-1]
        assert preference(scene, category) == [(enabled, "member")]
        off = {category} if category != "transactional" and not enabled else set()
        assert {scope for scope, _ in mirror(scene)} == off


def test_a_choice_for_other_channels_touches_no_mail(epic):
    with epic.scene() as scene:
        scene.by(
            "alice", "select public.set_notification_preference('{A}', 'marketing', p_sms_enabled => true)"
        )

        assert preference(scene, "marketing") == [(True, "member")]
        assert outbox(scene) == []


def test_what_is_effective_is_what_everything_off_leaves(epic):
    query = "select category, email_enabled, email_effective from public.get_notification_preferences('{A}')"

    with epic.scene() as scene:
        assert {row[2] for row in scene.by("alice", query)} == {True}
        scene.by("alice", "select public.unsubscribe_all('{A}')")

        assert scene.by("alice", query) == [
            ("marketing", True, False), ("transactional", True, True), ("events", True, False),
            ("newsletter", True, False), ("all", False, False),
        ]  # fmt: skip
        assert [may(scene, c) for c in ("marketing", "events", "newsletter", "transactional")] == [
            False
        ] * 3 + [True]


def test_preferences_are_ones_own(epic):
    choose = "select public.set_notification_preference('{A}', 'marketing', false)"

    with epic.scene() as scene:
        assert scene.outcome("bob", choose) == REFUSED
        assert scene.outcome("nobody", choose) == REFUSED
        assert scene.outcome("anon", choose) == REFUSED
        assert scene.outcome("bob", "select * from public.get_notification_preferences('{A}')") == 0
        assert (
            scene.outcome("alice", "select public.set_notification_preference('{A}', 'spam', false)")
            == "23514"
        )


def test_one_click_needs_no_login_but_the_token(epic):
    click = "select public.unsubscribe_by_token(%s)"

    with epic.scene() as scene:
        assert scene.by("anon", click, uid(0xFFF)) == [(False,)]
        assert scene.by("anon", click, ID["send_alice"]) == [(True,)]
        assert scene.by("anon", click, ID["send_alice"]) == [(True,)]

        assert preference(scene, "all") == [(False, "one_click")]
        assert mirror(scene) == [("all", "unsubscribe")]
        assert outbox(scene) == [("alice@a.example", "add_global", None)]
        assert scene.stats() == {"unsubscribes": 1}


def test_one_click_of_a_category_leaves_the_others(epic):
    with epic.scene() as scene:
        scene.by("anon", "select public.unsubscribe_by_token(%s, 'newsletter')", ID["send_alice"])

        assert outbox(scene) == [("alice@a.example", "add_group", 101)]
        assert [may(scene, c) for c in ("newsletter", "marketing")] == [False, True]


def test_one_click_of_a_guest_is_queued_by_address(epic):
    with epic.scene() as scene:
        scene.by("anon", "select public.unsubscribe_by_token(%s)", ID["send_guest"])

        assert mirror(scene, "guest@elsewhere.example") == [("all", "unsubscribe")]
        assert outbox(scene) == [("guest@elsewhere.example", "add_global", None)]


def test_the_opt_out_outlives_the_member(epic):
    with epic.scene() as scene:
        scene.by("alice", "select public.unsubscribe_all('{A}')")
        scene.by("olivia", "delete from public.members where id = '{alice}'")

        assert mirror(scene) == [("all", "unsubscribe")]
        assert send(scene, "member_id, email_address") == (None, "alice@a.example")


# ---- the outbox --------------------------------------------------------------------------------

CLAIM = "select id, sendgrid_subuser, email_address, action, attempts from public.claim_suppressions(%s, %s)"
COMPLETE = "select public.complete_suppression(%s, %s)"
QUEUE = "insert into private.suppression_outbox (organization_id, email_address, action) values ('{A}', %s, %s) returning id"


def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(epic):
    with epic.scene() as scene:
        first = scene.by("service", CLAIM, 10, 60)
        assert [row[1:] for row in first] == [
            ("sub-a", "carol@a.example", "add_group", 1), (None, "bob@b.example", "add_global", 1),
        ]  # fmt: skip
        assert scene.by("service", CLAIM, 10, 60) == []

        scene.rows("update private.suppression_outbox set not_before = now()")
        assert [row[4] for row in scene.by("service", CLAIM, 10, 60)] == [2, 2]


def test_what_is_done_is_not_claimed_again(epic):
    with epic.scene() as scene:
        for number, *_ in scene.by("service", CLAIM, 10, 0):
            scene.by("service", COMPLETE, number, None)

        assert scene.by("service", CLAIM, 10, 0) == []
        assert scene.rows(
            "select distinct status, processed_at is not null from private.suppression_outbox"
        ) == [("done", True)]


def test_what_fails_waits_longer_each_time_and_is_parked_in_the_end(epic):
    query = "select status, attempts, last_error, extract(epoch from not_before - now())::int from private.suppression_outbox where id = %s"
    waits = []

    with epic.scene() as scene:
        scene.rows("delete from private.suppression_outbox")
        number = scene.one(QUEUE, "poison@a.example", "add_global")
        for _ in range(9):
            scene.rows("update private.suppression_outbox set not_before = now()")
            assert [row[0] for row in scene.by("service", CLAIM, 1, 60)] == [number]
            scene.by("service", COMPLETE, number, "500 try later")
            ((status, _, error, wait),) = scene.rows(query, number)
            assert (status, error) == ("pending", "500 try later")
            waits.append(wait)
        scene.rows("update private.suppression_outbox set not_before = now()")
        scene.by("service", CLAIM, 1, 60)
        scene.by("service", COMPLETE, number, "500 still")
        scene.rows("update private.suppression_outbox set not_before = now()")

        assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512]
        assert scene.rows(query, number)[0][:3] == ("failed", 10, "500 still")
        assert scene.by("service", CLAIM, 1, 60) == []


def test_an_address_is_told_one_thing_after_the_other(epic):
    """An opt-out that has to be tried again must not overtake the opt-in that followed it."""
    with epic.scene() as scene:
        scene.rows("delete from private.suppression_outbox")
        off = scene.one(QUEUE, "x@a.example", "add_global")
        on = scene.one(QUEUE, "x@a.example", "remove_global")
        other = scene.one(QUEUE, "y@a.example", "add_global")

        assert [row[0] for row in scene.by("service", CLAIM, 10, 60)] == [off, other]
        scene.by("service", COMPLETE, off, "503")
        assert scene.by("service", CLAIM, 10, 60) == []

        scene.rows("update private.suppression_outbox set not_before = now() where id = %s", off)
        assert [row[0] for row in scene.by("service", CLAIM, 10, 60)] == [off]
        scene.by("service", COMPLETE, off, None)
        assert [row[0] for row in scene.by("service", CLAIM, 10, 60)] == [on]


def test_what_is_parked_blocks_nobody(epic):
    with epic.scene() as scene:
        scene.rows("delete from private.suppression_outbox")
        scene.rows(
            "update private.suppression_outbox set status = 'failed' where id = %s",
            scene.one(QUEUE, "x@a.example", "add_global"),
        )
        later = scene.one(QUEUE, "x@a.example", "remove_global")
        scene.rows("update private.suppression_outbox set status = 'failed' where id < %s", later)

        assert [row[0] for row in scene.by("service", CLAIM, 10, 60)] == [later]


def test_two_workers_at_once_get_different_work(fresh):
    with closing(fresh.connect()) as one, closing(fresh.connect()) as two, one.transaction():
        (first,) = one.execute(CLAIM, [1, 60]).fetchall()
        # The other one does not wait for it either.
        two.execute("set lock_timeout = '1s'")
        (second,) = two.execute(CLAIM, [10, 60]).fetchall()

    assert first[0] != second[0]


def test_nobody_but_the_server_side_works_the_outbox(either):
    with either.scene() as scene:
        for who in ("anon", "alice", "olivia"):
            assert scene.outcome(who, CLAIM, 1, 60) == REFUSED
            assert scene.outcome(who, COMPLETE, 1, None) == REFUSED
            assert scene.outcome(who, "select public.ingest_sendgrid_events('[]')") == REFUSED
