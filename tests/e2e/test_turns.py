"""How often commands wait for a target that is far away: each turn takes as long as the way there and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from projects import Project

from turns import by_name, counted

START = "create table t (id int primary key, a int);\ncreate table u (id int primary key, a int);\n"
GOAL = f"{START}alter table t add b int;\ncreate index on u (a);\nalter table u add check (a > 0);\n"


@pytest.fixture
def far(project18, tmp_path_factory, own_cache):
    """A project with three statements and a question to apply, and how often the command given waits for the target."""
    project18.desired(START)
    project18.planned()
    project18.desired(GOAL)
    project18.ok("plan")

    folder = tmp_path_factory.mktemp("s")

    def turns(*command):
        with counted(project18.target, folder) as (target, found):
            said = Project.run(replace(project18, target=target), *command)
        assert said.code == 0, said.both
        return len(found), by_name(found)

    return turns


def test_what_apply_status_and_rollback_take(far):
    """At most: the lock, the history, the question and the three statements of the migration are in these numbers."""
    connections, turns = far("apply", "--yes")
    assert (connections, turns["schemadiff apply"] <= 24, turns["schemadiff"] <= 28) == (2, True, True)
    # The catalogue is read while the history is.
    connections, turns = far("status")
    assert (connections <= 2, turns["schemadiff"] <= 18) == (True, True)
    connections, turns = far("apply", "--yes")
    assert (connections, turns["schemadiff"] <= 14) == (1, True)
    far("plan", "--check")
    connections, turns = far("plan", "--check")
    assert (connections, turns["schemadiff"] <= 9) == (1, True)
    connections, turns = far("rollback", "--yes", "--allow-data-loss")
    assert (connections, turns["schemadiff rollback"] <= 20, turns["schemadiff"] <= 7) == (2, True, True)
