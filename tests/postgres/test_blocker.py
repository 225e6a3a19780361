"""What to do about who is in the way."""

import pytest

from schemadiff.postgres.blocker import Blocker, way

REPORT = Blocker(7, "report", "ann", "idle in transaction", None, "SELECT 1")
VACUUM = Blocker(8, "", None, "active", None, "autovacuum: VACUUM public.t")
FREEZE = Blocker(9, "", None, "active", None, "autovacuum: VACUUM public.t (to prevent wraparound)")


@pytest.mark.parametrize(
    ("blockers", "words"),
    [
        ((), "end what blocks it, or wait longer for it: --lock-timeout"),
        (
            (REPORT,),
            "end what blocks it (SELECT pg_terminate_backend(7)), or wait longer for it: --lock-timeout",
        ),
        ((REPORT, VACUUM), "end what blocks it (SELECT pg_terminate_backend(7)), or wait longer"),
        ((VACUUM,), "autovacuum gives way to who waits longer than deadlock_timeout, which is 1s by default"),
        ((FREEZE,), "a vacuum that prevents wraparound does not give way"),
        ((FREEZE, REPORT), "run this again; end the others (SELECT pg_terminate_backend(7))"),
    ],
)
def test_what_to_do(blockers: tuple[Blocker, ...], words: str) -> None:
    assert words in way(blockers)
    assert ("pg_terminate_backend" in way(blockers)) == (REPORT in blockers)
