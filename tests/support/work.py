"""Counts the calls of functions, so that a test can say that work grows with its input and no faster."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any


def calls(run: Callable[[], Any]) -> Mapping[str, int]:
    """How often each function of schemadiff is called while ``run`` runs; a generator, for each element as well."""
    found = Counter[Any]()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found[frame.f_code] += 1

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return {
        f"{code.co_filename.rpartition('schemadiff/')[2]} {code.co_name}:{code.co_firstlineno}": number
        for code, number in found.items()
        if "/schemadiff/" in code.co_filename
    }


def faster_than_input(few: Mapping[str, int], twice: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The functions that are called more than two and a half times as often for twice as much, of those that matter."""
    least = max(twice.values()) / 50
    return {
        name: (few.get(name, 0), number)
        for name, number in twice.items()
        if number > least and number > 2.5 * few.get(name, 0)
    }
