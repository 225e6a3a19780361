"""What the files say about owners and privileges."""

import pytest

from schemadiff.desired import files
from schemadiff.desired.claims import claims
from schemadiff.model import Address

T, U, F, S = (
    Address("table", "s.t"), Address("table", "s.u"), Address("function", "s.f(integer)"), Address("sequence", "s.q"),
)  # fmt: skip
COLUMN_GRANT = "grant select (a) on s.t to x"


@pytest.fixture
def claimed(tmp_path):
    def read(sql):
        folder = tmp_path / "desired"
        folder.mkdir()
        (folder / "a.sql").write_text(f"{sql};")
        return claims(files.read(folder, tmp_path))

    return read


@pytest.mark.parametrize(
    ("sql", "privileges"),
    [
        ("create table s.t (a int)", set()),
        ("grant select on s.t to x", {T}),
        ("revoke all on s.t from x", {T}),
        (COLUMN_GRANT, {T}),
        ("grant execute on function s.f(int) to x", {F}),
        ("grant select on all tables in schema s to x", {T, U}),
        ("grant select on all tables in schema other to x", set()),
        ("alter default privileges in schema s grant select on tables to x", {T, U}),
        ("alter default privileges grant execute on functions to x", {F}),
        ("grant usage on sequence s.q to x", {S}),
        ("alter default privileges grant usage on sequences to x", {S}),
    ],
)
def test_privileges(claimed, sql, privileges):
    found = claimed(sql)
    assert {address for address in (T, U, F, S) if found.privileges(address, "s")} == privileges
    assert {address for address in (T, U, F, S) if found.owner(address)} == set()


def test_owners(claimed):
    found = claimed("alter table s.t owner to x; create schema s authorization y")
    assert found.owner(T)
    assert found.owner(Address("schema", "s"))
    assert not found.owner(U)
    assert not found.privileges(T, "s")


def test_default_privileges_are_of_a_role(claimed):
    found = claimed("alter default privileges for role x in schema s grant select on tables to y")
    assert found.default("relation", "s", "x", me="z")
    assert not found.default("relation", "s", "z", me="z")
    assert not found.default("relation", None, "x", me="z")
