"""The timings in the last line of a plan."""

from itertools import count
from types import SimpleNamespace

import pytest

from schemadiff import clock as clock_module
from schemadiff.clock import Clock


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by a second whenever somebody looks."""
    seconds = count(1)
    # Not time.monotonic itself: other threads of the tests look at that as well.
    monkeypatch.setattr(clock_module, "time", SimpleNamespace(monotonic=lambda: float(next(seconds))))


@pytest.mark.usefixtures("ticks")
def test_a_phase_within_another_counts_once() -> None:
    clock = Clock(began=0.0)
    with clock.phase("proof"):  # 1
        with clock.phase("clone"):  # 2, 3
            pass
        with clock.phase("clone"):  # 4, 5
            pass
    # 6
    assert clock.seconds == {"clone": 2.0, "proof": 3.0}
    assert clock.everything == {"clone": 2.0, "proof": 3.0, "other": 2.0}, "together what it took: 7"
