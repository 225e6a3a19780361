"""``python -m epic_service``: serve the API."""

from __future__ import annotations

import asyncio
import os
import sys

from epic_service.app import service
from epic_service.command import run
from epic_service.database import connected
from epic_service.serving import serve
from epic_service.settings import service as from_environment


async def _reachable(conninfo: str) -> None:
    # What is wrong with the database is said before the server would say it in its own way.
    async with connected(conninfo, size=1):
        pass


def main() -> int:
    """Serve until told to stop; the exit code."""
    settings = from_environment(os.environ)
    app = service(settings)
    asyncio.run(_reachable(settings.database_url))
    return 0 if serve(app, host=settings.host, port=settings.port) else 3


if __name__ == "__main__":
    sys.exit(run(main))
