"""What ``alembic upgrade head --sql`` prints is plain SQL; that it is Alembic's is told by the table of its history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemadiff.migration_tools.scripts import Script

_NAME = r'(?:[A-Za-z_]\w*|"[^"]+")'
_CREATED = re.compile(
    rf"^CREATE TABLE (?P<name>(?:{_NAME}\.)?{_NAME}) \(\s*version_num VARCHAR\(\d+\) NOT NULL,?\s*"
    r"(?:CONSTRAINT \S+ PRIMARY KEY \(version_num\))?\s*\)",
    re.MULTILINE,
)
"""Its settings may give the table another name and schema (``version_table``, ``version_table_schema``)."""


def histories(scripts: Iterable[Script]) -> Iterator[str]:
    """Yield the tables of Alembic's history that the scripts create, as patterns for ``ignore``."""
    for script in scripts:
        for found in _CREATED.finditer(script.text):
            name = found["name"]
            yield name if re.search(rf"^{_NAME}\.", name) else f"public.{name}"
