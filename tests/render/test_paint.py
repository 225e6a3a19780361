"""Lines of text are broken at the same places with colours, by rich, and without, where rich need not be imported."""

from __future__ import annotations

import random

import pytest

from schemadiff.render.paint import Line, as_is, blank, entry, paint, say

WORDS = (
    "a",
    "of",
    "table",
    "app.orders",
    "statement",
    "non-existent",
    "x" * 30,
    "x" * 70,
    "-",
    "(1,",
    "2)",
    "two  spaces",
)
LABELS = ("", "  ", "- ", "catalogue  ", "LOSES DATA: ", "a label that is long: ")


@pytest.mark.parametrize("seed", range(40))
def test_lines_are_broken_alike_with_and_without_colours(seed: int) -> None:
    drawn = random.Random(seed)
    lines = [
        drawn.choice(
            (blank(), as_is(_words(drawn), indent=drawn.choice((0, 4))), _said(drawn), entry(_words(drawn)))
        )
        for _ in range(20)
    ]
    width = drawn.choice((10, 40, 80, 81, 120))
    assert paint(lines, width=width, color=False) == paint(lines, width=width, color=True)


def _said(drawn: random.Random) -> Line:
    return say(_words(drawn), indent=drawn.choice((0, 2, 5)), label=drawn.choice(LABELS))


def _words(drawn: random.Random) -> str:
    return " ".join(
        drawn.choices(WORDS, weights=(9, 9, 9, 9, 9, 5, 2, 1, 3, 3, 3, 1), k=drawn.randint(1, 30))
    )


def test_an_entry_can_be_told_from_the_next() -> None:
    lines = [entry("anon gains SELECT on public.notes"), entry("app loses it")]
    assert paint(lines, width=24, color=False) == "  anon gains SELECT on\n    public.notes\n  app loses it\n"
