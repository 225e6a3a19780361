"""Webhooks of SendGrid and Stripe: with a valid signature each is processed once, without one never."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import permutations

import httpx
import pytest
from calling import (
    NOW,
    ONE,
    SENDGRID_PRIVATE,
    STRIPE_SECRETS,
    sendgrid_headers,
    stripe_headers,
    stripe_v1,
)
from cryptography.hazmat.primitives.asymmetric import ec
from scene import ID, uid
from test_epic_sendgrid import event, mine
from test_epic_stripe import PAYMENT, TICKETS, checkout, items, refund

pytestmark = ONE

SENDS = "select status, open_count, click_count, unsubscribed_at is not null from public.email_sends where id = %s"
SIGNATURE, TIMESTAMP, _ = sendgrid_headers(b"")
TRACES = "select (select count(*) from private.webhook_events), (select sum(open_count) from public.email_sends), (select count(*) from public.payments)"
UNTOUCHED = [(2, 0, 3)]


# ---- SendGrid ----------------------------------------------------------------------------------


def test_the_webhook_makes_the_send_and_leads_it_on(api):
    about = {"organization_id": ID["A"], "campaign_id": ID["campaign"], "member_id": ID["olivia"]}
    query = "select status, sendgrid_message_id, open_count from public.email_sends where member_id = %s"

    said = api.sendgrid(event(1, "processed", email="olivia@a.example", sg_message_id="new.filter1", **about))
    assert (said.status_code, said.json()) == (200, {"applied": 1, "duplicates": 0, "ignored": 0})
    assert api.rows(query, ID["olivia"]) == [("sent", "new", 0)]

    api.sendgrid(
        event(3, "open", email="olivia@a.example", sg_message_id="new.filter1"),
        event(2, "delivered", email="olivia@a.example", sg_message_id="new.filter1"),
    )
    assert api.rows(query, ID["olivia"]) == [("opened", "new", 1)]


def test_batches_in_any_order_and_again_end_the_same(api):
    events = [mine(n, kind, at=1_700_000_000 + n) for n, kind in enumerate(("delivered", "open", "click", "unsubscribe"))]  # fmt: skip

    for order in permutations(events):
        assert api.sendgrid(*order[:2]).status_code == api.sendgrid(*order[1:]).status_code == 200
        assert api.rows(SENDS, ID["send_alice"]) == [("clicked", 1, 1, True)]

    assert api.sendgrid(*events).json() == {"applied": 0, "duplicates": 4, "ignored": 0}
    suppressed = "select scope, reason from public.email_suppressions where email_address = 'alice@a.example'"
    assert api.rows(suppressed) == [("all", "unsubscribe")]
    # SendGrid is not told what it told us.
    assert api.rows("select count(*) from private.suppression_outbox") == [(2,)]


def test_what_is_not_ours_is_accepted_and_ignored(api):
    """An answer of 4xx would bring it again, for days."""
    said = api.sendgrid(event(1, "open", organization_id=uid(0xFFF)), event(2, "open"), {}, mine(3, "open"))

    assert (said.status_code, said.json()) == (200, {"applied": 1, "duplicates": 0, "ignored": 3})


def test_the_same_batch_at_once_counts_once(api):
    batch = [mine(1, "open"), mine(2, "click")]

    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(lambda _: api.sendgrid(*batch), range(4)))

    assert [one.status_code for one in said] == [200] * 4
    assert sum(one.json()["applied"] for one in said) == 2
    assert api.rows(SENDS, ID["send_alice"]) == [("clicked", 1, 1, False)]


BODY = json.dumps([mine(1, "open")]).encode()
GOOD = sendgrid_headers(BODY)
OTHER = ec.generate_private_key(ec.SECP256R1())
SENDGRID_FORGED = {
    "the body is another": (BODY.replace(b"open", b"drop"), GOOD),
    "one byte more": (BODY + b" ", GOOD),
    "the key is another": (BODY, sendgrid_headers(BODY, key=OTHER)),
    "the time is another": (BODY, {**GOOD, TIMESTAMP: "1700000001"}),
    "no signature": (BODY, {TIMESTAMP: GOOD[TIMESTAMP]}),
    "no time": (BODY, {SIGNATURE: GOOD[SIGNATURE]}),
    "no base64": (BODY, {**GOOD, SIGNATURE: "!"}),
    "no DER": (BODY, {**GOOD, SIGNATURE: "AAAA"}),
    "half a signature": (BODY, {**GOOD, SIGNATURE: GOOD[SIGNATURE][:40]}),
    "nothing": (b"", {}),
    "Stripe's": (BODY, stripe_headers(BODY)),
}  # fmt: skip


def test_what_sendgrid_did_not_sign_is_refused(api):
    found = {}
    for what, (body, headers) in SENDGRID_FORGED.items():
        said = api.client.post("/webhooks/sendgrid", content=body, headers=headers)
        found[what] = (said.status_code, said.json()["code"])

    assert found == dict.fromkeys(SENDGRID_FORGED, (403, "PGRSTX03"))
    assert api.rows(TRACES) == UNTOUCHED


SENSELESS = (b"", b"{", b"1", b"[[]", b"\xff", b'["\\u0000"]', b"[\x00]", b"[" * 50_000)


@pytest.mark.parametrize("path", ["/webhooks/sendgrid", "/webhooks/stripe"])
def test_what_is_signed_and_makes_no_sense(api, path):
    found = []
    for body in SENSELESS:
        headers = sendgrid_headers(body) | stripe_headers(body)
        found.append(api.client.post(path, content=body, headers=headers).status_code)

    # 54001: 50,000 levels are beyond PostgreSQL's stack, and by PostgREST's map that is a 500.
    assert found == [400] * 7 + [500]
    assert api.rows(TRACES) == UNTOUCHED


def test_a_body_that_is_too_large_is_not_looked_at(api):
    body = b"[" + b" " * (1 << 20) + b"]"

    for content in (body, iter([body[:1000], body[1000:]])):
        said = api.client.post("/webhooks/sendgrid", content=content, headers=sendgrid_headers(body))
        assert (said.status_code, said.json()["code"]) == (413, "PGRSTX13")


def test_a_body_that_is_far_too_large_is_refused_when_it_is_announced(api):
    url = httpx.URL(api.url)
    with socket.create_connection((url.host, url.port)) as sock:
        sock.sendall(b"POST /webhooks/sendgrid HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        # The server answers and ends the connection, although nothing of it was sent.
        said = b"".join(iter(lambda: sock.recv(4096), b""))

    assert said.startswith(b"HTTP/1.1 413 ")


# ---- Stripe ------------------------------------------------------------------------------------


def test_the_webhook_makes_the_payment_and_its_tickets(api):
    said = api.stripe(checkout(1, "completed", amount=17001, ticket_type_id=None, items=items(("seat", 1), ("vip", 1))))  # fmt: skip

    assert (said.status_code, said.json()["tickets"]) == (200, 2)
    assert api.rows(PAYMENT) == [("succeeded", Decimal("170.01"), 0, "USD", "pi_1", ID["alice"])]
    assert sum(amount for _, amount in api.rows(TICKETS)) == Decimal("170.01")
    assert [status for status, _ in api.rows(TICKETS)] == ["paid", "paid"]


@pytest.mark.parametrize(("currency", "amount"), [("jpy", 5000), ("usd", 50), ("kwd", 5)])
def test_an_amount_is_in_the_currencys_smallest_unit(api, currency, amount):
    assert api.stripe(checkout(1, "completed", currency=currency)).status_code == 200
    assert api.rows(PAYMENT)[0][:4] == ("succeeded", amount, 0, currency.upper())


def test_a_refund_before_its_checkout_is_sent_again(api):
    early = api.stripe(refund(1, 5000, whole=True))
    assert (early.status_code, early.json()["code"]) == (500, "P0002")
    assert api.rows(TRACES) == UNTOUCHED

    assert api.stripe(checkout(2, "completed")).status_code == 200
    again = api.stripe(refund(1, 5000, whole=True))
    assert (again.status_code, again.json()["status"]) == (200, "applied")
    assert (api.rows(PAYMENT)[0][0], api.rows(TICKETS)[0][0]) == ("refunded", "refunded")


def test_a_duplicate_changes_nothing_however_it_comes(api):
    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(lambda _: api.stripe(checkout(1, "completed")), range(4)))

    assert sorted(one.json()["status"] for one in said) == ["applied", "duplicate", "duplicate", "duplicate"]
    # Another event for the same session.
    assert api.stripe(checkout(2, "async_payment_succeeded")).status_code == 200
    assert len(api.rows(TICKETS)) == 1


@pytest.mark.parametrize("kind", ["customer.created", "invoice.paid"])
def test_a_kind_that_is_not_ours_is_accepted_and_ignored(api, kind):
    said = api.stripe({"id": "evt_1", "type": kind, "data": {"object": {}}})

    assert (said.status_code, said.json()["status"]) == (200, "ignored")


EVENT = json.dumps(checkout(1, "completed")).encode()
FIRST, SECOND = STRIPE_SECRETS
V1 = stripe_v1(EVENT, FIRST, NOW)
STRIPE = {
    # The headers: whether they are taken.
    "now": (stripe_headers(EVENT), 200),
    "300 s old": (stripe_headers(EVENT, at=NOW - 300), 200),
    "300 s ahead": (stripe_headers(EVENT, at=NOW + 300), 200),
    "by both secrets": (stripe_headers(EVENT, FIRST, SECOND), 200),
    "by the new secret": (stripe_headers(EVENT, SECOND), 200),
    "by the new secret and one that we do not have yet": (stripe_headers(EVENT, "whsec_next", SECOND), 200),
    "with schemes that we do not know": ({"Stripe-Signature": f"t={NOW},v0=aa,v1={V1},v2=bb"}, 200),
    "with spaces": ({"Stripe-Signature": f"t={NOW}, v1={V1}"}, 200),
    "301 s old": (stripe_headers(EVENT, at=NOW - 301), 403),
    "301 s ahead": (stripe_headers(EVENT, at=NOW + 301), 403),
    "old, with another time": ({"Stripe-Signature": f"t={NOW},v1={stripe_v1(EVENT, FIRST, NOW - 400)}"}, 403),
    "two times": ({"Stripe-Signature": f"t={NOW - 400},t={NOW},v1={stripe_v1(EVENT, FIRST, NOW - 400)}"}, 403),
    "wrong secret": (stripe_headers(EVENT, "whsec_other"), 403),
    "an empty secret": (stripe_headers(EVENT, ""), 403),
    "another body": (stripe_headers(EVENT + b" "), 403),
    "as another scheme": ({"Stripe-Signature": f"t={NOW},v0={V1}"}, 403),
    "in capitals": ({"Stripe-Signature": f"t={NOW},v1={V1.upper()}"}, 403),
    "half of it": ({"Stripe-Signature": f"t={NOW},v1={V1[:32]}"}, 403),
    "letters of elsewhere": ({"Stripe-Signature": f"t={NOW},v1=ä".encode("latin-1")}, 403),
    "no time": ({"Stripe-Signature": f"v1={V1}"}, 403),
    "a time that is none": ({"Stripe-Signature": f"t=now,v1={V1}"}, 403),
    "a time of 5,000 digits": ({"Stripe-Signature": f"t={'1' * 5000},v1={V1}"}, 403),
    "a time in other digits": ({"Stripe-Signature": f"t=²,v1={V1}".encode("latin-1")}, 403),
    "nothing in it": ({"Stripe-Signature": ""}, 403),
    "no header": ({}, 403),
    "SendGrid's": (sendgrid_headers(EVENT, key=SENDGRID_PRIVATE), 403),
}  # fmt: skip


def test_signatures_of_stripe_that_are_not_right(api):
    found = {}
    for what, (headers, status) in STRIPE.items():
        if status != 200:
            found[what] = api.client.post("/webhooks/stripe", content=EVENT, headers=headers).status_code

    assert found == {what: status for what, (_, status) in STRIPE.items() if status != 200}
    assert api.rows(TRACES) == UNTOUCHED


def test_signatures_of_stripe_that_are_right(api):
    right = {what: headers for what, (headers, status) in STRIPE.items() if status == 200}

    said = [api.client.post("/webhooks/stripe", content=EVENT, headers=headers) for headers in right.values()]

    assert [one.json().get("status") for one in said] == ["applied", *["duplicate"] * (len(right) - 1)]
