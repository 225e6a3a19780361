"""The service: its endpoints, and what it needs while it runs."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from epic_service import webhooks
from epic_service.database import connected, transaction
from epic_service.identity import ANONYMOUS
from epic_service.journal import Journal
from epic_service.openapi import document
from epic_service.refusals import Refused, refusing
from epic_service.routines import routines
from epic_service.rpc import rpc
from epic_service.settings import Service
from epic_service.signatures import sendgrid_key
from epic_service.state import State, state
from epic_service.unsubscribe import unsubscribe

ROUTES = (
    Route("/rpc/{name}", rpc, methods=["GET", "POST"]),
    Route("/webhooks/sendgrid", webhooks.sendgrid, methods=["POST"]),
    Route("/webhooks/stripe", webhooks.stripe, methods=["POST"]),
    Route("/unsubscribe/{token}", unsubscribe, methods=["GET", "POST"]),
)


def service(settings: Service, *, clock: Callable[[], float] = time.time) -> Starlette:
    """The ASGI application.

    Raises:
        SettingsError: at once, for keys that are none; at start-up, for a login with too many rights.
    """
    keys = tuple(map(sendgrid_key, settings.sendgrid_keys))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with connected(settings.database_url, size=settings.pool_size) as pool:
            found = await routines(pool)
            yield {"shared": State(settings, pool, found, document(found), keys, clock)}

    return Starlette(
        routes=[*ROUTES, Route("/openapi.json", openapi), Route("/health", health)],
        middleware=[Middleware(Journal)],
        exception_handlers={Refused: refused, HTTPException: not_here},
        lifespan=lifespan,
    )


async def openapi(request: Request) -> Response:
    """The document that describes all of this."""
    return JSONResponse(state(request).document)


async def health(request: Request) -> Response:
    """Whether the database answers."""
    with refusing(anonymous=False):
        async with transaction(state(request).pool, ANONYMOUS, read_only=True) as conn:
            await conn.execute("SELECT 1")
    return JSONResponse({"status": "ok"})


async def refused(_: Request, error: Exception) -> Response:
    """An error in PostgREST's form."""
    assert isinstance(error, Refused)
    return JSONResponse(error.body, error.status, error.headers)


async def not_here(_: Request, error: Exception) -> Response:
    """A path or a method that there is not."""
    assert isinstance(error, HTTPException)
    code = {404: "PGRST125", 405: "PGRST117"}.get(error.status_code, "PGRSTX00")
    return JSONResponse(Refused(error.status_code, code, error.detail).body, error.status_code, error.headers)
