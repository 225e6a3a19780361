"""Statements that only alter something which a pull has taken out of the files: they go as well.

Which they are, PostgreSQL says: once the rest is edited, they fail for lack of what they name. What such a statement
said of other objects is found to be missing when the files are loaded again.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.desired.declares import main
from schemadiff.desired.explain import Lacking
from schemadiff.desired.files import SourceStatement
from schemadiff.errors import Problems
from schemadiff.pull.staging import edited, lay_out, texts_in
from schemadiff.pull.text_edits import written
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.shadow.elaborate import meant
from schemadiff.targets import Live


def clear_of_orphans(staged: Settings, target: Live) -> None:
    """Take out what alters something that the files no longer create, until they load or fail for another reason.

    Raises:
        Problems: the files do not load for another reason.
    """
    while orphans := _orphans(staged, target):
        edits = (edit for each in orphans for edit in written(each, (each, None), ()))
        lay_out(staged.desired, edited(dict(texts_in(staged.desired)), edits, staged))
        if not any(text.strip() for _, text in texts_in(staged.desired)):
            return


def _orphans(staged: Settings, target: Live) -> list[SourceStatement]:
    with Workshop(staged, target) as workshop:
        try:
            meant(workshop)
        except Problems as problems:
            found = [*_lacking(problems)]
            if len(found) < len(problems.problems):
                raise
            return found
    return []


def _lacking(problems: Problems) -> Iterator[SourceStatement]:
    for problem in problems.problems:
        if isinstance(problem, Lacking) and main(problem.statement) is None:
            yield problem.statement
