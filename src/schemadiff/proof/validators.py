"""Validators of foreign-data wrappers, which a copy gets once everything with options is there.

PostgreSQL validates options when they are set. Those from before the wrapper had its validator may be invalid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.proof.entries import Entry

_NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
_FUNCTION = rf"{_NAME}(?:\.{_NAME})?"
_WRAPPER = re.compile(
    rf"(CREATE FOREIGN DATA WRAPPER ({_NAME})(?: HANDLER {_FUNCTION})?) (VALIDATOR {_FUNCTION})(?=;| OPTIONS \()"
)


def validators_last(found: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a dump with the wrappers made without their validators, which follow at the end."""
    last: list[Entry] = []
    for entry in found:
        made = _WRAPPER.search(entry.sql) if entry.kind == "FOREIGN DATA WRAPPER" else None
        if made is None:
            yield entry
            continue
        yield entry._replace(sql=f"{entry.sql[: made.start()]}{made[1]}{entry.sql[made.end() :]}")
        last.append(entry._replace(sql=f"\nALTER FOREIGN DATA WRAPPER {made[2]} {made[3]};\n"))
    yield from last
