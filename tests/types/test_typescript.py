"""The TypeScript types equal those that postgres-meta generates for the same database.

A case may begin with ``-- types: a b`` for other schemas than public, and have ``-- since: 15`` for what is new there.
"""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from schemadiff import api, settings
from schemadiff.types import TYPES, read

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CASES = sorted((HERE / "cases").glob("*.sql"))
MARK = "-- types: "


def shown(sql: str) -> list[str]:
    found = [line.removeprefix(MARK) for line in sql.splitlines() if line.startswith(MARK)]
    return found[0].split() if found else ["public"]


def test_desired_gives_the_reference() -> None:
    text = api.types(settings.load(ROOT, {}), "typescript")
    assert text == (HERE / "reference.database.types.ts").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_cases(case: Path, server, database: str) -> None:
    sql = case.read_text(encoding="utf-8")
    since = re.search(r"(?m)^-- since: (\d+)$", sql)
    if since and server.major < int(since[1]):
        pytest.skip(f"what it says is new in {since[1]}")
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        conn.execute(b"SET search_path TO public;" + sql.encode())
        text = TYPES["typescript"](read(conn, shown(sql)))
    assert text == case.with_suffix(".ts").read_text(encoding="utf-8")
