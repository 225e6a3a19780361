"""Writing a database as files, with the proof that loading them gives the same database.

Everything happens in a temporary folder first. ``desired/`` is changed only after the proof has succeeded, and
existing files are never replaced unless asked for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path

from schemadiff.comparison.comparison import Comparison
from schemadiff.comparison.states import EVERYTHING
from schemadiff.desired.sqlfiles import digest
from schemadiff.diff.statements import statements
from schemadiff.errors import Problems, ProofFailed, Refused, SchemadiffError
from schemadiff.grants.server import notes_of_server
from schemadiff.model import Catalog, Note, Planned, Proof, Severity, Statement
from schemadiff.planning.plan import make
from schemadiff.planning.refusals import Asked
from schemadiff.postgres.folders import scratch
from schemadiff.postgres.pg_dump import Dumping
from schemadiff.proof.clone import live_dumping
from schemadiff.pull import unfinished
from schemadiff.pull.apart import partitions
from schemadiff.pull.layout import written
from schemadiff.pull.merge import ROUNDS, Result, is_there, lay_out, merge
from schemadiff.pull.read import Found, attaching, find, permitted
from schemadiff.settings import Settings, ignoring
from schemadiff.shadow import Workshop, meant
from schemadiff.targets import Live
from schemadiff.targets.databases import notes_of_database

UNPROVEN = Note(
    "not proven: these files were not loaded into a server", Severity.WARNING, hint="schemadiff plan does"
)


SHOWN = 5
"""Objects that an error names in a line for copying."""


@dataclass(frozen=True)
class File:
    """One file to write, with its path relative to the project."""

    path: str
    before: str | None
    """Its text before; None for a new file."""
    after: str | None
    """Its new text; None for a file that is deleted because nothing is left in it."""

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = unified_diff(
            (self.before or "").splitlines(),
            (self.after or "").splitlines(),
            self.path,
            self.path,
            lineterm="",
        )
        return "\n".join(lines)


@dataclass(frozen=True)
class Pulled:
    """The result of a pull."""

    target: str
    objects: int
    files: tuple[File, ...]
    written: bool = False
    proof: Proof | None = None
    server: str = ""
    notes: tuple[Note, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    begin: tuple[str, ...] = ()
    """The commands that turn it into the first migration; empty if there are migrations already."""

    @property
    def exit_code(self) -> int:
        """1 if something should be written and was not."""
        return int(bool(self.files) and not self.written)


@dataclass(frozen=True)
class Wish:
    """The user's options for a pull."""

    folder: Path
    force: bool = False
    check: bool = False
    prove: bool = True
    allow_unmodelled: bool = False


def pull(settings: Settings, target: Live, wish: Wish) -> Pulled:
    """Work out the files, prove them, and write them unless an option or existing files forbid it.

    Raises:
        ProofFailed: loading them does not give the same database.
    """
    left = unfinished.unfinished(target)
    settings = unfinished.without(settings, left)
    with scratch("pull") as stage:
        staged = replace(settings, root=Path(stage), desired=Path(stage) / _shown(wish.folder, settings))
        planned = None
        if wish.folder.is_dir() and is_there(wish.folder):
            # Files that plan would refuse, such as a link that leaves the folder, are not written either.
            digest(wish.folder, settings.root)
            found = merge(staged, target, wish.folder)
            if wish.prove:
                planned = _prove(staged, target, wish, found)
        else:
            # All objects are written, so that all can be compared; existing files only claim what they mention.
            staged = replace(staged, privileges="off" if staged.privileges == "off" else "exact")
            found, planned = _new_files(settings, staged, target, wish)
        found = replace(found, notes=(*unfinished.notes(left), *found.notes))
        pulled = _pulled(target, found, planned, tuple(_files(wish.folder, found.texts, settings)))
        changes = any(file.before is not None for file in pulled.files)
        if wish.check or not pulled.files or (changes and not wish.force):
            return pulled
        # Before the temporary folder is deleted: ext4 searches for an inode that was not freed just now, past all that
        # were.
        write(wish.folder, settings.root, pulled.files)
        return replace(pulled, written=True)


def _pulled(target: Live, found: Result, planned: Planned | None, files: tuple[File, ...]) -> Pulled:
    return Pulled(
        target=target.name,
        objects=sum(1 for obj in found.catalog.objects.values() if obj.parent is None),
        files=files,
        proof=planned.proof if planned else None,
        server=planned.server if planned else "",
        notes=(*found.notes, *_notes_of(target), *(planned.plan.notes if planned else _unproven(target))),
        left_out=found.catalog.left_out,
    )


def _notes_of(target: Live) -> Iterator[Note]:
    with target.connect() as conn:
        yield from notes_of_database(conn)


def _unproven(target: Live) -> Iterator[Note]:
    yield UNPROVEN
    with target.connect() as conn:
        yield from notes_of_server(conn)


def _new_files(
    settings: Settings, staged: Settings, target: Live, wish: Wish
) -> tuple[Result, Planned | None]:
    """Return the files of a target for a new folder, and their proof."""
    with ExitStack() as stack:
        with Workshop(settings, target, reads=False) as workshop:
            dumped = stack.enter_context(live_dumping(workshop, target)) if wish.prove else None
            found = find(workshop, target)
        if not found.statements:
            raise Refused(
                f"{target.name} has nothing that could be written", hint="check that it is the right database"
            )
        if dumped is None:
            return _result(Draft(found, found.statements), settings), None
        return _loaded(staged, target, wish, found, dumped)


@dataclass(frozen=True)
class Draft:
    """The statements of the files, while they are being worked out."""

    found: Found
    statements: tuple[Statement, ...]
    looking: frozenset[str] = frozenset()
    """The files that set search_path to their own schema."""


def _result(draft: Draft, settings: Settings) -> Result:
    found = draft.found
    texts = written(draft.statements, found.catalog, settings.keywords, draft.looking)
    notes = (
        Note(f"{path} sets search_path, because a function body in it names objects without their schema")
        for path in sorted(draft.looking)
    )
    return Result(texts, found.catalog, found.live, (*found.notes, *notes))


def _loaded(
    staged: Settings, target: Live, wish: Wish, found: Found, dumped: Dumping
) -> tuple[Result, Planned]:
    """Load the files and let the judges compare; first add what the files lack because loading ignores their order."""
    draft = Draft(found, found.statements)
    for _ in range(ROUNDS):
        result = _result(draft, staged)
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
                    return result, _proven(comparison, target, wish)
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


def _shown(folder: Path, settings: Settings) -> str:
    """Return the folder's name in messages; for one outside of the project, only its last name."""
    return os.path.relpath(folder, settings.root) if folder.is_relative_to(settings.root) else folder.name


def _prove(staged: Settings, target: Live, wish: Wish, found: Result) -> Planned:
    """Load the files, unless they have been, and let both judges compare their meaning with the target.

    Raises:
        ProofFailed: they differ.
    """
    with Workshop(staged, target, cached=found.desired) as workshop:
        if found.desired is None:
            comparison = _comparison(workshop, target, found.live, whole=False)
        else:
            comparison = Comparison(workshop, target, given=found.desired, alone=True, seen=found.live)
        return _proven(comparison, target, wish)


def _proven(comparison: Comparison, target: Live, wish: Wish) -> Planned:
    if left := statements(comparison.current, comparison.desired):
        raise _unequal(left, target)
    planned = make(comparison, Asked(allow_unmodelled=wish.allow_unmodelled))
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


def _files(folder: Path, texts: Mapping[str, str | None], settings: Settings) -> Iterator[File]:
    place = os.path.relpath(folder, settings.root)
    for path, after in texts.items():
        file = folder / path
        # Line ends of existing files do not change.
        before = file.read_bytes().decode() if file.is_file() else None
        if before != after:
            yield File(os.path.normpath(f"{place}/{path}"), before, after)


def write(folder: Path, root: Path, files: tuple[File, ...]) -> None:
    """Write the files, each whole or not at all.

    Raises:
        SchemadiffError: one cannot be written; its path is named.
    """
    try:
        for parent in sorted({(root / file.path).parent for file in files}):
            parent.mkdir(parents=True, exist_ok=True)
        for file in files:
            path = root / file.path
            if file.after is None:
                path.unlink()
            elif file.before is None:
                with path.open("xb") as out:
                    out.write(file.after.encode())
            else:
                _replace(path, file.after)
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename or folder}: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    """Replace a file atomically."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".pull-")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
