"""Request bodies, of a size and within a time that somebody else's mistake cannot exceed."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from epic_service.refusals import Refused

PATIENCE = 30
"""Seconds until all of a body must be here."""


GRACE = 8
"""Times the limit that are read and thrown away: who still sends when the connection ends never sees the answer."""


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body; no more than ``limit`` bytes of one are ever kept."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > GRACE * limit:
        raise _too_large(limit, Connection="close")
    parts, size = [], 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size > GRACE * limit:
                    raise _too_large(limit, Connection="close")
                parts.append(part)
                if size > limit:
                    parts.clear()
    except TimeoutError as error:
        raise Refused(408, "PGRSTX08", "the request took too long") from error
    except ClientDisconnect as error:
        raise Refused(400, "PGRSTX09", "the client went away") from error
    if size > limit:
        raise _too_large(limit)
    return b"".join(parts)


def _too_large(limit: int, **headers: str) -> Refused:
    return Refused(413, "PGRSTX13", f"at most {limit} bytes", headers=headers)
