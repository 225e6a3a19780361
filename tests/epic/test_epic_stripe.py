"""Stripe's events: tickets and payments in any order, each once, to the cent."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from itertools import permutations

import pytest
from psycopg.types.json import Jsonb
from scene import ID, REFUSED, uid

INGEST = "select public.ingest_stripe_event(%s)"
PAYMENT = "select status, amount, amount_refunded, currency, provider_payment_id, member_id::text from public.payments where provider_checkout_id = 'cs_1'"
TICKETS = "select t.status, t.amount_paid from public.event_tickets t join public.payments p on p.id = t.payment_id where p.provider_checkout_id = 'cs_1' order by t.seat_no"
SESSION = "checkout.session."


def checkout(number, kind, *, amount=5000, currency="usd", paid="paid", intent="pi_1", **metadata):
    """A checkout event of session cs_1; metadata that is None is left out."""
    about = {
        "organization_id": ID["A"], "event_id": ID["gala"], "member_id": ID["alice"], "ticket_type_id": ID["seat"],
        **metadata,
    }  # fmt: skip
    session = {
        "id": "cs_1", "payment_intent": intent, "payment_status": paid, "amount_total": amount, "currency": currency,
        "metadata": {key: value for key, value in about.items() if value is not None},
    }  # fmt: skip
    return {"id": f"evt_{number}", "type": f"{SESSION}{kind}", "data": {"object": session}}


def refund(number, amount, *, whole, currency="usd", intent="pi_1"):
    charge = {"payment_intent": intent, "amount_refunded": amount, "refunded": whole, "currency": currency}
    return {"id": f"evt_{number}", "type": "charge.refunded", "data": {"object": charge}}


def items(*pairs):
    return json.dumps([{"ticket_type_id": ID[name], "quantity": quantity} for name, quantity in pairs])


def state(scene):
    """The payment's status and the tickets' statuses."""
    return scene.rows(PAYMENT)[0][0], [status for status, _ in scene.rows(TICKETS)]


KINDS = {
    # The event: what the payment and the ticket are then.
    "completed": ({}, "succeeded", "paid"),
    "completed, free": ({"paid": "no_payment_required", "amount": 0}, "succeeded", "paid"),
    "completed, unpaid": ({"paid": "unpaid"}, "pending", "pending"),
    "async_payment_succeeded": ({}, "succeeded", "paid"),
    "async_payment_failed": ({"paid": "unpaid"}, "failed", "cancelled"),
    "expired": ({"paid": "unpaid"}, "failed", "cancelled"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_event(epic, kind):
    more, payment, ticket = KINDS[kind]

    with epic.scene() as scene:
        said = scene.stripe(checkout(1, kind.split(",")[0], **more))

        assert (said["status"], said["tickets"]) == ("applied", 1)
        assert state(scene) == (payment, [ticket])


def test_a_checkout_makes_the_payment_and_its_ticket(epic):
    query = """
        select member_id::text, ticket_type_id::text, ticket_number ~ '^TKT-[0-9A-F]{12}$', seat_no
        from public.event_tickets
        where payment_id = (select id from public.payments where provider_checkout_id = 'cs_1')
    """

    with epic.scene() as scene:
        scene.stripe(checkout(1, "completed"))

        assert scene.rows(PAYMENT) == [("succeeded", Decimal(50), Decimal(0), "USD", "pi_1", ID["alice"])]
        assert scene.rows(TICKETS) == [("paid", Decimal(50))]
        assert scene.rows(query) == [(ID["alice"], ID["seat"], True, 1)]


SEQUENCES = {
    # Events of one session in the order of their arrival: where they end.
    "paid at once": (["completed"], "succeeded", "paid"),
    "paid later": (["completed unpaid", "async_payment_succeeded"], "succeeded", "paid"),
    "paid later, told the other way round": (["async_payment_succeeded", "completed unpaid"], "succeeded", "paid"),
    "failed later": (["completed unpaid", "async_payment_failed"], "failed", "cancelled"),
    "failed later, told the other way round": (["async_payment_failed", "completed unpaid"], "failed", "cancelled"),
    "failed, then paid": (["completed unpaid", "async_payment_failed", "async_payment_succeeded"], "succeeded", "paid"),
    "paid, then told of the failure": (["completed unpaid", "async_payment_succeeded", "async_payment_failed"], "succeeded", "paid"),
    "expired": (["expired"], "failed", "cancelled"),
    "refunded": (["completed", "refund"], "refunded", "refunded"),
    "refunded, and told of the payment again": (["completed", "refund", "async_payment_succeeded"], "refunded", "refunded"),
    "refunded, and told of an older failure": (["completed", "refund", "async_payment_failed"], "refunded", "refunded"),
    "refunded in part": (["completed", "part"], "partially_refunded", "paid"),
    "refunded in part and whole": (["completed", "part", "refund"], "refunded", "refunded"),
    "refunded whole, then told of the part": (["completed", "refund", "part"], "refunded", "refunded"),
}  # fmt: skip


def an_event(number, word):
    match word.split():
        case ["refund"]:
            return refund(number, 5000, whole=True)
        case ["part"]:
            return refund(number, 2000, whole=False)
        case [kind, "unpaid"]:
            return checkout(number, kind, paid="unpaid")
        case [kind]:
            return checkout(number, kind)
    raise AssertionError(word)


@pytest.mark.parametrize("what", SEQUENCES)
def test_a_sequence_of_events(epic, what):
    words, payment, ticket = SEQUENCES[what]

    with epic.scene() as scene:
        for number, word in enumerate(words):
            scene.stripe(an_event(number, word))

        assert state(scene) == (payment, [ticket])
        if payment == "refunded":
            assert scene.rows(PAYMENT)[0][2] == 50


def test_no_order_of_the_events_makes_more_tickets_or_another_end(epic):
    words, ends = ("completed unpaid", "async_payment_succeeded", "async_payment_failed", "expired"), set()

    for order in permutations(words):
        with epic.scene() as scene:
            for number, word in enumerate(order):
                scene.stripe(an_event(number, word))
            ends.add((state(scene)[0], *state(scene)[1]))

    assert ends == {("succeeded", "paid")}


def test_a_checked_in_ticket_stays_so_when_stripe_repeats_itself(epic):
    with epic.scene() as scene:
        scene.stripe(checkout(1, "completed"))
        number = scene.one(
            "select ticket_number from public.event_tickets where payment_id = (select id from public.payments where provider_checkout_id = 'cs_1')"
        )
        scene.by("otto", "select public.check_in_ticket(%s)", number)
        scene.stripe(checkout(2, "async_payment_succeeded"))

        assert state(scene) == ("succeeded", ["checked_in"])


def test_the_same_event_again_is_a_duplicate(epic):
    with epic.scene() as scene:
        scene.stripe(checkout(1, "completed", quantity="3", amount=15000))
        before = scene.rows(PAYMENT), scene.rows(TICKETS)

        assert scene.stripe(checkout(1, "completed", quantity="3", amount=15000)) == {"status": "duplicate"}
        assert scene.stripe(checkout(2, "completed", quantity="3", amount=15000))["status"] == "applied"
        assert (scene.rows(PAYMENT), scene.rows(TICKETS)) == before


def test_deliveries_at_once_make_one_payment(fresh):
    """The same event eight times, and seven others of the same session, all at the same moment."""

    def deliver(number):
        with closing(fresh.connect()) as conn:
            event = checkout(max(0, number - 8), "completed", quantity="2", amount=10000)
            return conn.execute(INGEST, [Jsonb(event)]).fetchone()[0]["status"]

    with ThreadPoolExecutor(16) as pool:
        said = sorted(pool.map(deliver, range(16)))

    assert said == ["applied"] * 8 + ["duplicate"] * 8
    with fresh.scene() as scene:
        assert state(scene) == ("succeeded", ["paid", "paid"])


def test_a_refund_before_its_checkout_is_not_kept_and_works_when_it_comes_again(epic):
    early = refund(2, 5000, whole=True)

    with epic.scene() as scene:
        assert scene.outcome("service", INGEST, Jsonb(early)) == "P0002"
        assert scene.one("select count(*) from private.webhook_events where event_id = 'evt_2'") == 0

        scene.stripe(checkout(1, "completed"))
        assert scene.stripe(early)["status"] == "applied"
        assert state(scene) == ("refunded", ["refunded"])


# ---- seats and amounts -------------------------------------------------------------------------

SPLITS = {
    # Amount, currency, what was bought: what each seat has cost.
    "even": (15000, "usd", [("seat", 3)], ["50.00"] * 3),
    "a rest": (14999, "usd", [("seat", 3)], ["50.00", "50.00", "49.99"]),
    "two kinds": (22000, "usd", [("seat", 2), ("vip", 1)], ["50.00", "50.00", "120.00"]),
    "two kinds, a tenth off": (19800, "usd", [("seat", 2), ("vip", 1)], ["45.00", "45.00", "108.00"]),
    "less than a cent each": (2, "usd", [("seat", 4)], ["0.01", "0.01", "0.00", "0.00"]),
    "one cent": (1, "usd", [("seat", 3)], ["0.00", "0.00", "0.01"]),
    "nothing": (0, "usd", [("seat", 2)], ["0.00", "0.00"]),
    "whole yen": (1000, "jpy", [("seat", 3)], ["333.00", "333.00", "334.00"]),
    "whole won": (10001, "krw", [("seat", 2)], ["5001.00", "5000.00"]),
    "three decimals": (15000, "kwd", [("seat", 3)], ["5.00", "5.00", "5.00"]),
    "krona, in hundredths": (50000, "isk", [("seat", 1)], ["500.00"]),
}


@pytest.mark.parametrize("what", SPLITS)
def test_the_seats_cost_what_was_paid(epic, what):
    amount, currency, bought, expected = SPLITS[what]

    with epic.scene() as scene:
        paid = "paid" if amount else "no_payment_required"
        scene.stripe(
            checkout(1, "completed", amount=amount, currency=currency, paid=paid, items=items(*bought))
        )

        ((_, total, _, code, *_),) = scene.rows(PAYMENT)
        costs = [cost for _, cost in scene.rows(TICKETS)]
        assert [str(cost) for cost in costs] == expected
        assert (sum(costs), code) == (total, currency.upper())


ZERO_DECIMAL = ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf")  # fmt: skip


@pytest.mark.parametrize("currency", [*ZERO_DECIMAL, "usd", "eur", "isk", "huf", "kwd", "JPY", "Usd"])
def test_an_amount_is_in_the_currencys_smallest_unit(epic, currency):
    divisor = 1 if currency.lower() in ZERO_DECIMAL else 1000 if currency == "kwd" else 100

    with epic.scene() as scene:
        assert scene.one("select private.stripe_amount(12340, %s)", currency) == Decimal(12340) / divisor


def test_a_refund_in_yen_is_not_divided(epic):
    with epic.scene() as scene:
        scene.stripe(checkout(1, "completed", amount=1000, currency="jpy"))
        scene.stripe(refund(2, 400, whole=False, currency="jpy"))

        assert scene.rows(PAYMENT)[0][:4] == ("partially_refunded", Decimal(1000), Decimal(400), "JPY")


def test_refunds_in_the_wrong_order_end_at_the_greater_sum(epic):
    with epic.scene() as scene:
        scene.stripe(checkout(1, "completed"))
        scene.stripe(refund(3, 3000, whole=False))
        scene.stripe(refund(2, 1000, whole=False))

        assert scene.rows(PAYMENT)[0][:3] == ("partially_refunded", Decimal(50), Decimal(30))


def test_what_is_sold_beyond_what_there_is_is_marked(epic):
    """The money is taken: the ticket is given, and somebody must look at it. Other kinds of seats do not count."""
    query = "select ticket_type_id::text, metadata ? 'oversold' from public.event_tickets t join public.payments p on p.id = t.payment_id where p.provider_checkout_id = 'cs_1' order by seat_no"

    with epic.scene() as scene:
        # Of two VIP seats adam has one.
        scene.stripe(checkout(1, "completed", amount=39000, items=items(("seat", 3), ("vip", 2))))

        assert scene.rows(query) == [*[(ID["seat"], False)] * 3, (ID["vip"], False), (ID["vip"], True)]


# ---- what is not ours, or wrong ----------------------------------------------------------------

IGNORED = {
    "another kind": {"id": "evt_1", "type": "invoice.paid", "data": {"object": {"id": "in_1"}}},
    "no organization": checkout(1, "completed", organization_id=None),
    "no event": checkout(1, "completed", event_id=None),
    "an organization that is no uuid": checkout(1, "completed", organization_id="A"),
}
REFUSED_EVENTS = {
    "no id": ({"type": "charge.refunded", "data": {"object": {}}}, "22023"),
    "no type": ({"id": "evt_1", "data": {"object": {}}}, "22023"),
    "no object": ({"id": "evt_1", "type": "charge.refunded"}, "22023"),
    "an array": ([], "22023"),
    "another organization's event": (checkout(1, "completed", event_id=ID["gala_b"]), "P0002"),
    "a ticket type of another event": (checkout(1, "completed", ticket_type_id=ID["seat_b"]), "P0002"),
    "an unknown ticket type": (checkout(1, "completed", ticket_type_id=uid(0xFFF)), "P0002"),
    "no seats": (checkout(1, "completed", quantity="0"), "P0002"),
    "an unknown organization": (checkout(1, "completed", organization_id=uid(0xFFF)), "23503"),
    "an organization and another one's event": (
        checkout(1, "completed", event_id=ID["gala_b"], ticket_type_id=ID["seat_b"]), "23503",
    ),
    "less than nothing": (checkout(1, "completed", amount=-1), "23514"),
    "a refund of an unknown payment": (refund(1, 1, whole=True, intent="pi_unknown"), "P0002"),
}  # fmt: skip


@pytest.mark.parametrize("what", IGNORED)
def test_what_is_not_ours_is_noted(epic, what):
    with epic.scene() as scene:
        assert scene.stripe(IGNORED[what])["status"] == "ignored"
        assert scene.stripe(IGNORED[what])["status"] == "duplicate"
        assert scene.rows(PAYMENT) == []


@pytest.mark.parametrize("what", REFUSED_EVENTS)
def test_what_is_wrong_is_refused_and_leaves_nothing(epic, what):
    """Stripe delivers it again, so it must not count as seen."""
    event, expected = REFUSED_EVENTS[what]

    with epic.scene() as scene:
        assert scene.outcome("service", INGEST, Jsonb(event)) == expected
        assert scene.rows(PAYMENT) == []
        assert scene.one("select count(*) from private.webhook_events where provider = 'stripe'") == 1


@pytest.mark.parametrize("member", [None, uid(0xFFF), ID["bob"], "x"])
def test_who_is_no_member_any_more_has_paid_all_the_same(epic, member):
    with epic.scene() as scene:
        assert scene.stripe(checkout(1, "completed", member_id=member))["status"] == "applied"

        assert scene.rows(PAYMENT)[0][5] is None
        assert state(scene) == ("succeeded", ["paid"])


@pytest.mark.parametrize("who", ["anon", "alice", "otto", "olivia"])
def test_nobody_but_the_server_side_ingests(either, who):
    with either.scene() as scene:
        assert scene.outcome(who, INGEST, Jsonb(checkout(1, "completed"))) == REFUSED


# ---- at the door -------------------------------------------------------------------------------

CHECK_IN = "select (public.check_in_ticket(%s)).status"


def test_a_ticket_is_checked_in_once(epic):
    query = "select status, checked_in_at is not null, checked_in_by::text from public.event_tickets where id = %s"

    with epic.scene() as scene:
        assert scene.by("otto", CHECK_IN, "TKT-ALICE") == [("checked_in",)]
        assert scene.rows(query, ID["ticket_alice"]) == [("checked_in", True, ID["otto"])]
        assert scene.outcome("otto", CHECK_IN, "TKT-ALICE") == "PT409"


DOOR = {"anon": REFUSED, "nobody": "PT409", "alice": "PT409", "carol": "PT409", "otto": 1, "adam": 1, "olivia": 1, "bob": "PT409", "service": REFUSED}  # fmt: skip


@pytest.mark.parametrize("who", DOOR)
def test_who_stands_at_the_door(either, who):
    with either.scene() as scene:
        assert scene.outcome(who, CHECK_IN, "TKT-ALICE") == DOOR[who]


@pytest.mark.parametrize("status", ["pending", "cancelled", "refunded", "checked_in"])
def test_only_a_paid_ticket_gets_in(epic, status):
    with epic.scene() as scene:
        scene.rows("update public.event_tickets set status = %s, checked_in_at = now()", status)

        assert scene.outcome("otto", CHECK_IN, "TKT-ALICE") == "PT409"


def test_the_summary_is_of_what_one_may_see(epic):
    query = "select sold, checked_in, revenue from public.event_ticket_summary order by revenue"

    with epic.scene() as scene:
        scene.by("otto", CHECK_IN, "TKT-ADAM")

        assert scene.by("otto", query) == [(1, 1, Decimal(0)), (1, 0, Decimal(50))]
        assert scene.by("alice", query) == [(1, 0, Decimal(50))]
        assert scene.by("nobody", query) == []
