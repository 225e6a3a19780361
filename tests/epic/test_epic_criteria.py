"""Every line of the epic's requirements has a test; those without another one are tested here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from scene import HERE

ROOT = HERE.parent.parent
TABLE = re.findall(r"(?m)^\| (\d+) \| (.*?) \| (.*?) \|$", (HERE / "README.md").read_text())
LINES = 35
INDEXES = """
    select c.relname::text, a.attname::text
    from pg_index x join pg_class c on c.oid = x.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where c.relnamespace = 'public'::regnamespace and x.indpred is null and x.indisvalid
"""
ASKED_FOR = {("email_sends", "campaign_id"), ("email_sends", "member_id"), ("email_sends", "sent_at")}


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_line_of_the_epic_is_seen_by_tests_that_are_there():
    named = {int(number): re.findall(r"`([\w./]+\.py)::(\w+)`", seen) for number, _, seen in TABLE}
    missing = [
        f"{number}: {path}::{name}"
        for number, tests in named.items()
        for path, name in tests
        if name not in names_in((ROOT if path.startswith("tests/") else HERE) / path)
    ]

    assert missing == []
    assert sorted(named) == list(range(1, LINES + 1))
    assert [number for number, tests in named.items() if not tests] == [32]


def test_the_indexes_that_the_epic_asks_for_are_there(epic):
    with epic.scene() as scene:
        assert set(scene.rows(INDEXES)) >= ASKED_FOR
