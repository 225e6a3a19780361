"""The hazards of the epic's own SQL, by number: each shows there and not in our schema.

``there`` and ``ours`` are what the same question answers: a number of rows, an SQLSTATE, or a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import psycopg
import pytest
from pglast import parser
from scene import HERE, ID, REFUSED, Epic, Scene, claims_of, named

from schemadiff.api import lint
from schemadiff.desired.files import read
from schemadiff.desired.load import load
from schemadiff.diff.pairing import diff
from schemadiff.errors import SchemadiffError
from schemadiff.migrations.folder import next_version, read_folder
from schemadiff.settings import load as load_settings

SEED = HERE / "seed"
IN_A = claims_of("olivia", organization_id=ID["A"])
INCREMENT = "select public.increment_campaign_stat('{campaign}', %s, %s)"


def seed(name: str) -> str:
    return named((SEED / f"{name}.sql").read_text())


class Hazard(NamedTuple):
    number: int
    what: str
    ask: Callable[[Scene], Any]
    there: Any
    ours: Any
    repair: str = ""
    """What is done to the epic's SQL first: a repair that suggests itself and does not help, or what it leaves to do."""


def asks(who: str, sql: str, *values: object, claims: str | None = None) -> Callable[[Scene], int | str]:
    return lambda scene: scene.outcome(who, sql, *values, claims=claims)


def then(sql: str, query: str, *values: object) -> Callable[[Scene], Any]:
    """Do something on the server side, whether it works or not, and look."""

    def ask(scene: Scene) -> Any:
        with suppress(psycopg.Error):
            scene.by("service", sql, *values)
        return scene.one(query)

    return ask


def as_member_id(sql: str) -> Callable[[Scene], Any]:
    """Ask as alice, where her member's id is her user's, as the epic believes."""

    def ask(scene: Scene) -> int | str:
        scene.rows("insert into auth.users (id) values ('{alice}')")
        scene.rows("update public.members set user_id = id where id = '{alice}'")
        scene.rows(
            "insert into public.notification_preferences (member_id, organization_id, category) values ('{alice}', '{A}', 'events')"
        )
        return scene.outcome("alice", sql, claims=claims_of("alice", sub=ID["alice"]))

    return ask


def plan_of(scene: Scene) -> bool:
    """Whether the claims are looked at for each row of a table."""
    with scene.acting("olivia", IN_A):
        lines = [
            line for (line,) in scene.rows("explain (verbose, costs off) select * from public.email_sends")
        ]
    filters = [line for line in lines if re.match(r"\s*(Filter|Index Cond):", line)]
    return any("current_setting" in line or "auth." in line for line in filters)


def of_stats(stats: str) -> Callable[[Scene], str]:
    """What comes of a campaign that has such statistics: refused at once, or an error for every event."""

    def ask(scene: Scene) -> str:
        if state := scene.sqlstate("update public.campaigns set stats = %s::jsonb", stats):
            return f"refused: {state}"
        scene.rows("update public.campaigns set stats = %s::jsonb", stats)
        return f"counted: {scene.outcome('service', INCREMENT, 'opens', 1)}"

    return ask


def ingest(*kinds: str) -> str:
    events = [
        {"sg_event_id": f"{n}{kind}", "event": kind, "timestamp": 1_700_000_000 + n, "email": "alice@a.example",
         "email_send_id": ID["send_alice"], "campaign_id": ID["campaign"]}
        for n, kind in enumerate(kinds)
    ]  # fmt: skip
    return f"select public.ingest_sendgrid_events('{json.dumps(events)}')"


STATUS = "select status from public.email_sends where id = '{send_alice}'"
STATS = "select stats from public.campaigns where id = '{campaign}'"
TICKET = "update public.event_tickets set {} where id = '{ticket_alice}'"
ADD_SEND = "insert into public.email_sends (organization_id, email_address, {}) values ('{A}', 'alice@a.example', {})"
ADD_PREFERENCE = (
    "insert into public.notification_preferences (member_id, organization_id, category) values ({})"
)
UNINDEXED = """
    select count(*)::int from pg_constraint c
    where c.contype = 'f' and c.connamespace in ('public'::regnamespace, to_regnamespace('private')) and not exists (
      select from pg_index i where i.indrelid = c.conrelid and i.indpred is null
        and (i.indkey::smallint[])[0:cardinality(c.conkey) - 1] @> c.conkey)
"""
WANTED = """
    select array_agg(c order by c) from unnest(array['campaign_id', 'member_id', 'sent_at']) c where not exists (
      select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = 'public.email_sends'::regclass and a.attname = c and i.indpred is null)
"""


def value(query: str) -> Callable[[Scene], Any]:
    return lambda scene: scene.one(query)


HAZARDS = (
    Hazard(1, "policies that cannot be made leave a table that nobody reads",
           asks("olivia", "select * from public.email_sends", claims=IN_A), 0, 3),
    Hazard(2, "an empty claim is an error in every query",
           asks("olivia", "select * from public.email_sends", claims=claims_of("olivia", organization_id="")), "22P02", 3, seed("cast")),
    Hazard(2, "a claim that is no uuid is an error in every query",
           asks("olivia", "select * from public.email_sends", claims=claims_of("olivia", organization_id="x")), "22P02", 0, seed("cast")),
    Hazard(3, "one's own preferences are not seen", asks("carol", "select * from public.notification_preferences"), 0, 1),
    Hazard(3, "one's own preferences cannot be written",
           asks("alice", ADD_PREFERENCE.format("'{alice}', '{A}', 'all'")), REFUSED, 1),
    Hazard(4, "preferences in an organization that one is no member of",
           as_member_id(ADD_PREFERENCE.format("'{alice}', '{B}', 'all'")), 1, "23503"),
    Hazard(5, "a unique key over nulls keeps nothing unique",
           asks("service", ADD_PREFERENCE.format("null, '{A}', 'all'), (null, '{A}', 'all'")), 2, "23502"),
    Hazard(6, "a status that is null passes its check", asks("service", ADD_SEND.replace("{}", "status", 1).replace("{}", "null")), 1, "23502"),
    Hazard(6, "a send of nobody's", asks("service", "insert into public.email_sends (email_address) values ('x@x')"), 1, "23502"),
    Hazard(6, "a choice that is neither yes nor no",
           asks("service", "update public.notification_preferences set email_enabled = null where member_id = '{carol}'"), 1, "23502"),
    Hazard(7, "one organization's member in another one's campaign",
           asks("service", ADD_SEND.replace("{}", "campaign_id", 1).replace("{}", "'{campaign_b}'")), 1, "23503"),
    Hazard(8, "paid, by less than nothing", asks("service", TICKET.replace("{}", "amount_paid = -5", 1)), 1, "23514"),
    Hazard(8, "paid, by nothing known", asks("service", TICKET.replace("{}", "amount_paid = null", 1)), 1, "23514"),
    Hazard(8, "checked in at no time", asks("service", TICKET.replace("{}", "status = 'checked_in'", 1)), 1, "23514"),
    Hazard(8, "a ticket of a type that there is not", asks("service", TICKET.replace("{}", "ticket_type_id = gen_random_uuid()", 1)), 1, "23503"),
    Hazard(9, "an increment that is null erases every counter",
           then("select public.increment_campaign_stat('{campaign}', 'opens', null)", STATS), None, {}),
    Hazard(10, "any name counts", asks("service", INCREMENT, "hax; anything", 1), 1, "22023"),
    Hazard(10, "counters below zero", asks("service", INCREMENT, "opens", -5), 1, "23514"),
    Hazard(10, "counters end at the greatest integer", of_stats('{"opens": 2147483647}'), "counted: 22003", "counted: 1"),
    Hazard(10, "statistics that are null", of_stats("null"), "counted: 22023", "refused: 23514"),
    Hazard(10, "statistics that are words", of_stats('{"opens": "n/a"}'), "counted: 22P02", "refused: 23514"),
    Hazard(10, "statistics that are fractions", of_stats('{"opens": 1.5}'), "counted: 22P02", "refused: 23514"),
    Hazard(11, "a campaign that there is not counts in silence",
           asks("service", "select public.increment_campaign_stat('{A}', 'opens')"), 1, "P0002"),
    Hazard(11, "a campaign that one may not write counts in silence",
           asks("carol", INCREMENT, "opens", 1), 1, REFUSED, "alter table public.campaigns enable row level security"),
    Hazard(12, "anybody adds a million opens", asks("anon", INCREMENT, "opens", 1_000_000), 1, REFUSED),
    Hazard(13, "a temporary table swallows the count",
           then("create temp table campaigns (like public.campaigns); select public.increment_campaign_stat('{campaign}', 'opens')", STATS), {}, {"opens": 1}),
    Hazard(14, "trigger and function count the same event twice", then(ingest("open"), STATS), {"opens": 2}, {"sent": 1, "opens": 1, "unique_opens": 1}, seed("webhook")),
    Hazard(15, "a late event turns the status back", then(ingest("open", "delivered"), STATUS), "delivered", "opened", seed("webhook")),
    Hazard(16, "a deferred message is an error", asks("service", ingest("deferred")), "23514", 1, seed("webhook")),
    Hazard(16, "an opt-out is an error", asks("service", ingest("unsubscribe")), "23514", 1, seed("webhook")),
    Hazard(17, "one message to one address twice",
           asks("service", ADD_SEND.replace("{}", "sendgrid_message_id", 1).replace("{}", "'msg-a'")), 1, "23505"),
    Hazard(17, "looking for a message reads the whole table", value("""
        select count(*)::int from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = 'public.email_sends'::regclass and a.attname = 'sendgrid_message_id'"""), 0, 1),
    Hazard(18, "updated_at does not say when", then(
        "insert into public.email_sends (id, organization_id, email_address, updated_at) values ('{A}', '{A}', 'x@x', '2000-01-01'); update public.email_sends set status = 'sent' where id = '{A}'",
        "select extract(year from updated_at) > 2000 from public.email_sends where id = '{A}'"), False, True),
    Hazard(19, "who has checked in a ticket cannot leave", asks("service", "delete from public.members where id = '{otto}'"), "23503", 1,
           TICKET.replace("{}", "checked_in_by = '{otto}'", 1)),
    Hazard(20, "who leaves takes the history along",
           then("delete from public.members where id = '{alice}'", "select count(*)::int from public.email_sends where id = '{send_alice}'"), 0, 1),
    Hazard(20, "the evidence of an opt-out can be deleted", as_member_id("delete from public.notification_preferences"), 1, REFUSED),
    Hazard(21, "SET NULL of a key of two columns takes the organization as well",
           asks("service", "delete from public.members where id = '{alice}'"), "23502", 1, seed("tenant")),
    Hazard(22, "the organizer at the door changes nothing, without an error",
           asks("otto", "update public.event_tickets set status = 'checked_in', checked_in_at = now() where id = '{ticket_alice}'",
                claims=claims_of("otto", organization_id=ID["A"])), 0, 1, seed("cast")),
    Hazard(23, "policies for everybody", value("select count(*)::int from pg_policy where polroles = '{0}'"), 3, 0, seed("cast")),
    Hazard(23, "the claims are looked at for each row", plan_of, True, False, seed("cast")),
    Hazard(24, "anon empties a table in spite of its policies", asks("anon", "truncate public.email_sends"), -1, REFUSED),
    Hazard(26, "foreign keys without an index", value(UNINDEXED), 13, 0),
    Hazard(26, "the indexes that the epic itself asks for", value(WANTED), ["campaign_id", "member_id", "sent_at"], None),
)  # fmt: skip


@pytest.fixture(scope="session")
def seeds(workshop):
    """The epic's own SQL on a platform that grants everything, and what of it was refused."""
    found = {}
    for grants in ("", (HERE / "legacy_default_privileges.sql").read_text()):
        name, refused = workshop.database(), []
        with workshop.connect(name) as conn:
            conn.execute(grants or "select 1")
            for statement in parser.split(seed("upstream") + seed("epic")):
                try:
                    conn.execute(statement)
                except psycopg.Error as error:
                    refused.append(error)
        with workshop.admin(name) as conn:
            conn.execute("set search_path = public")
            conn.execute(seed("world"))
        found[bool(grants)] = (Epic.of(workshop.server, name), refused)
    yield found
    for epic, _ in found.values():
        epic.close()


def numbered(hazard: Hazard) -> str:
    return f"H{hazard.number} {hazard.what}"


@pytest.mark.parametrize("hazard", HAZARDS, ids=numbered)
def test_the_epics_own_sql_has_it(seeds, hazard):
    with seeds[True][0].scene() as scene:
        if hazard.repair:
            scene.rows(hazard.repair)

        assert hazard.ask(scene) == hazard.there != hazard.ours


@pytest.mark.parametrize("hazard", HAZARDS, ids=numbered)
def test_ours_does_not_have_it(either, hazard):
    with either.scene() as scene:
        if hazard.repair.startswith("update"):
            scene.rows(hazard.repair)

        assert hazard.ask(scene) == hazard.ours


def test_every_hazard_has_its_test():
    named_by_tests = {int(found[1]) for name in globals() if (found := re.match(r"test_h(\d+)_", name))}
    assert set(range(1, 31)) <= {hazard.number for hazard in HAZARDS} | named_by_tests


def test_h1_two_of_the_epics_policies_cannot_be_made(seeds):
    refused = seeds[True][1]

    assert [error.sqlstate for error in refused] == ["42883", "42883"]
    assert {error.diag.message_primary for error in refused} == {"operator does not exist: uuid = text"}


def test_h31_a_platform_that_grants_nothing_shows_nothing_of_the_epics(seeds, epic):
    """What has no GRANT cannot be reached, not even by the server side."""
    with seeds[False][0].scene() as scene:
        assert scene.outcome("service", "select * from public.email_sends") == REFUSED
    with epic.scene() as scene:
        assert scene.outcome("service", "select * from public.email_sends") == 4


# ---- existing campaigns ------------------------------------------------------------------------

LEGACY_STATS = {
    # What campaigns have today: what counts on.
    None: {},
    "{}": {},
    '{"opens": 3}': {"opens": 3},
    '{"opens": "n/a"}': {},
    '{"opens": 3, "open_rate": 0.25}': {"opens": 3},
    '{"opens": {"total": 3}}': {},
    "[]": {},
    '{"opens": -1, "clicks": 2}': {"clicks": 2},
}
OFFENDS = "stats is null or jsonb_typeof(stats) <> 'object' or jsonb_path_exists(stats, '$.* ? (@.type() != \"number\" || @ < 0 || @.floor() != @)')"
CHECK = "alter table public.campaigns add constraint campaigns_stats_check check (not coalesce({}, true)) not valid"


def test_h25_existing_campaigns_are_put_right_before_they_are_checked(seeds):
    """Unchecked, a campaign of old could not even be renamed any more; and what was in it is kept."""
    with seeds[True][0].scene() as scene:
        scene.rows("delete from public.campaigns")
        for stats in LEGACY_STATS:
            scene.rows(
                "insert into public.campaigns (organization_id, name, stats) values ('{A}', 'x', %s)", stats
            )
        before = scene.rows("select id, stats from public.campaigns")
        offending = scene.rows(f"select id, stats from public.campaigns where {OFFENDS} order by id")
        assert len(offending) == 6

        assert scene.sqlstate("alter table public.campaigns alter stats set not null") == "23502"
        with scene.conn.transaction(force_rollback=True):
            scene.rows(CHECK.format(OFFENDS))
            renamed = [
                scene.sqlstate("update public.campaigns set name = 'y' where id = %s", number)
                for number, _ in before
            ]
            assert sorted(renamed, key=str) == ["23514"] * 6 + [None] * 2

        scene.rows(seed("normalise"))
        scene.rows(CHECK.format(OFFENDS))
        scene.rows(
            "alter table public.campaigns validate constraint campaigns_stats_check, alter stats set not null"
        )

        assert (
            scene.rows("select campaign_id, stats from public.campaigns_stats_before order by 1") == offending
        )
        assert [s for _, s in sorted(scene.rows("select id, stats from public.campaigns"))] == [
            LEGACY_STATS[None if stats is None else text(stats)] for _, stats in sorted(before)
        ]
        for number, _ in before:
            scene.by("service", "select public.increment_campaign_stat(%s, 'opens')", number)


def text(stats: Any) -> str:
    return next(t for t in LEGACY_STATS if t is not None and json.loads(t) == stats)


def test_h25_ours_takes_only_what_counts(epic):
    with epic.scene() as scene:
        refused = [
            scene.sqlstate("update public.campaigns set stats = %s where id = '{campaign}'", stats)
            for stats in LEGACY_STATS
        ]

    assert refused == ["23502", None, None, "23514", "23514", "23514", "23514", "23514"]


TAKEN = ('{"opens": 0}', '{"opens": 1.0}', '{"opens": 1e3, "clicks": 7}')
NOT_TAKEN = (
    "null", "1", '"x"', "true", "[]", "[1]", '[{"opens": 1}]', '{"opens": null}', '{"opens": true}', '{"opens": []}',
    '{"opens": [1]}', '{"opens": {}}', '{"opens": "1"}', '{"opens": -0.5}', '{"opens": 1, "clicks": "x"}',
)  # fmt: skip


@pytest.mark.parametrize("stats", [*TAKEN, *NOT_TAKEN])
def test_h10_statistics_are_whole_numbers(epic, stats):
    with epic.scene() as scene:
        refused = scene.sqlstate("update public.campaigns set stats = %s where id = '{campaign}'", stats)

    assert refused == (None if stats in TAKEN else "23514")


# ---- what is the tool's ------------------------------------------------------------------------


def test_h27_migrations_of_one_version_are_refused(tmp_path):
    names = ("email_sends", "event_tickets", "notification_preferences", "campaign_stat_function")
    for name in names:
        (tmp_path / f"20250108_create_{name}.sql").write_text("select 1;\n")

    with pytest.raises(SchemadiffError) as refused:
        read_folder(tmp_path)

    assert all(name in str(refused.value) for name in names)


def test_h27_versions_have_fourteen_digits_and_no_two_are_the_same():
    now, versions = datetime(2025, 1, 8, 12, tzinfo=UTC), []
    for _ in range(4):
        versions.append(next_version(versions, now))

    assert versions == ["20250108120000", "20250108120001", "20250108120002", "20250108120003"]


def test_h28_a_new_migration_comes_after_all_that_ran():
    """The epic's files are of the eighth of January; what ran since must not come after them."""
    assert next_version(["20251207093000"], datetime(2025, 1, 8, tzinfo=UTC)) == "20251207093001"


SPELLINGS = (
    """create table t (s text default 'a' check (s in ('a', 'b')), j jsonb default '{}', d decimal(10, 2));
       alter table t enable row level security; create policy p on t using ((select current_user) = s);
       create view v as select s from t where s in ('a', 'b');""",
    """create table t (s text default 'a'::text check (s = any (array['a'::text, 'b'::text])), j jsonb default '{}'::jsonb, d numeric(10,2));
       alter table t enable row level security; create policy p on t for all to public using ((( select current_user) = (s)));
       create view v as select t.s from t where ((t.s = any (array['a'::text, 'b'::text])));""",
)


def test_h29_spelling_is_no_difference(workshop, tmp_path):
    catalogs = []
    for number, sql in enumerate(SPELLINGS):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "a.sql").write_text(sql)
        name = workshop.database()
        load(workshop.server, name, read(tmp_path / f"{number}", tmp_path))
        catalogs.append(workshop.read(name))

    assert list(diff(*catalogs)) == []


def test_h30_lint_finds_it_in_the_epics_and_nothing_in_ours(tmp_path):
    settings = load_settings(HERE.parent.parent)
    folder = tmp_path / "desired"
    folder.mkdir()
    (folder / "epic.sql").write_text(seed("upstream") + seed("epic"))
    theirs = replace(settings, root=tmp_path, desired=folder)

    found = {finding.rule for finding in lint(theirs).findings}

    # Tables without row security, a mutable path, types that do not compare, PUBLIC, foreign keys, nulls.
    assert {"RLS001", "FUN001", "RLS013", "RLS011", "IDX001", "CON003"} <= found
    strict = replace(settings, lint=replace(settings.lint, strict=True, fail_on="info"))
    for ours in (settings, strict):
        report = lint(ours)
        assert (report.findings, report.broken, report.exit_code) == ((), (), 0)
