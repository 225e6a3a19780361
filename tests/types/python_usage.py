"""A client that uses the types of the reference; each marked line must be a type error."""

from typing import assert_type

import reference
from reference import (
    Campaigns,
    CheckInTicketArgs,
    ClaimSuppressionsReturns,
    EventTickets,
    EventTicketsUpdate,
    JsonValue,
    MemberRole,
    TicketTypesInsert,
)

ticket_type: TicketTypesInsert = {"event_id": "e", "name": "Standing", "organization_id": "o"}
freed: EventTicketsUpdate = {"member_id": None}
args: CheckInTicketArgs = {"p_ticket_number": "T-1"}
role: MemberRole = "event_organizer"


def reads(ticket: EventTickets, campaign: Campaigns, claimed: ClaimSuppressionsReturns) -> None:
    assert_type(ticket["amount_paid"], float | None)
    assert_type(ticket["seat_no"], int)
    assert_type(campaign["stats"], JsonValue)
    assert_type(claimed[0]["attempts"], int | None)
    ticket["seat"]  # type: ignore[typeddict-item]


incomplete: TicketTypesInsert = {"event_id": "e", "name": "Standing"}  # type: ignore[typeddict-item]
no_name: reference.TicketTypesUpdate = {"name": None}  # type: ignore[typeddict-item]
no_column: EventTicketsUpdate = {"seat": 1}  # type: ignore[typeddict-unknown-key]
no_role: MemberRole = "organizer"  # type: ignore[assignment]
no_insert: reference.EventTicketSummaryInsert  # type: ignore[name-defined]
