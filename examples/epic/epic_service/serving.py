"""uvicorn, with nothing in its log that is nobody's business."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

log = logging.getLogger("epic_service")


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


def serve(app: ASGIApp, *, host: str, port: int) -> bool:
    """Serve until SIGINT or SIGTERM; False if it could not even begin."""
    running = server(app, host=host, port=port)
    with running.config.bind_socket() as sock:
        # Who connects from now on is answered as soon as the server runs.
        sock.listen()
        log.info("serving on http://%s:%d", host, sock.getsockname()[1])
        running.run(sockets=[sock])
    return running.started


@contextmanager
def served(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """An application that is served beside the caller, on the loopback; its address."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("127.0.0.1", port))
        sock.listen()
        running = server(app, host="127.0.0.1", port=port)
        thread = Thread(target=running.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join()
