"""A way to a server that counts the turns of each connection: messages of the client after which it waits for an answer."""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

ENDS = (b"Q", b"S")
"""A simple query, and the end of a pipeline: the server answers both with ReadyForQuery."""


class Messages:
    """The client's half of a connection, as it comes in pieces."""

    def __init__(self):
        self.name, self.turns, self._rest = "", 0, b""

    def take(self, piece):
        self._rest += piece
        while (length := self._length()) and len(self._rest) >= length:
            message, self._rest = self._rest[:length], self._rest[length:]
            if not self.name:
                words = message[8:].split(b"\0")
                self.name = dict(zip(words[::2], words[1::2], strict=False))[b"application_name"].decode()
            self.turns += self.turns == 0 or message[:1] in ENDS

    def _length(self):
        # Only the first message has no type before its length.
        start = 1 if self.name else 0
        return start + struct.unpack_from(">I", self._rest, start)[0] if len(self._rest) >= start + 4 else 0


@contextmanager
def counted(conninfo, folder: Path):
    """Yield a way to the same database, and the turns that were taken on it, by the number and name of the connection."""
    there = conninfo_to_dict(conninfo)
    path = f"{there['host']}/.s.PGSQL.{there.get('port', 5432)}"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / ".s.PGSQL.5432"))
    listening.listen()
    found, open_ones = [], [listening]

    def forward(one, other, messages):
        with suppress(OSError):
            while piece := one.recv(1 << 16):
                if messages:
                    messages.take(piece)
                other.sendall(piece)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)

    def accept():
        with suppress(OSError):
            while True:
                client, server = listening.accept()[0], socket.socket(socket.AF_UNIX)
                server.connect(path)
                found.append(Messages())
                open_ones.extend((client, server))
                for ends in ((client, server, found[-1]), (server, client, None)):
                    threading.Thread(target=forward, args=ends, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield (
            make_conninfo(conninfo, host=str(folder), port=5432, sslmode="disable", gssencmode="disable"),
            found,
        )
    finally:
        for each in open_ones:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        (folder / ".s.PGSQL.5432").unlink()


def by_name(found):
    """The turns of each connection, by its application_name; those of several connections are added up."""
    turns = Counter()
    for each in found:
        turns[each.name] += each.turns
    return dict(turns)
