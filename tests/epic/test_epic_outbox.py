"""The outbox: how calls of SendGrid are settled, by the functions alone; service/ has the worker."""

from __future__ import annotations

import json

from scene import ID, REFUSED

CLAIM = "select id, attempts from public.claim_suppressions(1, 60)"
SETTLE = "select private.settle_suppression(1, %s, %s, %s, %s)"
ENTRY = "select status, attempts, last_error, processed_at is not null, not_before > now() + interval '80 s' from private.suppression_outbox where id = 1"
COMPARE = "select private.reconcile_suppressions(%s, %s::jsonb, now() + interval '1 hour')"
LONG_AGO, FAR = 1_000_000_000, 4_000_000_000


def settled(scene, attempt, status, error=None, seconds=0.0):
    """What settling says, and what the entry is then."""
    ((heard,),) = scene.by("service", SETTLE, attempt, status, error, seconds)
    return heard, *scene.rows(ENTRY)


def test_an_entry_is_settled_by_who_holds_it(epic):
    with epic.scene() as scene:
        assert scene.by("service", CLAIM) == [(1, 1)]
        assert settled(scene, 0, "done") == (False, ("pending", 1, None, False, False))
        assert settled(scene, 1, "pending", "HTTP 429", 90.5) == (
            True,
            ("pending", 1, "HTTP 429", False, True),
        )

        scene.rows("update private.suppression_outbox set not_before = now() where id = 1")
        assert scene.by("service", CLAIM) == [(1, 2)]
        assert settled(scene, 1, "failed", "late") == (False, ("pending", 2, "HTTP 429", False, False))
        assert settled(scene, 2, "done") == (True, ("done", 2, None, True, False))
        assert settled(scene, 2, "failed", "again") == (False, ("done", 2, None, True, False))

        scene.by("service", "select public.complete_suppression(1, 'late')")
        assert scene.rows(ENTRY) == [("done", 2, None, True, False)]


def test_what_is_parked_is_nobodys(epic):
    with epic.scene() as scene:
        scene.by("service", CLAIM)
        assert settled(scene, 1, "failed", "HTTP 400") == (True, ("failed", 1, "HTTP 400", False, False))
        scene.rows("update private.suppression_outbox set not_before = now() where id = 1")
        assert scene.by("service", CLAIM) == [(2, 1)]


def test_only_the_service_settles_and_compares(epic):
    with epic.scene() as scene:
        for who in ("anon", "alice", "olivia"):
            assert scene.outcome(who, SETTLE, 1, "done", None, 0) == REFUSED
            assert scene.outcome(who, COMPARE, "sub-a", "[]") == REFUSED


def compared(scene, subuser, **listed):
    entries = [{"email": email, "created": at} for email, at in listed.items()]
    return scene.by("service", COMPARE, subuser, json.dumps(entries))[0][0]


def counts(suppressed=0, removal=0, addition=0):
    return {"suppressed": suppressed, "queued_removal": removal, "queued_addition": addition}


def test_a_list_is_compared_for_the_organizations_of_its_account(epic):
    """In doubt nobody gets mail: an opt-in counts only if it is newer than SendGrid's entry."""
    preference = "select email_enabled, source from public.notification_preferences where member_id = %s and category = 'all'"
    choose = "select public.set_notification_preference('{A}', 'all', %s)"
    listed = {
        "ALICE@a.example": FAR,
        "otto@a.example": LONG_AGO,
        "bob@b.example": LONG_AGO,
        "stranger@x.example": 1,
    }

    with epic.scene() as scene:
        for who in ("alice", "otto"):
            for enabled in (False, True):
                scene.by(who, choose, enabled)
        scene.rows("update private.suppression_outbox set status = 'done', processed_at = now()")
        before = scene.one("select max(id) from private.suppression_outbox")

        assert compared(scene, "sub-a", **listed) == counts(suppressed=1, removal=1)
        assert scene.rows(preference, ID["alice"]) == [(False, "sendgrid")]
        assert scene.rows(preference, ID["otto"]) == [(True, "member")]
        queued = "select email_address, action from private.suppression_outbox where id > %s"
        assert scene.rows(queued, before) == [("otto@a.example", "remove_global")]
        # alice's new row is here and there, otto's is under way; bob's organization has another account.
        assert compared(scene, "sub-a", **listed) == counts()

        assert compared(scene, None) == counts(addition=1)
        assert compared(scene, None) == counts()
        assert scene.outcome("service", COMPARE, None, "{}") == "22023"


def test_an_address_is_told_to_whom_it_is_known(epic):
    query = "select organization_id::text, email_address from public.email_suppressions where scope = 'all' order by 1, 2"

    with epic.scene() as scene:
        scene.rows("update public.organizations set sendgrid_subuser = 'one'")
        scene.rows("delete from private.suppression_outbox")
        said = compared(
            scene, "one", **dict.fromkeys(["guest@elsewhere.example", "bob@b.example", "x@x.example"], 1)
        )

        assert said == counts(suppressed=1)
        assert scene.rows(query) == [(ID["A"], "guest@elsewhere.example"), (ID["B"], "bob@b.example")]


def test_the_list_of_a_group_is_about_its_category_alone(epic):
    """102 is the marketing of A, and 101 the newsletter of A and of B, each with an account of its own."""
    compare = "select private.reconcile_suppressions(%s, %s::jsonb, now() + interval '1 hour', %s)"
    kept = "select organization_id::text, email_address, scope, reason from public.email_suppressions order by 1, 2, 3"
    queued = "select email_address, action, sendgrid_group_id from private.suppression_outbox where id > %s"

    with epic.scene() as scene:
        scene.rows("update private.suppression_outbox set status = 'done', processed_at = now()")
        last = scene.one("select max(id) from private.suppression_outbox")
        before = scene.rows(kept)
        listed = json.dumps(
            [{"email": "Alice@a.example"}, {"email": "bob@b.example"}, {"email": "x@x.example"}]
        )

        # bob is of an organization with another account.
        assert scene.by("service", compare, "sub-a", listed, 102)[0][0] == counts(suppressed=1)
        alice = (ID["A"], "alice@a.example", "marketing", "group_unsubscribe")
        assert scene.rows(kept) == sorted([*before, alice])
        assert scene.by("service", compare, "sub-a", listed, 102)[0][0] == counts()
        assert scene.rows(queued, last) == []

        # What is listed nowhere is told again: of this group, and not of the others.
        assert scene.by("service", compare, "sub-a", "[]", 101)[0][0] == counts(addition=1)
        assert scene.rows(queued, last) == [("carol@a.example", "add_group", 101)]
        assert scene.by("service", compare, "sub-a", "[]", 101)[0][0] == counts()
        assert scene.by("service", compare, "sub-a", "[]", 999)[0][0] == counts()
