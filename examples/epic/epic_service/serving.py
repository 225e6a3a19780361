"""uvicorn, with nothing in its log that is nobody's business."""

from __future__ import annotations

import uvicorn
from starlette.types import ASGIApp


def server(app: ASGIApp, *, host: str, port: int) -> uvicorn.Server:
    """The server for an application, not running yet."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        # Paths and queries hold tokens; journal.py says what may be said.
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=10,
    )
    return uvicorn.Server(config)
