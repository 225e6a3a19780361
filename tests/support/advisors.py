"""Run Supabase's advisors, the lints called splinter, on a database.

The program is npm's, with the lints in it; nothing of them is in this repository. It only connects by TCP, and our
servers only listen on a socket file, so a relay stands between the two.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from threading import Thread
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from npm import installed

PACKAGE = "supabase@3.1.0"
OBSERVED = frozenset({"unused_index", "extension_versions_outdated"})
"""What is about the use of a database, and not about its schema."""


def advice(conninfo: str, home: Path) -> set[tuple[str, str]]:
    """The lints that find something, each with the object it finds; of a database that nobody else uses.

    ``conninfo`` is the superuser's. Most lints look only at the schemas that the API shows.
    """
    program = installed(PACKAGE) / ".bin" / "supabase"
    where = conninfo_to_dict(conninfo)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        name = sql.Identifier(str(where["dbname"]))
        conn.execute(sql.SQL("ALTER DATABASE {} SET pgrst.db_schemas = 'public'").format(name))
    with relayed(f"{where['host']}/.s.PGSQL.{where['port']}") as port:
        url = f"postgresql://{where['user']}@127.0.0.1:{port}/{where['dbname']}"
        command = [program, "db", "advisors", f"--remote={url}", "--output-format", "json", "--level", "info"]
        quiet = {"PATH": os.environ["PATH"], "HOME": str(home), "PGSSLMODE": "disable", "DO_NOT_TRACK": "1", "SUPABASE_TELEMETRY_DISABLED": "1"}  # fmt: skip
        done = subprocess.run(command, cwd=home, env=quiet, capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)["results"]
    return {(it["name"], _object(it["metadata"])) for it in found if it["name"] not in OBSERVED}


def _object(metadata: dict[str, Any]) -> str:
    return f"{metadata['schema']}.{metadata['name']}"


@contextmanager
def relayed(path: str) -> Iterator[int]:
    """A port of the loopback that leads to a socket file."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_serve, args=(listening, path), daemon=True).start()
        yield listening.getsockname()[1]


def _serve(listening: socket.socket, path: str) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            Thread(target=_carry, args=(client, path), daemon=True).start()


def _carry(client: socket.socket, path: str) -> None:
    """Hand over what comes from either side, until one of them ends."""
    with suppress(OSError), client, socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        other = {client: server, server: client}
        while True:
            for one in select([client, server], [], [])[0]:
                data = one.recv(65536)
                if not data:
                    return
                other[one].sendall(data)
