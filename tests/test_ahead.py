"""The next one comes while the caller works on this one, and nobody is left behind."""

from __future__ import annotations

from threading import Event

import pytest

from schemadiff.ahead import ahead


def test_all_come_in_order_and_nobody_gives_up():
    given_up = []
    assert list(ahead(range(50), lambda: given_up.append(1))) == [*range(50)]
    assert list(ahead([], lambda: given_up.append(1))) == []
    assert not given_up


def test_the_next_one_is_worked_on_meanwhile():
    seen = Event()

    def items():
        yield 1
        seen.set()
        yield 2

    found = ahead(items(), lambda: None)
    assert next(found) == 1
    # Nobody has asked for it yet.
    assert seen.wait(60)
    assert list(found) == [2]


def test_what_goes_wrong_goes_wrong_where_it_would_have():
    def items():
        yield 1
        raise KeyError("lost")

    found = ahead(items(), lambda: None)
    assert next(found) == 1
    with pytest.raises(KeyError, match="lost"):
        next(found)


def test_who_has_had_enough_does_not_wait_for_the_rest():
    begun, let_go = Event(), Event()

    def items():
        yield 1
        begun.set()
        let_go.wait()
        yield 2

    found = ahead(items(), let_go.set)
    assert next(found) == 1
    begun.wait()
    found.close()
    assert let_go.is_set()
