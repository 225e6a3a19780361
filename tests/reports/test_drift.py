"""The report of drift, as text."""

from __future__ import annotations

from schemadiff.model import Address, Effects, LockMode, Statement, Verb
from schemadiff.render.paint import paint
from schemadiff.reports.drift import _statements


def test_a_loss_stays_in_its_comment_where_the_statement_is_copied():
    lost = f"values of column public.t.{'x' * 60} that do not fit character varying(20)"
    statement = Statement(
        "DROP TABLE t",
        Address("table", "public.t"),
        Verb.DROP,
        effects=Effects(LockMode.ACCESS_EXCLUSIVE, loses_data=lost),
    )
    lines = paint(list(_statements("to undo", [statement])), width=80, color=False).splitlines()
    assert [line.strip() for line in lines if line.startswith("    ")] == [
        f"-- loses {lost}",
        "DROP TABLE t;",
    ]
