"""The functions over HTTP: who may call them, what they return, and the status of errors."""

from __future__ import annotations

import logging

import jwt
from calling import FAR, JWT_SECRET, ONE, bearer, token
from scene import ID, uid

pytestmark = ONE
GET = "/rpc/get_notification_preferences"


def preferences(api, who, **query):
    return api.client.get(GET, params={"p_organization_id": ID["A"], **query}, headers=bearer(who))


def test_a_member_reads_and_changes_what_is_hers(api):
    assert [p["email_enabled"] for p in preferences(api, "alice").json()] == [True] * 5

    said = api.rpc("alice", "set_notification_preference", p_organization_id=ID["A"], p_category="newsletter", p_email_enabled=False)  # fmt: skip
    assert (said.status_code, said.json()["category"], said.json()["source"]) == (200, "newsletter", "member")
    assert said.headers["content-type"] == "application/json"

    got, posted = preferences(api, "alice"), api.rpc("alice", "get_notification_preferences", p_organization_id=ID["A"])  # fmt: skip
    assert got.json() == posted.json()
    assert {p["category"]: p["email_effective"] for p in got.json()} == {
        "marketing": True, "transactional": True, "events": True, "newsletter": False, "all": True,
    }  # fmt: skip

    assert api.rpc("alice", "unsubscribe_all", p_organization_id=ID["A"]).json()["email_enabled"] is False
    assert [p["email_effective"] for p in preferences(api, "alice").json()] == [False, True, False, False, False]  # fmt: skip
    queued = "select action, sendgrid_group_id from private.suppression_outbox where email_address = 'alice@a.example' order by id"
    assert api.rows(queued) == [("add_group", 101), ("add_global", None)]


MARKETING = {"p_organization_id": ID["A"], "p_category": "marketing"}
ANSWERS = {
    # Who calls what: the status and the code.
    "another organization's member": ("bob", "set_notification_preference", MARKETING, 403, "42501"),
    "nobody": ("nobody at all", "set_notification_preference", MARKETING, 401, "42501"),
    "a token of anon's": ("anon", "set_notification_preference", MARKETING, 401, "42501"),
    "a member, what is the service's": ("alice", "claim_suppressions", {}, 403, "42501"),
    "a category that there is not": ("alice", "set_notification_preference", {**MARKETING, "p_category": "spam"}, 400, "23514"),
    "no uuid": ("alice", "unsubscribe_all", {"p_organization_id": "x"}, 400, "22P02"),
    "a uuid that is a list": ("alice", "unsubscribe_all", {"p_organization_id": []}, 400, "22P02"),
    "a NUL": ("alice", "check_in_ticket", {"p_ticket_number": "\0"}, 400, "22P05"),
    "half a character": ("alice", "check_in_ticket", {"p_ticket_number": "\ud800"}, 400, "22P02"),
    "an argument too few": ("alice", "set_notification_preference", {}, 404, "PGRST202"),
    "an argument too many": ("alice", "unsubscribe_all", {"p_organization_id": ID["A"], "x": 1}, 404, "PGRST202"),
    "no such function": ("alice", "drop_everything", {}, 404, "PGRST202"),
    "a function of the schema private": ("service", "try_uuid", {"p_text": "x"}, 404, "PGRST202"),
    "a function of PostgreSQL's": ("service", "pg_sleep", {"seconds": 1}, 404, "PGRST202"),
    "a ticket that cannot be checked in": ("otto", "check_in_ticket", {"p_ticket_number": "none"}, 409, "PT409"),
    "a campaign that there is not": ("service", "increment_campaign_stat", {"p_campaign_id": uid(0xFFF), "p_stat_name": "opens"}, 500, "P0002"),
    "a stat that there is not": ("service", "increment_campaign_stat", {"p_campaign_id": ID["campaign"], "p_stat_name": "x"}, 400, "22023"),
}  # fmt: skip


def test_calls_that_fail(api):
    before = api.rows("select * from public.notification_preferences")

    said = {what: api.rpc(who, name, **arguments) for what, (who, name, arguments, *_) in ANSWERS.items()}

    assert {what: [one.status_code, one.json()["code"]] for what, one in said.items()} == {
        what: expected for what, (_, _, _, *expected) in ANSWERS.items()
    }
    for one in said.values():
        assert set(one.json()) == {"code", "message", "details", "hint"}
        assert one.json()["details"] is None
        assert (one.headers.get("www-authenticate") == "Bearer") == (one.status_code == 401)
    assert api.rows("select * from public.notification_preferences") == before


def test_what_each_kind_of_result_looks_like(api):
    assert api.rpc("service", "can_email_member", p_member_id=ID["alice"], p_category="events").json() is True
    assert api.rpc("nobody at all", "unsubscribe_by_token", p_token=uid(0xFFF)).json() is False
    ticket = api.rpc("otto", "check_in_ticket", p_ticket_number="TKT-ALICE").json()
    assert (ticket["status"], ticket["checked_in_by"]) == ("checked_in", ID["otto"])

    done = api.rpc("service", "increment_campaign_stat", p_campaign_id=ID["campaign"], p_stat_name="opens")
    assert (done.status_code, done.content) == (204, b"")
    claimed = api.rpc("service", "claim_suppressions", p_limit=1).json()
    assert [(one["email_address"], one["attempts"]) for one in claimed] == [("carol@a.example", 1)]
    assert api.client.post("/rpc/claim_suppressions", headers=bearer("service")).status_code == 200


BODIES = {
    # A body: the status, and its content type if it is another one.
    "no JSON": (b"{", 400),
    "a list": (b"[]", 400),
    "a word": (b'"x"', 400),
    "null": (b"null", 400),
    "no UTF-8": (b'{"a": "\xff"}', 400),
    "100,000 levels": (b"[" * 100_000, 400),
    "a number of 5,000 digits": (b'{"a": ' + b"9" * 5000 + b"}", 400),
    "NaN": (b'{"p_organization_id": NaN}', 400),
    "too large": (b'{"p_organization_id": "' + b"x" * (1 << 20) + b'"}', 413),
}  # fmt: skip


def test_bodies_that_are_none(api):
    headers = {"Content-Type": "application/json", **bearer("alice")}
    found = {}
    for what, (body, _) in BODIES.items():
        for content in (body, iter([body[:9], body[9:]])):
            said = api.client.post("/rpc/unsubscribe_all", content=content, headers=headers)
            found.setdefault(what, set()).add(said.status_code)

    assert found == {what: {status} for what, (_, status) in BODIES.items()}


def test_a_body_of_another_kind(api):
    said = api.client.post("/rpc/unsubscribe_all", content=b"a=b", headers={"Content-Type": "text/plain"})
    assert (said.status_code, said.json()["code"]) == (415, "PGRST107")


def test_get_changes_nothing(api):
    said = api.client.get("/rpc/unsubscribe_all", params={"p_organization_id": ID["A"]}, headers=bearer("alice"))  # fmt: skip
    assert (said.status_code, said.headers["allow"]) == (405, "POST")
    assert api.client.put("/rpc/unsubscribe_all").status_code == 405
    assert api.client.get("/nowhere").json()["code"] == "PGRST125"


def test_a_function_that_says_it_reads_cannot_write(api):
    """Whatever the catalogue says: the transaction is READ ONLY."""
    body = "create or replace function public.can_email_member(p_member_id uuid, p_category text) returns boolean language {} set search_path = '' as $$ {} $$"
    (before,) = api.rows("select pg_get_functiondef('public.can_email_member(uuid, text)'::regprocedure)")
    api.do(body.format("plpgsql stable", "begin execute 'delete from public.campaigns'; return true; end"))
    try:
        said = api.rpc("service", "can_email_member", p_member_id=ID["alice"], p_category="all")
    finally:
        api.do(*before)

    # 0A000: a STABLE function's own refusal comes first.
    assert (said.status_code, said.json()["code"]) in [(405, "25006"), (400, "0A000")]


# ---- claims ------------------------------------------------------------------------------------

PARTS = token("alice").split(".")
FORGED = {
    # A token: the status. None of them is ours.
    "no token": ("x", 401),
    "two parts": (".".join(PARTS[:2]), 401),
    "no signature": (".".join([*PARTS[:2], ""]), 401),
    "alg none": (jwt.encode({"role": "service_role", "exp": FAR}, None, algorithm="none"), 401),
    "another secret": (token("service", secret="x" * 64), 401),
    "another algorithm": (token("alice", algorithm="HS512", secret=JWT_SECRET + "x" * 64), 401),
    "another's claims": (".".join([PARTS[0], token("olivia").split(".")[1], PARTS[2]]), 401),
    "letters of elsewhere": ("ä.ö.ü".encode("latin-1").decode("latin-1"), 401),
    "too old": (token("alice", exp=1), 401),
    "no end": (token("alice", exp=None), 401),
    "an end that is none": (token("alice", exp="never"), 401),
    "an end that is a list": (token("alice", exp=[1]), 401),
    "an end beyond all numbers": (token("alice", exp=float("inf")), 401),
    "not yet": (token("alice", nbf=FAR), 401),
    "no subject": (token("alice", sub=None), 401),
    "an empty subject": (token("alice", sub=""), 401),
    "a subject that is no uuid": (token("alice", sub="alice"), 401),
    "a subject with more behind it": (token("alice", sub=ID["user_alice"] + "'"), 401),
    "a subject with braces": (token("alice", sub=f"{{{ID['user_alice']}}}"), 401),
    "a claim with a NUL": (token("alice", organization_id="\0"), 401),
    "a claim with half a character": (token("alice", organization_id="\ud800"), 401),
    "a claim that is no number": (token("alice", organization_id=float("nan")), 401),
    "a role of the database's": (token("alice", role="postgres"), 403),
    "the login": (token("alice", role="authenticator"), 403),
    "a role with more behind it": (token("alice", role="service_role; reset role"), 403),
    "a role that is a list": (token("alice", role=["service_role"]), 403),
    "an empty role": (token("alice", role=""), 403),
}  # fmt: skip


# Not even what needs no token can be had with one of them.
TRIES = (
    ("GET", GET, {"params": {"p_organization_id": ID["A"]}}),
    ("POST", "/rpc/unsubscribe_all", {"json": {"p_organization_id": ID["A"]}}),
    ("POST", "/rpc/unsubscribe_by_token", {"json": {"p_token": ID["send_alice"]}}),
)


def test_tokens_that_are_none_of_ours(api):
    found = {}
    for what, (given, _) in FORGED.items():
        headers = {"Authorization": f"Bearer {given}".encode("latin-1")}
        said = [api.client.request(method, path, headers=headers, **more) for method, path, more in TRIES]
        found[what] = {(one.status_code, one.json()["code"]) for one in said}

    assert found == {what: {(status, "PGRST301")} for what, (_, status) in FORGED.items()}
    assert api.rows("select count(*) from public.notification_preferences") == [(3,)]


def test_other_ways_to_say_who_one_is(api):
    for header in ("Basic YTpi", "Bearer", "Token x", ""):
        said = api.client.get(GET, params={"p_organization_id": ID["A"]}, headers={"Authorization": header})
        assert said.status_code == 401, header


CLAIMS = {
    # More claims of alice's: whether she may choose for her organization.
    "none": ({}, True),
    "her organization": ({"organization_id": ID["A"]}, True),
    "her organization, where the platform puts it": ({"app_metadata": {"organization_id": ID["A"]}}, True),
    "another organization": ({"organization_id": ID["B"]}, False),
    "an empty organization": ({"organization_id": ""}, True),
    "an organization that is no uuid": ({"organization_id": "A' or true --"}, False),
    "metadata that is none": ({"app_metadata": "x"}, True),
    "another's subject elsewhere": ({"user": ID["user_olivia"], "user_metadata": {"sub": ID["user_bob"]}}, True),
}  # fmt: skip


def test_claims_narrow_and_never_widen(api):
    found = {}
    for what, (claims, _) in CLAIMS.items():
        headers = {"Authorization": f"Bearer {token('alice', **claims)}"}
        bodies = ({"p_organization_id": ID[organization]} for organization in "AB")
        said = [api.client.post("/rpc/unsubscribe_all", json=body, headers=headers) for body in bodies]
        found[what] = [one.status_code for one in said]

    assert found == {what: [200 if may else 403, 403] for what, (_, may) in CLAIMS.items()}


def test_nothing_of_a_request_is_left_for_the_next(api):
    """The pool has four connections, and thirty requests take turns."""
    said = [preferences(api, who) for who in ["alice", "bob", "olivia"] * 10]

    assert [len(one.json()) for one in said] == [5, 0, 5] * 10
    assert api.rpc("nobody at all", "unsubscribe_all", p_organization_id=ID["A"]).status_code == 401


def test_connections_that_end_are_replaced(api):
    api.do("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator' and datname = current_database()")  # fmt: skip
    assert [preferences(api, "alice").status_code for _ in range(5)] == [200] * 5


# ---- what is logged ----------------------------------------------------------------------------


def test_nothing_of_a_request_is_logged(api, caplog):
    caplog.set_level(logging.DEBUG)
    secret = [token("alice"), "forged.token.here", "canary", ID["send_alice"], ID["A"], "alice@a.example", JWT_SECRET, api.authenticator]  # fmt: skip

    preferences(api, "alice")
    api.client.get("/canary?canary", headers={"Authorization": "Bearer forged.token.here"})
    api.client.get(f"/unsubscribe/{ID['send_alice']}?canary")
    api.client.post(f"/unsubscribe/{ID['send_alice']}")
    api.rpc("alice", "set_notification_preference", p_organization_id=ID["A"], p_category="canary")
    api.rpc("alice", "canary", canary="canary")
    api.client.post("/webhooks/stripe", content=b"canary", headers={"Stripe-Signature": "canary"})
    # The line comes after the answer, and before the next one.
    api.client.get("/health")

    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert len([line for line in ours if line.startswith(("rpc 200", "unsubscribe 200", "stripe 403"))]) == 4
    assert [line for line in ours for one in secret if one in line] == []


def test_the_document_names_every_function(api):
    document = api.client.get("/openapi.json").json()
    public = api.rows("select distinct proname from pg_proc where pronamespace = 'public'::regnamespace")

    assert {p.removeprefix("/rpc/") for p in document["paths"] if p.startswith("/rpc/")} == {n for (n,) in public}  # fmt: skip
    set_ = document["paths"]["/rpc/set_notification_preference"]["post"]
    body = set_["requestBody"]["content"]["application/json"]["schema"]
    assert (sorted(body["properties"]), body["required"]) == (
        ["p_category", "p_email_enabled", "p_organization_id", "p_push_enabled", "p_sms_enabled"],
        ["p_organization_id", "p_category"],
    )
    assert api.client.get("/health").json() == {"status": "ok"}
