"""``python -m epic_service``: serve the API."""

from __future__ import annotations

import logging
import os
import sys

from epic_service.app import service
from epic_service.serving import server
from epic_service.settings import SettingsError
from epic_service.settings import service as from_environment


def main() -> int:
    """Serve until told to stop; the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        settings = from_environment(os.environ)
        app = service(settings)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    running = server(app, host=settings.host, port=settings.port)
    running.run()
    return 0 if running.started else 3


if __name__ == "__main__":
    sys.exit(main())
