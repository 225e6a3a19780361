"""Which objects get a spare name while another one needs theirs."""

import re

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.diff.changes import changes
from schemadiff.diff.names import vacate_one
from schemadiff.diff.order import Node
from schemadiff.diff.swapping import spare
from schemadiff.model import Address
from schemadiff.postgres.server import scratch_database

WANTED = "CREATE TABLE t (y int, x int CONSTRAINT c NOT NULL)"
COLUMN = Address("table column", "public.t.x")


@pytest.mark.parametrize(
    ("there", "holder", "gives_up"),
    [
        # ALTER TABLE ... DROP CONSTRAINT says the name, which would then be another one.
        ("CREATE TABLE t (y int CONSTRAINT c CHECK (y > 0))", Address("table constraint", "c on public.t"), False),
        ("CREATE TABLE t (y int, z int CONSTRAINT c NOT NULL)", Address("table column", "public.t.z"), True),
    ],
    ids=["constraint", "column"],
)  # fmt: skip
def test_what_is_dropped_gives_up_a_name_that_its_drop_does_not_say(server18, there, holder, gives_up):
    found = []
    for sql in (there, WANTED):
        with (
            scratch_database(server18) as name,
            psycopg.connect(server18.conninfo(name), autocommit=True) as conn,
        ):
            conn.execute(sql)
            found.append(catalog.read(conn))
    work = changes(*found)
    assert vacate_one(work, [Node(True, COLUMN), Node(False, holder)], {}) is gives_up
    assert set(work.vacated) == ({holder} if gives_up else set())
    # Once is enough: who waits no longer waits for it.
    assert not vacate_one(work, [Node(True, COLUMN), Node(False, holder)], {})


@pytest.mark.parametrize(
    ("identity", "readable"),
    [
        ("public.users", "renamed_users_"),
        ('public."My Table"', "renamed_my_table_"),
        ("positive on public.t", "renamed_positive_"),
        ("public.f(integer)", "renamed_f_"),
        ('public."\N{PILE OF POO}"', "renamed_"),
        (f'public."{"x" * 63}"', f"renamed_{'x' * 40}_"),
    ],
)
def test_a_spare_name_says_whose_it_is_and_needs_no_quotes(identity, readable):
    name = spare(identity)
    assert re.fullmatch(rf"{readable}[0-9a-f]{{8}}", name)
    assert len(name.encode()) < 63
    assert name != spare(identity, "another of its names") == spare(identity, "another of its names")
