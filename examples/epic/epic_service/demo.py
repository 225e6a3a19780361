"""``python -m epic_service.demo``: all of it on this machine, until Ctrl-C: database, service, worker and a SendGrid.

With a command (``python -m epic_service.demo bash``) it runs until that ends; what it needs is in its environment.
Every secret is made up for this one time.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import logging
import os
import secrets
import shlex
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from psycopg.conninfo import make_conninfo

import schemadiff
from epic_service import command, worker
from epic_service.app import service
from epic_service.sandbox import sandbox
from epic_service.serving import served
from epic_service.settings import Service, Worker
from schemadiff.shadow import Workshop

SAILING = "00000000-0000-4000-8000-00000000000a"
PEOPLE = {"ALICE": "00000000-0000-4000-8000-000000000101", "OLIVIA": "00000000-0000-4000-8000-000000000102"}
"""Of the sample rows: a member and an owner of the sailing club."""
SEND = "00000000-0000-4000-8000-000000000701"
"""The mail that Alice got: its id is the token in the link at its end."""
DAY = 86400
USUAL = 8000
"""The service's port, if it is free."""


@contextmanager
def database(project: Path) -> Iterator[tuple[str, str]]:
    """A throw-away database with the schema of the project and sample rows: for authenticator, and for its owner."""
    with Workshop(schemadiff.load_settings(project)) as workshop:
        name = workshop.loaded
        with workshop.admin(name) as conn:
            conn.execute(files(__package__).joinpath("sample.sql").read_bytes())
            conn.execute("ALTER ROLE authenticator LOGIN")
        owner = workshop.server.conninfo(name)
        yield make_conninfo(owner, user="authenticator"), owner


def token(user: str, secret: str) -> str:
    """A day's token of a user of the sample rows."""
    return jwt.encode({"role": "authenticated", "sub": user, "exp": int(time.time()) + DAY}, secret)


@contextmanager
def everything(project: Path, port: int | None) -> Iterator[tuple[Mapping[str, str], Worker]]:
    """Database, SendGrid and service, running: what is to be known of them, and what a worker needs."""
    secret, stripe = secrets.token_urlsafe(48), f"whsec_{secrets.token_hex(16)}"
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with ExitStack() as stack:
        url, owner = stack.enter_context(database(project))
        sendgrid = stack.enter_context(sandbox(f"SG.{secrets.token_urlsafe(16)}"))
        sendgrid.accounts["sailing"].groups = {101: set(), 102: set()}
        settings = Service(url, secret, (stripe,), (base64.b64encode(public).decode(),))
        address = stack.enter_context(
            served(service(settings), port=usual_or_free() if port is None else port)
        )
        known = {
            "EPIC_URL": address,
            "EPIC_DATABASE_URL": url,
            "EPIC_SENDGRID_URL": sendgrid.url,
            "EPIC_SENDGRID_API_KEY": sendgrid.key,
            "OWNER_URL": owner,
            "STRIPE_SECRET": stripe,
            "SENDGRID_PRIVATE_KEY": private.decode(),
            "SAILING": SAILING,
            "SEND": SEND,
            # Whoever types a command has another Python at hand, or none.
            "EPIC_PYTHON": sys.executable,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            **{name: token(user, secret) for name, user in PEOPLE.items()},
        }
        yield known, Worker(url, sendgrid.key, sendgrid_url=sendgrid.url, poll=0.2)


def usual_or_free() -> int:
    """The usual port, or 0 for any that is free."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", USUAL))
        except OSError:
            return 0
    return USUAL


async def meanwhile(settings: Worker, known: Mapping[str, str], words: Sequence[str]) -> int:
    """Work until the command ends, or until told to; the exit code."""
    told, stop = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    working = asyncio.create_task(worker.run(settings, stop))
    try:
        return await (_command(words, known, told) if words else _wait(known, told))
    finally:
        stop.set()
        await working


async def _wait(known: Mapping[str, str], told: asyncio.Event) -> int:
    for name, value in known.items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
    sys.stdout.write("# all of it is gone with Ctrl-C\n")
    sys.stdout.flush()
    await told.wait()
    return 0


async def _command(words: Sequence[str], known: Mapping[str, str], told: asyncio.Event) -> int:
    child = await asyncio.create_subprocess_exec(*words, env={**os.environ, **known})
    ending, asked = asyncio.create_task(child.wait()), asyncio.create_task(told.wait())
    await asyncio.wait({ending, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not ending.done():
        child.terminate()
    return await ending


def main() -> int:
    """Show it; the exit code, which is the command's if there is one."""
    parser = argparse.ArgumentParser(prog="python -m epic_service.demo", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path(), help="where schemadiff.toml is, or below (.)")
    parser.add_argument(
        "--port",
        type=int,
        help="of the service; 0 takes a free one (8000, or a free one where that is taken)",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, help="runs until this ends")
    options = parser.parse_args()
    # Who has a shell does not want our lines in it.
    logging.getLogger().setLevel(logging.WARNING if options.command else logging.INFO)
    logging.getLogger("schemadiff").setLevel(logging.WARNING)
    try:
        with everything(options.project, options.port) as (known, settings):
            return asyncio.run(meanwhile(settings, known, options.command))
    except (schemadiff.SchemadiffError, OSError) as error:
        # A desired/ that does not load, a port that is taken, a command that there is not.
        sys.stderr.write(f"{error}\n")
        return 3


if __name__ == "__main__":
    sys.exit(command.run(main))
