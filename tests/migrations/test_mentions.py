"""Labels of enums are found in the statements that have them, in time that grows with the number of statements."""

from __future__ import annotations

import hashlib

import pytest

from schemadiff.migrations.file import parse
from schemadiff.migrations.mentions import Mentions
from schemadiff.migrations.split import units, values_first
from schemadiff.model import Address, Statement, Verb
from work import calls, faster_than_input

TEXTS = ("SELECT 'new'", "", "SELECT 'renew', 'über', 'in progress'", "SELECT 'it''s', 'in-progress2'")


@pytest.mark.parametrize(
    ("label", "last"),
    [
        ("new", 0),
        ("ren", -1),
        ("über", 2),
        ("SELECT", 3),
        ("in progress", 2),
        ("in-progress", 3),
        ("it's", 3),
        ("a_b", -1),
    ],
)
def test_the_last_text_with_a_label_is_found(label, last):
    assert Mentions(TEXTS).last(label) == last


def _added(number: int) -> list[Statement]:
    """New values of so many enums, and a use of every second one."""
    adds = [
        Statement(f"ALTER TYPE e{n} ADD VALUE 'v{n}'", Verb.ALTER, Address("type", f"public.e{n}"))
        for n in range(number)
    ]
    uses = [
        Statement(f"SELECT 'v{n}'", Verb.CREATE, Address("view", f"public.v{n}")) for n in range(0, number, 2)
    ]
    return [*adds, *uses]


def test_new_values_are_put_first_in_time_that_grows_with_their_number():
    few, twice = (calls(lambda n=n: _split(_added(n))) for n in (20, 40))

    assert faster_than_input(few, twice) == {}


def _split(statements: list[Statement]) -> None:
    ordered = values_first(statements)
    text = ";\n".join(each.sql for each in ordered)
    # One unit for each value that is used at once, one for the others and the uses.
    assert len(units(text, "plan")) == len(statements) // 3 + 1


def test_what_has_run_of_a_file_is_hashed_from_its_first_command_on():
    migration = parse("SELECT 1;\r\nSELECT\r\n2;\n-- schemadiff:unit\nSELECT 3;", "20261127190953_a.sql")
    ran = ["SELECT 1", "SELECT\n2", "SELECT 3"]

    expected = [hashlib.sha256("\0".join(ran[:n]).encode()).hexdigest() for n in (0, 2, 3, 3)]
    assert expected == [migration.progress(done) for done in range(4)]
