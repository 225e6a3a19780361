"""Row level security: every table, every command and every role, and forged claims."""

from __future__ import annotations

import json

import pytest
from scene import ID, REFUSED, claims_of

ACTORS = ("anon", "nobody", "alice", "carol", "otto", "adam", "olivia", "bob", "service")
"""Without a token; signed in but a member of nothing; then of organization A a member, its communications manager,
its event organizer, its admin and its owner; the owner of organization B; the server side."""

# A number: that many rows are seen or touched (without WHERE: all that one may). "-": insufficient privilege.
# "fk": nobody but the foreign keys is in the way.
MATRIX = """
                                         anon nobody alice carol  otto  adam olivia   bob service
organizations               select         -      0     1     1     1     1      1     1       2
organizations               insert         -      -     -     -     -     -      -     -       1
organizations               update         -      0     0     0     0     1      1     1       2
organizations               update slug    -      -     -     -     -     -      -     -       2
organizations               delete         -      -     -     -     -     -      -     -       2

members                     select         -      0     1     5     5     5      5     2       7
members                     insert         -      -     -     -     -     1      1     -       1
members                     insert as B    -      -     -     -     -     -      -     1       1
members                     update         -      0     0     0     0     5      5     2       7
members                     move           -      -     -     -     -     -      -     -      fk
members                     delete         -      0     0     0     0     5      5     2       7

campaigns                   select         -      0     2     2     2     2      2     1       3
campaigns                   insert         -      -     -     1     -     1      1     -       1
campaigns                   insert stats   -      -     -     -     -     -      -     -       1
campaigns                   update         -      0     0     2     0     2      2     1       3
campaigns                   update stats   -      -     -     -     -     -      -     -       3
campaigns                   delete         -      0     0     0     0     2      2     1       3

events                      select         -      0     1     1     1     1      1     1       2
events                      insert         -      -     -     -     1     1      1     -       1
events                      update         -      0     0     0     1     1      1     1       2
events                      give away      -      0     0     0     -     -      -     0      fk
events                      delete         -      0     0     0     0     1      1     1       2

ticket_types                select         -      0     2     2     2     2      2     1       3
ticket_types                insert         -      -     -     -     1     1      1     -       1
ticket_types                update         -      0     0     0     2     2      2     1       3
ticket_types                delete unsold  -      0     0     0     1     1      1     0       1

payments                    select         -      0     1     0     2     2      2     1       3
payments                    insert         -      -     -     -     -     -      -     -       1
payments                    update         -      -     -     -     -     -      -     -       3
payments                    delete         -      -     -     -     -     -      -     -      fk

email_sends                 select         -      0     1     3     0     3      3     1       4
email_sends                 insert         -      -     -     -     -     -      -     -       1
email_sends                 update         -      -     -     -     -     -      -     -       4
email_sends                 delete         -      -     -     -     -     -      -     -       4

event_tickets               select         -      0     1     0     2     2      2     1       3
event_tickets               insert         -      -     -     -     -     -      -     -       1
event_tickets               update         -      0     0     0     2     2      2     1       3
event_tickets               update amount  -      -     -     -     -     -      -     -       3
event_tickets               delete         -      -     -     -     -     -      -     -       3

notification_preferences    select         -      0     0     1     1     2      2     1       3
notification_preferences    insert alice   -      -     1     -     -     -      -     -       1
notification_preferences    insert as B    -      -    fk     -     -     -      -     -      fk
notification_preferences    forge source   -      -     -     -     -     -      -     -       1
notification_preferences    update         -      0     0     1     1     0      0     1       3
notification_preferences    update source  -      0     0     -     -     0      0     -       3
notification_preferences    move           -      -     -     -     -     -      -     -      fk
notification_preferences    delete         -      -     -     -     -     -      -     -       3

notification_category_groups select        -      0     2     2     2     2      2     1       3
notification_category_groups insert        -      -     -     -     -     -      -     -       1
notification_category_groups update        -      -     -     -     -     -      -     -       3
notification_category_groups delete        -      -     -     -     -     -      -     -       3

email_suppressions          select         -      0     0     1     0     1      1     1       2
email_suppressions          insert         -      -     -     -     -     -      -     -       1
email_suppressions          update         -      -     -     -     -     -      -     -       2
email_suppressions          delete         -      -     -     -     -     -      -     -       2

event_ticket_summary        select         -      0     1     0     2     2      2     1       3

suppression_outbox          select         -      -     -     -     -     -      -     -       2
suppression_outbox          insert         -      -     -     -     -     -      -     -       1
suppression_outbox          update         -      -     -     -     -     -      -     -       2
suppression_outbox          delete         -      -     -     -     -     -      -     -       2

webhook_events              select         -      -     -     -     -     -      -     -       2
webhook_events              insert         -      -     -     -     -     -      -     -       1
webhook_events              update         -      -     -     -     -     -      -     -       -
webhook_events              delete         -      -     -     -     -     -      -     -       2
"""

PRIVATE = ("suppression_outbox", "webhook_events")
OTHERWISE = {
    "organizations insert": "insert into public.organizations (name, slug) values ('C', 'c')",
    "organizations update": "update public.organizations set name = name",
    "organizations update slug": "update public.organizations set slug = slug",
    "members insert": "insert into public.members (organization_id, email) values ('{A}', 'new@a.example')",
    "members insert as B": "insert into public.members (organization_id, email) values ('{B}', 'new@b.example')",
    "members update": "update public.members set full_name = 'x'",
    "members move": "update public.members set organization_id = '{B}'",
    "campaigns insert": "insert into public.campaigns (organization_id, name) values ('{A}', 'x')",
    "campaigns insert stats": "insert into public.campaigns (organization_id, name, stats) values ('{A}', 'x', '{\"opens\": 9}')",
    "campaigns update": "update public.campaigns set name = 'x'",
    "campaigns update stats": "update public.campaigns set stats = '{}'",
    "events insert": "insert into public.events (organization_id, title) values ('{A}', 'x')",
    "events update": "update public.events set title = 'x'",
    "events give away": "update public.events set organization_id = '{B}' where organization_id = '{A}'",
    "ticket_types insert": "insert into public.ticket_types (organization_id, event_id, name) values ('{A}', '{gala}', 'x')",
    "ticket_types update": "update public.ticket_types set price = 1",
    "ticket_types delete unsold": "delete from public.ticket_types where id = '{unsold}'",
    "payments insert": "insert into public.payments (organization_id, amount) values ('{A}', 1)",
    "payments update": "update public.payments set currency = 'EUR'",
    "email_sends insert": "insert into public.email_sends (organization_id, email_address) values ('{A}', 'x@x')",
    "email_sends update": "update public.email_sends set open_count = 1",
    "event_tickets insert": "insert into public.event_tickets (organization_id, event_id, ticket_type_id) values ('{A}', '{gala}', '{seat}')",
    "event_tickets update": "update public.event_tickets set status = 'cancelled'",
    "event_tickets update amount": "update public.event_tickets set amount_paid = 0",
    "notification_preferences insert alice": "insert into public.notification_preferences (member_id, organization_id, category) values ('{alice}', '{A}', 'all')",
    "notification_preferences insert as B": "insert into public.notification_preferences (member_id, organization_id, category) values ('{alice}', '{B}', 'all')",
    "notification_preferences forge source": "insert into public.notification_preferences (member_id, organization_id, category, source) values ('{alice}', '{A}', 'all', 'sendgrid')",
    "notification_preferences update": "update public.notification_preferences set push_enabled = true",
    "notification_preferences update source": "update public.notification_preferences set source = 'sendgrid'",
    "notification_preferences move": "update public.notification_preferences set organization_id = '{A}' where organization_id = '{B}'",
    "notification_category_groups insert": "insert into public.notification_category_groups values ('{B}', 'events', 103)",
    "notification_category_groups update": "update public.notification_category_groups set sendgrid_group_id = sendgrid_group_id",
    "email_suppressions insert": "insert into public.email_suppressions values ('{A}', 'x@x', 'all', 'manual')",
    "email_suppressions update": "update public.email_suppressions set reason = 'manual'",
    "suppression_outbox insert": "insert into private.suppression_outbox (organization_id, email_address, action) values ('{A}', 'x@x', 'add_global')",
    "suppression_outbox update": "update private.suppression_outbox set attempts = 0",
    "webhook_events insert": "insert into private.webhook_events values ('stripe', 'new', 'x', '{}')",
    "webhook_events update": "update private.webhook_events set payload = '{}'",
}
"""The statements of the matrix; "select" and "delete" without more are those of the whole table."""

UNSOLD = "insert into public.ticket_types (id, organization_id, event_id, name) values (%s, '{A}', '{gala}', 'Unsold')"


def statement(what: str) -> str:
    table, command = what.split(" ", 1)
    schema = "private" if table in PRIVATE else "public"
    match command:
        case "select":
            return f"select * from {schema}.{table}"
        case "delete":
            return f"delete from {schema}.{table}"
    return OTHERWISE[what].replace("{unsold}", ID["seat_b"][:-1] + "f")


def matrix() -> dict[str, dict[str, tuple[str, ...]]]:
    """The lines of the matrix by table: what is done, and the cell of every actor."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    lines = [line.split() for line in MATRIX.strip().splitlines() if line.strip()]
    assert tuple(lines.pop(0)) == ACTORS
    for words in lines:
        what, cells = " ".join(words[: -len(ACTORS)]), tuple(words[-len(ACTORS) :])
        found.setdefault(words[0], {})[what] = cells
    return found


def cell(outcome: int | str) -> str:
    return {REFUSED: "-", "23503": "fk"}.get(str(outcome), str(outcome))


@pytest.mark.parametrize("table", matrix())
def test_who_does_what(either, table):
    expected = matrix()[table]

    with either.scene() as scene:
        if table == "ticket_types":
            expected = {what: cells for what, cells in expected.items() if "unsold" not in what}
        found = {
            what: tuple(cell(scene.outcome(who, statement(what))) for who in ACTORS) for what in expected
        }

    assert expected == found


def test_who_deletes_what_was_not_sold(either):
    what = "ticket_types delete unsold"

    with either.scene() as scene:
        scene.rows(UNSOLD, ID["seat_b"][:-1] + "f")
        found = tuple(cell(scene.outcome(who, statement(what))) for who in ACTORS)

    assert matrix()["ticket_types"][what] == found


def test_the_matrix_has_every_table_and_command(either):
    query = """
        select relname, relrowsecurity from pg_class
        where relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'v', 'p')
        order by relname
    """

    with either.scene() as scene:
        there = dict(scene.rows(query))

    assert sorted(matrix()) == sorted(there)
    assert [name for name, secured in there.items() if not secured] == ["event_ticket_summary"]
    commands = {table: {what.split(" ")[1] for what in lines} for table, lines in matrix().items()}
    commands.pop("event_ticket_summary")
    assert [t for t, verbs in commands.items() if not {"select", "insert", "update", "delete"} <= verbs] == []


@pytest.mark.parametrize("verb", ["TRUNCATE", "REFERENCES", "TRIGGER"])
def test_nobody_but_the_owner_has_the_privileges_that_row_security_does_not_see(either, verb):
    query = """
        select r.rolname, c.oid::regclass::text from pg_class c, pg_roles r
        where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'v')
          and r.rolname in ('anon', 'authenticated', 'service_role') and has_table_privilege(r.oid, c.oid, %s)
    """

    with either.scene() as scene:
        assert scene.rows(query, verb) == []


# ---- routines ----------------------------------------------------------------------------------

EXECUTE = """
                                                                anon authenticated service_role
public.can_email_member(uuid, text)                               -        -        x
public.check_in_ticket(text)                                      -        x        -
public.claim_suppressions(integer, integer)                       -        -        x
public.complete_suppression(bigint, text)                         -        -        x
public.get_notification_preferences(uuid)                         -        x        -
public.increment_campaign_stat(uuid, text, integer)               -        -        x
public.ingest_sendgrid_events(jsonb)                              -        -        x
public.ingest_stripe_event(jsonb)                                 -        -        x
public.set_notification_preference(uuid, text, boolean, boolean, boolean)  -  x     -
public.unsubscribe_all(uuid)                                      -        x        -
public.unsubscribe_by_token(uuid, text)                           x        x        x
private.apply_campaign_stats(uuid, jsonb)                         -        -        x
private.apply_suppression(uuid, text, uuid, text, text, boolean, text)  -  -        x
private.campaign_stat_names()                                     -        x        x
private.current_member_ids()                                      -        x        x
private.current_org_ids()                                         -        x        x
private.current_org_ids_with_role(public.member_role[])           -        x        x
private.email_sends_stats()                                       -        -        -
private.email_status_rank(text)                                   -        -        x
private.enqueue_suppression()                                     -        -        -
private.payment_status_rank(text)                                 -        -        x
private.reconcile_suppressions(text, jsonb, timestamp with time zone, integer)  -   -        x
private.set_updated_at()                                          -        -        -
private.settle_suppression(bigint, integer, text, text, double precision)  -  -     x
private.stamp_unsubscribed_at()                                   -        -        -
private.stripe_amount(bigint, text)                               -        -        x
private.suppression_under_way(uuid, text, timestamp with time zone, integer)  -     -        x
private.try_uuid(text)                                            -        -        x
private.unsubscribe_by_token(uuid, text)                          x        x        x
"""
ROLES = ("anon", "authenticated", "service_role")


def test_who_calls_what(either):
    lines = [line.split() for line in EXECUTE.strip().splitlines()[1:]]
    expected = {"".join(words[:-3]): dict(zip(ROLES, words[-3:], strict=True)) for words in lines}
    query = """
        select p.oid::regprocedure::text, r.rolname, has_function_privilege(r.oid, p.oid, 'EXECUTE')
        from pg_proc p, pg_roles r
        where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and r.rolname = any(%s)
    """

    with either.scene() as scene:
        scene.rows("set local search_path = ''")
        rows = scene.rows(query, list(ROLES))

    found: dict[str, dict[str, str]] = {}
    for name, role, may in rows:
        found.setdefault(name.replace(" ", ""), {})[role] = "x" if may else "-"
    assert expected == found


def test_no_routine_that_the_api_shows_runs_with_its_owners_rights(either):
    query = "select oid::regprocedure::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"

    with either.scene() as scene:
        assert scene.rows(query) == []


def test_every_routine_has_a_fixed_path(either):
    query = """
        select oid::regprocedure::text from pg_proc
        where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
          and not coalesce(proconfig @> array['search_path=""'], false)
    """

    with either.scene() as scene:
        assert scene.rows(query) == []


def test_the_view_asks_as_its_reader(either):
    query = "select reloptions from pg_class where oid = 'public.event_ticket_summary'::regclass"

    with either.scene() as scene:
        assert scene.one(query) == ["security_invoker=true"]


# ---- claims ------------------------------------------------------------------------------------

TABLES = tuple(table for table in matrix() if table not in PRIVATE)
CLAIMS = {
    # What the token says: how many rows of any table may be seen. An error sees nothing either.
    "missing": ("", 0),
    "empty": ("{}", 0),
    "null": ("null", 0),
    "an array": ("[]", 0),
    "a string": ('"sub"', 0),
    "not json": ("not json", 0),
    "cut off": ('{"sub": "' + ID["user_olivia"], 0),
    "no subject": ('{"sub": null}', 0),
    "an empty subject": ('{"sub": ""}', 0),
    "a subject that is no uuid": ('{"sub": "olivia"}', 0),
    "a member's id for a subject": (json.dumps({"sub": ID["olivia"]}), 0),
    "an unknown subject": (json.dumps({"sub": ID["A"]}), 0),
    "a role of the server side": ('{"role": "service_role"}', 0),
    "only an organization": (json.dumps({"organization_id": ID["A"]}), 0),
    "an organization that is not hers": (claims_of("nobody", organization_id=ID["A"]), 0),
    "another organization than hers": (claims_of("olivia", organization_id=ID["B"]), 0),
    "another one in app_metadata": (claims_of("olivia", app_metadata={"organization_id": ID["B"]}), 0),
    "an organization that is no uuid": (claims_of("olivia", organization_id="not-a-uuid"), 0),
    "app_metadata that is no object": (claims_of("olivia", app_metadata="x"), 1),
    "her organization": (claims_of("olivia", organization_id=ID["A"]), 1),
    "her organization, in app_metadata": (claims_of("olivia", app_metadata={"organization_id": ID["A"]}), 1),
    "an empty organization": (claims_of("olivia", organization_id=""), 1),
    "a role that she does not have": (claims_of("olivia", role="service_role"), 1),
}
OWN = {"members"}
"""One sees oneself as a member whatever organization the claim narrows to."""


@pytest.mark.parametrize("said", CLAIMS)
def test_claims_authorise_nothing(either, said):
    claims, expected = CLAIMS[said]
    narrowed = "olivia" in claims or json_subject(claims) == ID["user_olivia"]

    with either.scene() as scene:
        seen = {
            table: scene.outcome("olivia", f"select * from public.{table}", claims=claims) for table in TABLES
        }

    if expected:
        whole = {table: int(matrix()[table][f"{table} select"][ACTORS.index("olivia")]) for table in TABLES}
        assert seen == whole
        return
    rows = {table: found for table, found in seen.items() if isinstance(found, int) and found}
    assert rows in ({}, {"members": 1} if narrowed else {})
    # What is refused is refused as what it is: bad input, or claims that are no object.
    assert {found for found in seen.values() if isinstance(found, str)} <= {"22P02"}


def json_subject(claims: str) -> str | None:
    try:
        said = json.loads(claims)
    except ValueError:
        return None
    return said.get("sub") if isinstance(said, dict) else None


@pytest.mark.parametrize(
    "claims", ["", "{}", claims_of("olivia", organization_id=ID["B"]), '{"role": "service_role"}']
)
def test_claims_let_nobody_write(either, claims):
    writes = [
        what
        for lines in matrix().values()
        for what in lines
        if " select" not in what and what.split(" ")[0] not in PRIVATE
    ]

    with either.scene() as scene:
        done = {what: scene.outcome("olivia", statement(what), claims=claims) for what in writes}

    assert {what: found for what, found in done.items() if found not in (0, REFUSED)} == {}


def test_who_is_in_two_organizations_narrows_to_one(either):
    """The claim chooses among the memberships that there are."""
    join = "insert into public.members (organization_id, user_id, email) values ('{B}', '{user_alice}', 'alice@b.example')"
    count = "select * from public.campaigns"

    with either.scene() as scene:
        scene.rows(join)

        assert scene.outcome("alice", count) == 3
        assert scene.outcome("alice", count, claims=claims_of("alice", organization_id=ID["B"])) == 1
        assert scene.outcome("alice", count, claims=claims_of("alice", organization_id=ID["A"])) == 2


def test_the_claims_of_one_request_do_not_outlive_it(epic):
    """Connections are pooled: what is local to a transaction ends with it."""
    with epic.scene() as scene:
        assert scene.by("olivia", "select count(*) from public.campaigns") == [(2,)]
        assert scene.by("nobody", "select count(*) from public.campaigns") == [(0,)]

    with epic.scene() as scene:
        assert scene.one("select current_setting('request.jwt.claims', true)") in (None, "")
        assert scene.one("select current_user = session_user")


def test_service_role_needs_no_bypass(either):
    """Where the platform gives no BYPASSRLS, the policies for it do."""
    tables = [table for table in matrix() if table not in (*PRIVATE, "event_ticket_summary")]

    with either.scene() as scene:
        scene.rows("alter role service_role nobypassrls")
        seen = {table: scene.outcome("service", f"select * from public.{table}") for table in tables}

    assert seen == {t: int(matrix()[t][f"{t} select"][ACTORS.index("service")]) for t in tables}
