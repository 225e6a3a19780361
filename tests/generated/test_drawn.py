"""The generator draws every kind of object that there is.

Databases grow one after the other until no kind is missing; how many that takes is luck, and far fewer than there may be.
"""

from __future__ import annotations

import random

import pytest
from proving import grown
from test_generated import working

from majors import NEWEST, called
from schemadiff.kinds import KINDS, BaseType, SecurityLabel

MOST = 200
"""Pairs of schemas, of which a few do."""
UNDRAWN = {
    BaseType: "named by a plan, and not made",
    SecurityLabel: "only a compiled module provides labels: tests/test_security_label.py compiles one",
}
"""Kinds that nothing is drawn of, and why. Roles and what they are given are a server's: tests/test_roles.py."""


@pytest.mark.parametrize("major", NEWEST, ids=called)
def test_every_kind_is_drawn(major, tmp_path) -> None:
    missing = {kind for kind in KINDS if kind.query_for(major * 10000)} - UNDRAWN.keys()
    with working(tmp_path, major, trusted=True) as workshop:
        for number in range(MOST):
            with grown(workshop, random.Random(number), cases=False) as pair:
                missing -= {type(o) for side in pair for o in workshop.read(side.database).objects.values()}
            if not missing:
                return
    assert sorted(kind.__name__ for kind in missing) == []
