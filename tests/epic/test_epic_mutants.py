"""Mistakes that weaken the schema: each is made on purpose, and the named test must catch it.

A weakening that no test catches would mean that the tests do not hold the schema.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import signature
from typing import Any, NamedTuple

import psycopg
import pytest
import test_epic_hazards as hazards
import test_epic_outbox as outbox
import test_epic_rls as rls
import test_epic_sendgrid as sendgrid
import test_epic_stats as stats
import test_epic_stripe as stripe
from scene import copy_of


class Mutant(NamedTuple):
    what: str
    sql: str
    """How the schema is weakened: SQL, or a routine of ours in which ``old`` becomes ``new``."""
    caught_by: Callable[[Any], None]
    old: str = ""
    new: str = ""


def table(name: str) -> Callable[[Any], None]:
    return partial(rls.test_who_does_what, table=name)


def hazard(number: int, start: str = "") -> Callable[[Any], None]:
    found = [h for h in hazards.HAZARDS if h.number == number and h.what.startswith(start)]
    return partial(hazards.test_ours_does_not_have_it, hazard=found[0])


SUPPRESSION = "private.enqueue_suppression()"
SENDGRID = "public.ingest_sendgrid_events(jsonb)"
STRIPE = "public.ingest_stripe_event(jsonb)"
SETTLE = "private.settle_suppression(bigint, integer, text, text, double precision)"
RECONCILE = "private.reconcile_suppressions(text, jsonb, timestamp with time zone, integer)"
INCREMENT = "public.increment_campaign_stat(uuid, text, integer)"
READ_FIRST = """
    create or replace function public.increment_campaign_stat(p_campaign_id uuid, p_stat_name text, p_increment integer default 1)
    returns void language plpgsql set search_path = '' as $$
    declare
      v_stats jsonb := (select c.stats from public.campaigns c where c.id = p_campaign_id);
    begin
      update public.campaigns c
         set stats = v_stats || jsonb_build_object(p_stat_name, coalesce((v_stats -> p_stat_name)::bigint, 0) + p_increment)
       where c.id = p_campaign_id;
    end $$
"""
STATS = "private.apply_campaign_stats(uuid, jsonb)"

MUTANTS = (
    Mutant("a policy is missing", "drop policy email_sends_select on public.email_sends", table("email_sends")),
    Mutant("a policy lets everybody read", "alter policy campaigns_select on public.campaigns using (true)", table("campaigns")),
    Mutant("a policy lets everybody write",
           "alter policy members_update on public.members using (true) with check (true)", table("members")),
    Mutant("a policy checks what is read, not what is written",
           "alter policy notification_preferences_insert on public.notification_preferences with check (source = 'member')",
           table("notification_preferences")),
    Mutant("a policy is for one role too many",
           "alter policy payments_select on public.payments using (organization_id in (select private.current_org_ids()))",
           table("payments")),
    Mutant("row security is off", "alter table public.event_tickets disable row level security", table("event_tickets")),
    Mutant("the claim authorises instead of narrowing",
           "create or replace function private.current_org_ids() returns setof uuid language sql stable security definer set search_path = '' "
           "as $$ select (auth.jwt() ->> 'organization_id')::uuid $$",
           partial(rls.test_claims_authorise_nothing, said="an organization that is not hers")),
    Mutant("the claims are looked at for each row",
           "alter policy email_sends_select on public.email_sends using (organization_id::text = auth.jwt() ->> 'organization_id')",
           hazard(23, "the claims")),
    Mutant("a table is granted too much", "grant insert, update on public.campaigns to authenticated", table("campaigns")),
    Mutant("a table is granted to anon", "grant truncate on public.email_sends to anon", hazard(24)),
    Mutant("a routine is granted to all", "grant execute on function public.increment_campaign_stat(uuid, text, integer) to public",
           rls.test_who_calls_what),
    Mutant("a routine that the API shows runs with its owner's rights",
           "alter function public.set_notification_preference(uuid, text, boolean, boolean, boolean) security definer",
           rls.test_no_routine_that_the_api_shows_runs_with_its_owners_rights),
    Mutant("a routine's path can be bent", "alter function private.unsubscribe_by_token(uuid, text) reset search_path",
           rls.test_every_routine_has_a_fixed_path),
    Mutant("the view asks as its owner", "alter view public.event_ticket_summary reset (security_invoker)", table("event_ticket_summary")),
    Mutant("a foreign key has no index", "drop index public.email_sends_member_id_idx", hazard(26, "foreign")),
    Mutant("a foreign key has one column",
           "alter table public.email_sends drop constraint email_sends_campaign_id_fkey, "
           "add foreign key (campaign_id) references public.campaigns (id) on delete cascade",
           hazard(7)),
    Mutant("SET NULL takes the organization as well",
           "alter table public.email_sends drop constraint email_sends_member_id_fkey, add foreign key (member_id, organization_id) "
           "references public.members (id, organization_id) on delete set null",
           hazard(21)),
    Mutant("a column may be null", "alter table public.notification_preferences alter member_id drop not null", hazard(5)),
    Mutant("statistics are not checked", "alter domain public.campaign_stats drop constraint campaign_stats_check",
           hazards.test_h25_ours_takes_only_what_counts),
    Mutant("nobody locks the campaign", STATS, stats.test_two_sends_at_once_wait_for_their_campaign, " for no key update", ""),
    Mutant("the count is read before it is written", READ_FIRST, stats.test_two_at_once_wait_for_each_other),
    Mutant("an unknown campaign is no error", INCREMENT, hazard(11), "if not found then", "if false then"),
    Mutant("SendGrid is told what it told us", SUPPRESSION, partial(sendgrid.test_a_kind_of_event, kind="unsubscribe"),
           "if new.source <> 'sendgrid' then", "if true then"),
    Mutant("events are not remembered", SENDGRID, sendgrid.test_a_batch_that_comes_again_changes_nothing, "if not found then n_dup", "if false then n_dup"),
    Mutant("the last event to arrive decides", SENDGRID, partial(sendgrid.test_status_does_not_go_back, later="delivered"),
           "private.email_status_rank(a.top) > private.email_status_rank(s.status)", "a.top is not null"),
    Mutant("the trigger that counts is gone", "drop trigger email_sends_stats_update on public.email_sends",
           stats.test_what_is_ingested_is_counted_by_the_trigger_alone),
    Mutant("the outbox forgets the lease", "public.claim_suppressions(integer, integer)",
           sendgrid.test_what_is_claimed_is_nobody_elses_until_the_lease_ends, "make_interval(secs => p_lease_seconds)", "interval '0'"),
    Mutant("one worker waits for the other", "public.claim_suppressions(integer, integer)",
           sendgrid.test_two_workers_at_once_get_different_work, " skip locked", ""),
    Mutant("who has lost the lease settles", SETTLE, outbox.test_an_entry_is_settled_by_who_holds_it, "q.attempts = p_attempt", "true"),
    Mutant("what is done is opened again", "public.complete_suppression(bigint, text)",
           outbox.test_an_entry_is_settled_by_who_holds_it, "and q.status = 'pending'", ""),
    Mutant("a list takes a newer opt-in back", RECONCILE, outbox.test_a_list_is_compared_for_the_organizations_of_its_account,
           "if r.opted_in then", "if false then"),
    Mutant("a list is that of all accounts", RECONCILE, outbox.test_a_list_is_compared_for_the_organizations_of_its_account,
           "g.sendgrid_subuser is not distinct from p_subuser", "true"),
    Mutant("the list of a group ends all mail", RECONCILE, outbox.test_the_list_of_a_group_is_about_its_category_alone,
           "coalesce(c.category, 'all') as scope", "'all' as scope"),
    Mutant("a group is told what another one lost", RECONCILE, outbox.test_the_list_of_a_group_is_about_its_category_alone,
           "case when p_group is null then 'all' else c.category end", "'newsletter'"),
    Mutant("an address is told to strangers", RECONCILE, outbox.test_an_address_is_told_to_whom_it_is_known,
           "join known k on k.organization_id = g.id", "join known k on true"),
    Mutant("what is under way is queued again", RECONCILE, outbox.test_a_list_is_compared_for_the_organizations_of_its_account,
           "and not private.suppression_under_way(e.organization_id, e.email_address, p_listed_at, p_group)", ""),
    Mutant("a checkout of one session pays twice",
           "alter table public.event_tickets drop constraint event_tickets_payment_seat_key",
           stripe.test_the_same_event_again_is_a_duplicate),
    Mutant("a refund is forgotten when its checkout is late", STRIPE,
           stripe.test_a_refund_before_its_checkout_is_not_kept_and_works_when_it_comes_again,
           "raise exception 'payment % not known yet', o ->> 'payment_intent' using errcode = 'no_data_found';", "return '{}';"),
    Mutant("every currency has cents", "private.stripe_amount(bigint, text)",
           partial(stripe.test_an_amount_is_in_the_currencys_smallest_unit, currency="jpy"), "'jpy',", ""),
)  # fmt: skip


def weaken(epic, mutant: Mutant) -> None:
    with epic.connect() as conn:
        if not mutant.old:
            conn.execute(mutant.sql)
            return
        (body,) = conn.execute("select pg_get_functiondef(%s::regprocedure)", [mutant.sql]).fetchone()
        assert mutant.old in body
        conn.execute(body.replace(mutant.old, mutant.new))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.what)
def test_a_weakening_is_caught(workshop, templates, mutant):
    with copy_of(workshop, templates["grants-nothing"]) as epic:
        weaken(epic, mutant)

        # Of the ways to fail only these two say something about the schema.
        with pytest.raises((AssertionError, psycopg.Error)):
            mutant.caught_by(epic)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.what)
def test_what_catches_it_is_content_with_ours(workshop, templates, shared, mutant):
    if "fresh" not in signature(mutant.caught_by).parameters:
        mutant.caught_by(shared["grants-nothing"])
        return
    with copy_of(workshop, templates["grants-nothing"]) as epic:
        mutant.caught_by(epic)
