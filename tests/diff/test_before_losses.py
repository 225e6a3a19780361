"""New tables come before what drops data, so that rows can be moved there in between."""

from __future__ import annotations

from cases import CASES, ROLES, both_ways, load, state
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, ensure_roles


def test_a_table_that_takes_columns_of_another_is_created_before_they_are_dropped(server: Server) -> None:
    there, back = both_ways(CASES / "table" / "split-into-two")
    ensure_roles(server, ROLES)
    with state(server, there) as current, state(server, back) as wanted:
        load(there, current, "a")
        load(back, wanted, "b")
        plan = statements(current.read(), wanted.read())

    first = next(number for number, s in enumerate(plan) if "DROP COLUMN" in s.sql)
    created = {
        s.address.identity: number for number, s in enumerate(plan) if s.sql.startswith("CREATE TABLE")
    }
    gone = {s.address.identity: number for number, s in enumerate(plan) if s.sql.startswith("DROP TABLE")}
    assert created["public.logins"] < first
    # Their names and bounds are taken until then.
    assert gone["public.gone"] < created["public.addresses"]
    assert gone["public.part_1"] < created["public.part_2"]
