"""One line for each request, of what may be known: the endpoint's name, never its path, query, headers or body.

Tokens are in paths and headers, addresses in queries and in PostgreSQL's messages. So the server's own log of
requests is off, and what goes wrong is told by its type and its place in our code.
"""

from __future__ import annotations

import logging
from time import perf_counter
from traceback import extract_tb

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from epic_service.refusals import Refused

log = logging.getLogger("epic_service")


class Journal:
    """Writes the line, and answers 500 to what nobody thought of."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the server would print it with the values in its message
            log.error("unexpected %s", where(error))  # noqa: TRY400 - for the same reason
            if not status:
                unexpected = Refused(500, "PGRSTX00", "unexpected error")
                await JSONResponse(unexpected.body, 500)(scope, receive, sending)
        # Only known methods and endpoints: what else was asked for is somebody's text.
        endpoint = getattr(scope.get("endpoint"), "__name__", "nowhere")
        log.info("%s %d in %.3f s", endpoint, status, perf_counter() - began)


def where(error: BaseException) -> str:
    """An error by its type and place, without its message."""
    frames = extract_tb(error.__traceback__)
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
