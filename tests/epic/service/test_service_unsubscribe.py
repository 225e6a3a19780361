"""One-click unsubscribe: GET changes nothing, POST unsubscribes, and the link is the credential."""

from __future__ import annotations

import pytest
from calling import ONE
from scene import ID, uid

pytestmark = ONE
LINK = f"/unsubscribe/{ID['send_alice']}"
CHANGES = "select category, email_enabled, source from public.notification_preferences where member_id = %s"
OUTBOX = (
    "select email_address, action, sendgrid_group_id from private.suppression_outbox where id > 2 order by id"
)


def test_who_looks_changes_nothing_and_learns_nothing(api):
    real, none = api.client.get(LINK), api.client.get(f"/unsubscribe/{uid(0xFFF)}")

    assert (real.status_code, real.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<form method="post">' in real.text
    assert real.text == none.text
    assert api.client.head(LINK).status_code == 200
    assert real.headers["referrer-policy"] == "no-referrer"
    assert real.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in real.headers["content-security-policy"]
    assert api.rows(CHANGES, ID["alice"]) == []


BODIES = {
    "as RFC 8058 says": {"data": {"List-Unsubscribe": "One-Click"}},
    "as a form with files": {"files": {"List-Unsubscribe": (None, "One-Click")}},
    "with nothing": {},
}


@pytest.mark.parametrize("what", BODIES)
def test_a_click_is_all_that_it_takes(api, what):
    first, again = (api.client.post(LINK, **BODIES[what]) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert "Done." in first.text
    assert api.rows(CHANGES, ID["alice"]) == [("all", False, "one_click")]
    assert api.rows(OUTBOX) == [("alice@a.example", "add_global", None)]


def test_a_category_alone(api):
    assert "the newsletter" in api.client.get(f"{LINK}?category=newsletter").text
    assert api.client.post(f"{LINK}?category=newsletter").status_code == 200

    assert api.rows(CHANGES, ID["alice"]) == [("newsletter", False, "one_click")]
    assert api.rows(OUTBOX) == [("alice@a.example", "add_group", 101)]


def test_who_is_no_member(api):
    guest = f"/unsubscribe/{ID['send_guest']}"

    assert [api.client.post(f"{guest}{query}").status_code for query in ("", "?category=newsletter")] == [200, 200]  # fmt: skip
    assert api.rows(OUTBOX) == [
        ("guest@elsewhere.example", "add_global", None),
        ("guest@elsewhere.example", "add_group", 101),
    ]


LINKS = {
    # A link that is none: the status of looking and of posting.
    f"/unsubscribe/{uid(0xFFF)}": (200, 404),
    "/unsubscribe/x": (200, 404),
    "/unsubscribe/%00": (200, 404),
    "/unsubscribe/": (404, 404),
    f"{LINK}/more": (404, 404),
    f"{LINK}?category=transactional": (400, 400),
    f"{LINK}?category=<b>": (400, 400),
}


def test_links_that_are_none(api):
    found = {link: (api.client.get(link).status_code, api.client.post(link).status_code) for link in LINKS}

    assert found == LINKS
    assert api.rows(CHANGES, ID["alice"]) == []


def test_a_body_that_is_too_large(api):
    assert api.client.post(LINK, content=b"x" * 5000).status_code == 413
    assert api.rows(CHANGES, ID["alice"]) == []
