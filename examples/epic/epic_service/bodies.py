"""Request bodies, of a size and within a time that somebody else's mistake cannot exceed."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from epic_service.refusals import Refused

PATIENCE = 30
"""Seconds until all of a body must be here."""


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body; more than ``limit`` bytes are refused as soon as they are announced or counted."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    parts, size = [], 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
    except TimeoutError as error:
        raise Refused(408, "PGRSTX08", "the request took too long") from error
    except ClientDisconnect as error:
        raise Refused(400, "PGRSTX09", "the client went away") from error
    return b"".join(parts)


def _too_large(limit: int) -> Refused:
    # What is still on the way will not be read, so the connection is of no more use.
    return Refused(413, "PGRSTX13", f"at most {limit} bytes", headers={"Connection": "close"})
