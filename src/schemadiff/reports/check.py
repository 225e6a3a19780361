"""The output of check: whether ``generated/``, ``desired/`` and a target agree, and what to do if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.branches.clashes import Clash
from schemadiff.drift.check import Checked
from schemadiff.render.closing import unmodelled_words
from schemadiff.render.paint import Line, as_is, paint, say
from schemadiff.render.untrusted import one_line
from schemadiff.settings import DEVELOPMENT
from schemadiff.words import count

SHOWN = 20


def render_check(checked: Checked, *, width: int = 80) -> str:
    """The result of check, as text."""
    return paint(list(_lines(checked)), width=width, color=False)


def render_clashes(clashes: Sequence[Clash], onto: str, *, width: int = 80) -> str:
    """The conflicts of this branch's migrations with another branch's, as text with a hint."""
    said = [say(one_line(f"{clash.path} {clash.words}")) for clash in clashes]
    hint = say(one_line(f"git rebase {onto}, then schemadiff rebase --onto {onto}"), label="hint: ")
    return paint([*said, hint], width=width, color=False)


def _lines(checked: Checked) -> Iterator[Line]:
    generated, desired, *target = (one_line(side) for side in checked.sides)
    if checked.beside:
        yield say(f"run by your migration tool, not here: {', '.join(map(one_line, checked.beside))}")
    yield from (say(one_line(str(late))) for late in checked.skipped)
    if checked.unmodelled:
        yield say(one_line(unmodelled_words(checked.unmodelled)))
    if not checked.differences:
        yield say(f"{', '.join([generated, desired, *target][:-1])} and {(target or [desired])[0]} agree")
        return
    yield from _apart(checked)
    moved = one_line(checked.moved)
    if moved == generated:
        yield from _behind(checked, generated, target[0])
    elif moved == desired or not target:
        yield say(f"{desired} has changed: no migration in {generated} leads there yet. Run: schemadiff plan")
        if checked.begin:
            yield say("or, if a database has all of it already, start with")
            yield as_is(one_line(checked.begin), indent=2)
        elif not target and checked.marks:
            yield say(
                "or, if a database has been changed already: schemadiff check --target NAME says what to run"
            )
    elif moved:
        yield say(f"{moved} has changed: see schemadiff drift{checked.flag}")
    else:
        yield say(f"no two of them agree: start with schemadiff drift{checked.flag}")


def _behind(checked: Checked, generated: str, target: str) -> Iterator[Line]:
    if checked.gone:
        yield say(f"{target} has applied what has no file any more: bring these back, with their down files:")
        yield from (as_is(one_line(title), indent=2) for title in checked.gone)
        return
    command = one_line(checked.begin) or f"schemadiff plan --target {DEVELOPMENT.name}"
    yield say(f"{generated} is out of date, or was edited: the others agree. Run:")
    yield as_is(command, indent=2)
    if checked.marks:
        yield say(f"then, because {target} has it already:")
        yield as_is(f"schemadiff apply{checked.flag} --mark-applied all", indent=2)


def _apart(checked: Checked) -> Iterator[Line]:
    for difference in checked.differences:
        number = count(len(difference.objects), "object")
        yield say(f"{one_line(difference.one)} and {one_line(difference.other)} differ in {number}:")
        for address in difference.objects[:SHOWN]:
            where = difference.alone.get(address)
            yield as_is(one_line(f"{address}  only in {where}" if where else str(address)), indent=2)
        if len(difference.objects) > SHOWN:
            yield say(f"... and {count(len(difference.objects) - SHOWN, 'more object')}", indent=2)
    if checked.left:
        left = ", ".join(one_line(str(address)) for address in checked.left)
        yield say(
            f"left behind by an earlier version of a file that runs again when it is edited: {left}. Let "
            "the file drop it"
        )
