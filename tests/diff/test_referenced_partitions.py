"""A partition that a foreign key may reference is detached before it is dropped, and the foreign key stays."""

from __future__ import annotations

from cases import CASES, ROLES, both_ways, load, state
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, ensure_roles

NAME = "referenced-partitions-dropped"


def test_only_keys_that_what_goes_references_itself_are_made_anew(server: Server) -> None:
    there, back = both_ways(CASES / "inheritance" / NAME)
    ensure_roles(server, ROLES)
    with state(server, there) as current, state(server, back) as wanted:
        load(there, current, "a")
        load(back, wanted, "b")
        plan = [s.sql for s in statements(current.read(), wanted.read())]

    assert {sql for sql in plan if "DETACH" in sql or "ADD" in sql or "p " in sql} == {
        "ALTER TABLE public.p3 DETACH PARTITION public.p3a",
        'ALTER TABLE public."p P" DETACH PARTITION public."p 2"',
        'DROP TABLE public."p 2"',
        "ALTER TABLE public.q1 DETACH PARTITION public.q1a",
        "ALTER TABLE public.tree ADD CONSTRAINT tree_up_fkey FOREIGN KEY (up) REFERENCES public.tree(id)",
        "ALTER TABLE public.u ADD CONSTRAINT u_id_fkey FOREIGN KEY (id) REFERENCES public.q(id)",
    }
