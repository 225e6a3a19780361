"""The proof of a pull: the files are loaded, and what they mean is compared with the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.states import EVERYTHING
from schemadiff.diff.statements import statements
from schemadiff.errors import Problems, ProofFailed, Refused
from schemadiff.model import Catalog, Note, Planned, Proof, Statement
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.postgres.pg_dump import Dumping
from schemadiff.pull.attached_partitions import partitions
from schemadiff.pull.layout import written
from schemadiff.pull.merge import ROUNDS, Result
from schemadiff.pull.read import Found, attaching, permitted
from schemadiff.pull.staging import lay_out
from schemadiff.settings import Settings, ignoring
from schemadiff.shadow import Workshop, meant
from schemadiff.targets import Live

SHOWN = 5
"""Objects that an error names in a line for copying."""


@dataclass(frozen=True)
class Draft:
    """The statements of the files, while they are being worked out."""

    found: Found
    statements: tuple[Statement, ...]
    looking: frozenset[str] = frozenset()
    """The files that set search_path to their own schema."""


def laid_out(draft: Draft, settings: Settings) -> Result:
    """Return the files of a draft, as they are written."""
    found = draft.found
    texts = written(draft.statements, found.catalog, settings.keywords, draft.looking)
    notes = (
        Note(f"{path} sets search_path, because a function body in it names objects without their schema")
        for path in sorted(draft.looking)
    )
    return Result(texts, found.catalog, found.live, (*found.notes, *notes))


def loaded(
    staged: Settings, target: Live, asked: Asked, found: Found, dumped: Dumping
) -> tuple[Result, Planned]:
    """Load the files and let the judges compare; first add what the files lack because loading ignores their order."""
    draft = Draft(found, found.statements)
    for _ in range(ROUNDS):
        result = laid_out(draft, staged)
        lay_out(staged.desired, result.texts)
        with Workshop(staged, target) as workshop:
            try:
                comparison = _comparison(workshop, target, found.live, whole=True)
            except Problems as error:
                better = _with_search_path(draft, error, staged)
                if better is draft:
                    raise
            else:
                comparison.reading.dumped = dumped
                better = _completed(draft, comparison)
                if better is draft:
                    return result, _proven(comparison, target, asked)
        draft = better
    raise _unequal(draft.statements[len(draft.found.statements) :], target)


def _with_search_path(draft: Draft, error: Problems, staged: Settings) -> Draft:
    """Return the draft with a search_path in the files that do not load: their bodies may use unqualified names."""
    paths = {staged.root / problem.at.path for problem in error.problems if problem.at}
    looking = draft.looking | {path.relative_to(staged.desired).as_posix() for path in paths}
    return draft if looking == draft.looking else replace(draft, looking=looking)


def _completed(draft: Draft, comparison: Comparison) -> Draft:
    """Return the draft with statements for what differs after loading it, such as parts that a partition got from its parent."""
    left = statements(comparison.desired, comparison.current)
    unsaid = [statement for statement in left if not permitted(statement)]
    found = attaching(draft.found, partitions(unsaid, draft.found.catalog))
    if found is not draft.found:
        return replace(draft, found=found, statements=found.statements)
    known = {statement.sql for statement in draft.statements}
    more = [statement for statement in left if permitted(statement) and statement.sql not in known]
    return replace(draft, statements=(*draft.statements, *more)) if more else draft


def _comparison(workshop: Workshop, target: Live, seen: Catalog, *, whole: bool) -> Comparison:
    """Compare the files with the target; for files that do not load, the error has a hint.

    Raises:
        Problems: the files do not load.
    """
    workshop.known.keep(seen)
    comparison = Comparison(workshop, target, alone=True, seen=seen)
    try:
        desired = meant(workshop)
    except Problems as error:
        raise _with_hint(error) from error
    comparison.given = replace(desired, claims=EVERYTHING) if whole else desired
    return comparison


def prove(staged: Settings, target: Live, asked: Asked, found: Result) -> Planned:
    """Load the files, unless they have been, and let both judges compare their meaning with the target.

    Raises:
        ProofFailed: they differ.
    """
    with Workshop(staged, target, cached=found.desired) as workshop:
        if found.desired is None:
            comparison = _comparison(workshop, target, found.live, whole=False)
        else:
            comparison = Comparison(workshop, target, given=found.desired, alone=True, seen=found.live)
        return _proven(comparison, target, asked)


def _proven(comparison: Comparison, target: Live, asked: Asked) -> Planned:
    if left := statements(comparison.current, comparison.desired):
        raise _unequal(left, target)
    planned = make(comparison, asked)
    _judged(planned)
    return planned


def _with_hint(error: Problems) -> Problems:
    hint = (
        "nothing was written; exclude the object with ignore in the settings, or write the files "
        "anyway: --no-proof"
    )
    last = error.problems[-1]
    last.hint = last.hint or hint
    return error


def _unequal(left: Sequence[Statement], target: Live) -> ProofFailed:
    addresses = sorted({str(statement.address) for statement in left})
    ignore = ignoring(addresses[:SHOWN]) + (" and so on" if len(addresses) > SHOWN else "")
    return ProofFailed(
        f"the files do not reproduce {target.name}; these differences are left",
        detail="\n".join(f"{statement.sql};" for statement in left),
        hint=f"nothing was written; to go on without them: {ignore}; if SQL files can express them, please report it",
    )


def _judged(planned: Planned) -> None:
    for refusal in planned.refusals:
        error = Refused if refusal.exit_code == 1 else ProofFailed
        raise error(refusal.message, hint=refusal.hint, detail="\n".join(_differences(planned.proof)))


def _differences(proof: Proof | None) -> Iterator[str]:
    for verdict in proof.verdicts if proof else ():
        yield from verdict.differences
