"""The last lines of a plan: objects left out, the next step, and the time taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from schemadiff.model import Planned
from schemadiff.render.summary import OUR_GOAL
from schemadiff.words import count


def left_out_words(left_out: Mapping[str, int]) -> str:
    """The numbers of objects left out, by reason, all of the platform's as one; empty if there are none."""
    together = Counter[str]()
    for reason, number in left_out.items():
        kind, _, what = reason.partition(": ")
        together[{"platform": "of the platform", "ignore": f"by ignore ({what})"}.get(kind, reason)] += number
    if not together:
        return ""
    (first, number), *others = together.most_common()
    parts = [f"{count(number, 'object')} {first}", *(f"{number} {reason}" for reason, number in others)]
    return f"left out of the comparison: {', '.join(parts)}"


def unmodelled_words(found: Iterable[object]) -> str:
    """The objects of unknown kinds, which were not compared; empty if there are none."""
    named = ", ".join(map(str, found))
    return f"not compared, because schemadiff does not know this kind of object: {named}" if named else ""


def seconds_words(seconds: Mapping[str, float]) -> str:
    """The total time, and that of each phase; empty if nothing was measured."""
    if not seconds:
        return ""
    phases = ", ".join(f"{phase} {took:.2f}" for phase, took in seconds.items())
    # Naming the unit only once keeps the line within 80 columns.
    return f"{sum(seconds.values()):.2f} s: {phases}"


def next_words(planned: Planned) -> str:
    """The next step for the user; empty if there is none."""
    if planned.refusals:
        reasons = ", ".join(dict.fromkeys(refusal.reason for refusal in planned.refusals))
        return f"refused ({reasons}): nothing was written"
    if planned.goal != OUR_GOAL:
        return (
            ""
            if planned.written or not planned.plan
            else "nothing was written; --out DIR writes the migration there"
        )
    if planned.written and any(answer.rows for answer in planned.answers):
        return f"review the files and fix the rows in the way, then run: {planned.apply}"
    if planned.written:
        return f"review the files, then run: {planned.apply}"
    if planned.pending and not planned.plan:
        return f"run: {planned.apply}"
    return f"nothing was written; to write the migration, run: {planned.again}" if planned.plan else ""
