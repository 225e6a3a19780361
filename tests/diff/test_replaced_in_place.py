"""What CREATE OR REPLACE can change, and what only gets another name, is not dropped."""

from __future__ import annotations

import pytest

from cases import CASES, ROLES, both_ways, load, state
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, ensure_roles

DROPPED = {
    # Another level of triggers on a partitioned table, a constraint trigger, and what they no longer call.
    "trigger/replaced": {
        "DROP FUNCTION public.gone()",
        "DROP TRIGGER each ON public.p",
        "DROP TRIGGER plain ON public.t",
        "ALTER TABLE public.t DROP COLUMN b",
    },
    # Another type of the result, and another name of an argument.
    "aggregate/replaced": {
        "DROP AGGREGATE public.name(integer)",
        "DROP AGGREGATE public.result(integer)",
    },
    # Only what has not had a name gets one in place, and no argument whose name the result has as well.
    "function/arguments-get-names": {
        'DROP FUNCTION public."both"(integer,integer)',
        "DROP FUNCTION public.swapped(integer,integer)",
    },
    # What is said of a column that gets another name, and a name that another column had.
    "view/columns-get-other-names": {
        "DROP VIEW public.commented",
        "DROP VIEW public.granted",
        "DROP VIEW public.moved",
        "DROP VIEW public.of_moved",
        "DROP VIEW public.with_default",
    },
    # One of two that are alike.
    "index/renamed": {"DROP INDEX public.twice_1"},
    "constraint/renamed": set(),
    "statistics/renamed": {"DROP STATISTICS public.other"},
    # A key that becomes deferrable.
    "constraint/foreign-key-deferred-or-not": {"ALTER TABLE public.u DROP CONSTRAINT uu"},
    # One that a child table keeps, one with two parents, names that are swapped, and one in a partition that comes or goes.
    "constraint/renamed-in-child-tables": {
        "ALTER TABLE public.keeps DROP CONSTRAINT a",
        "ALTER TABLE public.left_ DROP CONSTRAINT a",
        "ALTER TABLE public.right_ DROP CONSTRAINT a",
        "ALTER TABLE public.swap DROP CONSTRAINT a",
        "ALTER TABLE public.swap DROP CONSTRAINT b",
        "ALTER TABLE public.moves DROP CONSTRAINT a",
        "DROP TABLE public.q2",
    },
}


@pytest.mark.parametrize("name", DROPPED)
def test_only_what_cannot_be_replaced_is_dropped(server18: Server, name: str) -> None:
    there, back = both_ways(CASES / name)
    ensure_roles(server18, ROLES)
    with state(server18, there) as current, state(server18, back) as wanted:
        load(there, current, "a")
        load(back, wanted, "b")
        plan = statements(current.read(), wanted.read())
    assert {s.sql for s in plan if "DROP " in s.sql} == DROPPED[name]
