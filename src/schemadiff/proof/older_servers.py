"""What pg_dump prints for servers of its own version, in the words of an older server."""

from __future__ import annotations

import re

from schemadiff.proof.entries import Entry

_NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
_TABLE = re.compile(rf"CREATE (?:UNLOGGED |FOREIGN )*TABLE ({_NAME}\.{_NAME}) ")
_NOT_NULL = re.compile(rf"^    NOT NULL ({_NAME})(?:,\n|(?=\n\)))", re.MULTILINE)


def accepted(entry: Entry, version: int) -> Entry:
    """Return the entry as a server of this ``server_version_num`` takes it.

    Before 18 NOT NULL is none of the constraints of a table, as which pg_dump 18 prints that of an inherited column.
    """
    table = _TABLE.search(entry.sql)
    if version >= 180000 or table is None or not _NOT_NULL.search(entry.sql):
        return entry
    names = _NOT_NULL.findall(entry.sql)
    rest = re.sub(r",?\n+\)", "\n)", _NOT_NULL.sub("", entry.sql), count=1)
    later = (f"ALTER TABLE ONLY {table[1]} ALTER COLUMN {name} SET NOT NULL;\n" for name in names)
    return entry._replace(sql="".join([rest, "\n", *later]))
