"""Which of ``generated/``, ``desired/`` and a target agree, and what to do where they do not."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.drift.check import Checked
from schemadiff.others.skipped import HINT
from schemadiff.render.summary import count
from schemadiff.render.untrusted import one_line

SHOWN = 20


def render_check(checked: Checked) -> str:
    """The answer for a terminal."""
    return "".join(f"{line}\n" for line in _lines(checked))


def _lines(checked: Checked) -> Iterator[str]:
    generated, desired, *target = (one_line(side) for side in checked.sides)
    if checked.beside:
        yield f"run by the tool, and not here: {', '.join(map(one_line, checked.beside))}"
    if not checked.differences:
        yield f"{', '.join([generated, desired, *target][:-1])} and {(target or [desired])[0]} agree"
        return
    yield from _apart(checked)
    moved = one_line(checked.moved)
    if moved == generated:
        yield f"{generated} is behind, or was edited: the others agree. Run: schemadiff plan --target development"
        if checked.marks:
            yield f"then, for {one_line(target[0])} has it already: schemadiff apply --mark-applied all"
    elif moved == desired or not target:
        yield f"{desired} moved: {generated} does not lead there yet. Run: schemadiff plan"
    elif moved:
        yield f"{moved} moved: see schemadiff drift"
    else:
        yield "no two of them agree"


def _apart(checked: Checked) -> Iterator[str]:
    for difference in checked.differences:
        number = count(len(difference.objects), "object")
        yield f"{one_line(difference.one)} and {one_line(difference.other)} differ in {number}:"
        for address in difference.objects[:SHOWN]:
            yield f"  {one_line(str(address))}"
        if len(difference.objects) > SHOWN:
            yield f"  ... and {count(len(difference.objects) - SHOWN, 'more object')}"
    yield from (one_line(f"{words}: {HINT}") for words in checked.skipped)
    if checked.left:
        left = ", ".join(one_line(str(address)) for address in checked.left)
        yield f"left there by a file that was edited since it ran, and runs again: {left}. Let the file drop it"
