"""``python -m epic_service``: serve the API."""

from __future__ import annotations

import os
import sys

from epic_service.app import service
from epic_service.command import run
from epic_service.serving import serve
from epic_service.settings import service as from_environment


def main() -> int:
    """Serve until told to stop; the exit code."""
    settings = from_environment(os.environ)
    return 0 if serve(service(settings), host=settings.host, port=settings.port) else 3


if __name__ == "__main__":
    sys.exit(run(main))
