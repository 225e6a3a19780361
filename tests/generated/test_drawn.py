"""The generator draws every kind of object that there is.

Databases are made of some of each until no kind is missing; how many that takes is luck, and far fewer than there may be.
"""

from __future__ import annotations

import random

import pytest
from generator import KINDS as MAKERS
from generator import ROLES, Side
from proving import world
from test_generated import working
from world import SPACES

from majors import NEWEST, called
from schemadiff.kinds import KINDS
from schemadiff.kinds.base_type import BaseType
from schemadiff.kinds.extension import Extension
from schemadiff.kinds.security_label import SecurityLabel
from schemadiff.postgres.server import ensure_roles, ensure_tablespaces, scratch_database

MOST = 100
"""Databases, of which a few do."""
UNDRAWN = {
    BaseType: "named by a plan, and not made",
    SecurityLabel: "only a compiled module provides labels: tests/kinds/test_security_label.py compiles one",
}
"""Kinds that nothing is drawn of, and why. Roles and what they are given are a server's: tests/roles/test_managed_roles.py."""


def offers_extensions(workshop) -> bool:
    """True if the server has the extension that is drawn."""
    with scratch_database(workshop.server) as name, workshop.connect(name) as connection:
        query = "SELECT FROM pg_available_extensions WHERE name = 'vector'"
        return connection.execute(query).fetchone() is not None


@pytest.mark.parametrize("major", NEWEST, ids=called)
def test_every_kind_is_drawn(major, tmp_path) -> None:
    missing = {kind for kind in KINDS if kind.query_for(major * 10000)} - UNDRAWN.keys()
    with working(tmp_path, major, trusted=True) as workshop:
        ensure_roles(workshop.server, ROLES)
        ensure_tablespaces(workshop.server, SPACES)
        if not offers_extensions(workshop):
            missing.discard(Extension)
        for number in range(MOST):
            draw = random.Random(number)
            with scratch_database(workshop.server) as name:
                with workshop.connect(name) as connection:
                    side = Side(connection, world(workshop))
                    for _, most, _, maker in MAKERS:
                        for _ in range(most):
                            side.draw(draw, maker)
                missing -= {type(obj) for obj in workshop.read(name).objects.values()}
            if not missing:
                return
    assert sorted(kind.__name__ for kind in missing) == []
