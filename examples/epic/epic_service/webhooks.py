"""What SendGrid and Stripe tell us. A signature that is not right is 403 and leaves no trace.

What the database cannot take yet (a refund before its checkout) is a 500 there, so that it is sent again.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from epic_service.bodies import read_body
from epic_service.database import transaction
from epic_service.identity import SERVICE
from epic_service.refusals import Refused, refusing
from epic_service.signatures import sendgrid_signed, stripe_signed
from epic_service.state import State, state

SENDGRID = "SELECT public.ingest_sendgrid_events(%s::jsonb)::text"
STRIPE = "SELECT public.ingest_stripe_event(%s::jsonb)::text"

SENDGRID_SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
SENDGRID_TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
STRIPE_SIGNATURE = "Stripe-Signature"


async def sendgrid(request: Request) -> Response:
    """A batch of events about mail."""
    here = state(request)
    body = await read_body(request, here.settings.max_body)
    signed = sendgrid_signed(
        body,
        signature=request.headers.get(SENDGRID_SIGNATURE, ""),
        timestamp=request.headers.get(SENDGRID_TIMESTAMP, ""),
        keys=here.sendgrid_keys,
    )
    return await _ingest(here, SENDGRID, body, signed=signed)


async def stripe(request: Request) -> Response:
    """An event about a payment."""
    here = state(request)
    body = await read_body(request, here.settings.max_body)
    header = request.headers.get(STRIPE_SIGNATURE, "")
    secrets = here.settings.stripe_secrets
    signed = stripe_signed(body, header=header, secrets=secrets, now=here.clock())
    return await _ingest(here, STRIPE, body, signed=signed)


async def _ingest(here: State, query: str, body: bytes, *, signed: bool) -> Response:
    if not signed:
        raise Refused(403, "PGRSTX03", "the signature is not right")
    try:
        event = body.decode()
    except ValueError as error:
        raise Refused(400, "PGRST102", "the body is no JSON") from error
    with refusing(anonymous=False):
        async with transaction(here.pool, SERVICE) as conn:
            row = await (await conn.execute(query.encode(), [event])).fetchone()
    return Response(row[0] if row else "null", media_type="application/json")
