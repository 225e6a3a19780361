"""The states of the cases are pulled as files that give the same database, by both judges.

With SCHEMADIFF_TEST_MAJORS all of them, otherwise some of each kind.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from cases import FOLDERS, ROLES, Case, both_ways, load, state
from schemadiff.errors import Refused
from schemadiff.postgres.server import Server, ensure_roles
from schemadiff.pull.pull import Wish, pull
from schemadiff.settings import Settings, Shadow
from schemadiff.targets import Live

UNSAID = {
    "index/attached-one-by-one a": "an index stays invalid where all partitions have their part: a plan repairs that",
    "inheritance/expression-of-a-child-under-inherited-constraints b": "an expression of its own is SET in the new "
    "partition, which drops what this inherits about the column",
    "inheritance/identity-of-partitions-of-an-attached-one a": "ATTACH gives the identity to one table alone: a plan "
    "repairs that",
    "inheritance/check-not-valid-under-not-enforced b": "files say INHERIT before ADD CONSTRAINT, which then makes the check valid",
    "privilege/by-roles-that-may-not-use-the-schema b": "a grant of somebody else's is a step: PostgreSQL has it only from him",
    "privilege/granted-by-grantees b": "a grant of somebody else's is a step: PostgreSQL has it only from him",
    "privilege/only-owner-and-many-grantees a": "pg_dump wants to lock a table that its owner may not read",
    "rule/called-as-that-of-a-view b": "PostgreSQL takes the name in a RENAME and not in CREATE RULE",
    "type/rows-change-places b": "the body of a function in SQL does not fit a type any more that it returns, and is checked when it is loaded",
    "view/that-look-at-each-other b": "a circle of views, which nobody can select from",
    "view/that-look-at-each-other-and-go a": "a circle of views, which nobody can select from",
}
"""What cannot be pulled, and why."""
EVERY = 1 if "SCHEMADIFF_TEST_MAJORS" in os.environ else 29
STATES = [(folder, which) for folder in FOLDERS for which in "ab"][::EVERY]


def called(found: tuple[Path, str]) -> str:
    folder, which = found
    return f"{folder.parent.name}/{folder.name} {which}"


@pytest.mark.parametrize("found", STATES, ids=called)
def test_pulled(
    found: tuple[Path, str], server18: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, which = found
    case, _ = both_ways(folder)
    if not case.expect.get("min_major", 0) <= 18 <= case.expect.get("max_major", 18):
        pytest.skip("not on 18")
    if called(found) in UNSAID:
        request.applymarker(pytest.mark.xfail(reason=UNSAID[called(found)], strict=True))
    ensure_roles(server18, (*ROLES, *case.expect.get("roles", ())))
    with state(server18, case) as made:
        load(case, made, which)
        try:
            pulled(case, made.name, server18, tmp_path)
        except Refused as error:
            assert str(error).startswith("it has nothing that could be written")  # noqa: PT017 - a state without anything


def pulled(case: Case, database: str, server: Server, root: Path) -> None:
    """Pull it into a folder; ProofFailed if a judge says no."""
    conninfo = server.conninfo(database, superuser=case.superuser)
    target = Live("it", conninfo, server.version, str(conninfo_to_dict(conninfo)["user"]))
    extensions = ("citext", "hstore", "pgcrypto", "postgres_fdw", "file_fdw")
    # On the target's server the loader is the target's role, who may be no superuser.
    provider = "embedded" if case.trusted and not case.superuser else "target"
    shadow = Shadow(provider=provider, trusted=case.trusted, extensions=extensions)
    desired = root / "desired"
    found = pull(Settings(root, desired, root / "generated", shadow=shadow), target, Wish(desired))
    assert found.proof is not None
    assert found.proof.ok
    assert found.written
