"""A minimal pooler in transaction mode: one session of the server for all clients."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

MADE_UP = 4_000_000
"""No process has this number."""


class Server:
    """The one session, and whose turn it is."""

    def __init__(self, conninfo):
        self.conn = psycopg.connect(conninfo, autocommit=True)
        self.socket = socket.fromfd(self.conn.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)
        # psycopg must not read what is for the clients.
        self.socket.setblocking(True)
        self.turn = threading.Lock()

    def transaction(self, first, client):
        """Hand on what a client says, beginning with ``first``, until it has no transaction open."""
        with self.turn:
            message, status = first, b""
            while status != b"I":
                kind, body = message
                self.socket.sendall(kind + struct.pack("!i", len(body) + 4) + body)
                if kind in (b"Q", b"S"):
                    status = self.answers(client)
                if status != b"I":
                    message = received(client)

    def answers(self, client):
        """Hand on what the server says until it is ready, and return the state of the transaction."""
        while True:
            kind, body = received(self.socket)
            client.sendall(kind + struct.pack("!i", len(body) + 4) + body)
            if kind == b"Z":
                return body


def exactly(source, size):
    """So many bytes; EOFError if they do not come."""
    found = b""
    while len(found) < size:
        found += source.recv(size - len(found)) or end()
    return found


def end():
    raise EOFError


def received(source):
    """One message: its kind and its body."""
    kind, length = struct.unpack("!ci", exactly(source, 5))
    return kind, exactly(source, length - 4)


class Client(socketserver.BaseRequestHandler):
    """Somebody who connects, and is believed to be whoever he says."""

    def handle(self):
        exactly(self.request, struct.unpack("!i", exactly(self.request, 4))[0] - 4)
        said = (
            (b"client_encoding", b"UTF8"),
            (b"server_version", b"18.0"),
            (b"standard_conforming_strings", b"on"),
        )
        parameters = [(b"S", b"%s\0%s\0" % each) for each in said]
        greeting = [(b"R", bytes(4)), *parameters, (b"K", struct.pack("!ii", MADE_UP, 0)), (b"Z", b"I")]
        for kind, body in greeting:
            self.request.sendall(kind + struct.pack("!i", len(body) + 4) + body)
        try:
            while (message := received(self.request))[0] != b"X":
                self.server.behind.transaction(message, self.request)
        except EOFError:
            return


class Pooler(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def pooler(conninfo: str, folder: Path):
    """The URL of a pooler before a database; ``folder`` has a short path."""
    with Pooler(str(folder / ".s.PGSQL.5432"), Client) as serving:
        serving.behind = Server(conninfo)
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            known = conninfo_to_dict(conninfo)
            yield make_conninfo(host=str(folder), port=5432, user=known["user"], dbname=known["dbname"])
        finally:
            serving.shutdown()
            serving.behind.socket.close()
            serving.behind.conn.close()
