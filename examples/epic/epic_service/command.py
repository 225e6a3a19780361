"""What the commands have in common: where their lines go, and their exit codes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

import psycopg
from psycopg_pool import PoolTimeout

from epic_service.settings import SettingsError


def run(command: Callable[[], int]) -> int:
    """Run a command: its exit code, 2 for settings that mean nothing, 3 for a database that does not exist."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for name in ("httpx", "httpcore", "psycopg.pool"):
        # httpx writes down every path, and addresses are in paths; the pool says what we say ourselves.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return command()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (psycopg.OperationalError, PoolTimeout):
        sys.stderr.write("EPIC_DATABASE_URL: the database cannot be reached\n")
        return 3
