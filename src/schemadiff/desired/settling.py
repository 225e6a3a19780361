"""Retrying failed statements of a load, and holding others back until all that their names could resolve to exists.

For example, ``f(1)`` would resolve to ``f(bigint)`` if ``f(integer)`` has failed and is tried again later: its meaning
would depend on the order of the files. So no statement runs before those that should precede it, failed ones included,
unless these need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pglast import ast

from schemadiff.desired import explain, rewrites
from schemadiff.desired.arrange import Arranged
from schemadiff.desired.binding import could_mean
from schemadiff.desired.explain import Failed, described
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.rewrites import Step
from schemadiff.desired.session import Session, chunks, run, run_together
from schemadiff.model import Note, Severity

_FORBIDDEN = "42501"
_FINAL = explain.DUPLICATE | {"42601", "57014"}  # syntax, canceled: no later statement can mend them


def settled(session: Session, steps: Sequence[Step]) -> list[Failed]:
    """Run the steps, and retry those that failed until a round makes no progress; return what still fails."""
    settling = Settling(session, Arranged((), ()))
    settling.run(steps)
    return settling.failed


def notes_of_circles(early: Iterable[tuple[SourceStatement, SourceStatement]]) -> tuple[Note, ...]:
    """Return a note for each pair of which the first names the object of the second, but had to run before it."""
    return tuple(
        Note(
            f"{described(user)} cannot refer to {described(maker)} ({maker.at}) by this name: that one "
            "depends on it, and so is created after it",
            Severity.WARNING,
            user.at,
            "rename one of the two, or make the reference unambiguous with a cast or a schema",
        )
        for user, maker in early
    )


class Settling:
    """The state of a load: steps that have failed, those that wait for others, and those that could not wait."""

    def __init__(self, session: Session, arranged: Arranged) -> None:
        self.session, self.arranged = session, arranged
        self.failed: list[Failed] = []
        self.waiting: list[Step] = []
        self._early: list[tuple[int, int]] = []
        """Pairs of places: the first step ran while the second, whose object it may mean, had not."""
        self._made: set[int] = set()
        self._missing: set[int] = set()
        self._meant: dict[int, Sequence[int]] = {}

    def run(self, steps: Sequence[Step]) -> None:
        """Run the steps, and retry those that are left until a round makes no progress."""
        for chunk in chunks(steps):
            left = len(self.failed)
            self._run_chunk(chunk)
            if left and len(self.failed) == left and isinstance(chunk[0].statement.node, ast.DoStmt):
                # The DO block may have created a type that tables wait for, and the next one may be a loop over
                # tables.
                self._retry()
        self._retry()

    def run_otherwise(self) -> None:
        """Run failed tables without their foreign keys, which follow."""
        while True:
            split = {
                f: s for f in self.failed if f.code in explain.MISSING and (s := _split_foreign_keys(f.step))
            }
            if not split:
                return
            tables = [table for table, _ in split.values()]
            keys = [key for _, later in split.values() for key in later]
            rest = [f.step for f in self.failed if f not in split]
            self.failed = []
            self._note_missing()
            self.run([*tables, *keys, *rest])

    def release(self) -> None:
        """Run the steps that wait for others that will never succeed."""
        while self.waiting:
            left = self._count_left()
            self._try_waiting()
            self.run_otherwise()
            self._retry()
            if self._count_left() == left:
                self._try_waiting()

    def bound(self, path: Sequence[str]) -> tuple[tuple[SourceStatement, SourceStatement], ...]:
        """Return the pairs whose first statement names the object of the second, but ran before it.

        ``path`` is the search_path of files that set none.
        """
        there = self.arranged.statements
        pairs = ((there[user], there[maker]) for user, maker in sorted(self._early))
        return tuple(pair for pair in pairs if could_mean(*pair, path))

    def _count_left(self) -> int:
        return len(self.failed) + len(self.waiting)

    def _try_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        for step in waiting:
            self._try(step)

    def _run_chunk(self, chunk: Sequence[Step]) -> None:
        free = [step for step in chunk if not self._must_wait(step)]
        if len(free) > 1 and run_together(self.session, free) is None:
            for step in free:
                self._note_made(step)
            return
        for step in free:
            if not self._must_wait(step):
                self._try(step)

    def _must_wait(self, step: Step) -> bool:
        """Return True if the step has to wait, because a name in it could resolve to something that is still missing."""
        if not self._missing or self._missing.isdisjoint(self._needs(step)):
            return False
        self.waiting.append(step)
        self._missing |= self._places([step])
        return True

    def _try(self, step: Step) -> bool:
        error = run(self.session, step)
        if error is None or self._owned(error):
            self._note_made(step)
            return True
        self.failed.append(error)
        self._missing |= set() if error.code in _FINAL else self._places([step])
        return False

    def _owned(self, failed: Failed) -> bool:
        """Return True if it is a change of an owner that succeeds with CREATE granted meanwhile.

        It cannot wait: what GRANT says afterwards of the loader would belong to the new owner together with the object.
        """
        lent = _with_create_granted(failed.step) if failed.code == _FORBIDDEN else None
        return lent is not None and run(self.session, lent) is None

    def _note_made(self, step: Step) -> None:
        for place in self._places([step]):
            self._made.add(place)
            self._missing.discard(place)
            # A table without its foreign keys is not complete yet.
            if step.sql == step.statement.sql:
                self._early += [
                    (place, other) for other in self.arranged.needs[place] if other not in self._made
                ]

    def _needs(self, step: Step) -> Iterable[int]:
        """Return the places of steps that its names could resolve to; without tables of foreign keys, which are found or fail."""
        place = self.arranged.place.get(step.statement)
        if place is None:
            return ()
        if place not in self._meant:
            keys, there = frozenset(_referenced(step.statement.node)), self.arranged.statements
            needs = self.arranged.needs[place]
            self._meant[place] = [n for n in needs if not keys or _table(there[n].node) not in keys]
        return self._meant[place]

    def _places(self, steps: Iterable[Step]) -> set[int]:
        return {p for step in steps if (p := self.arranged.place.get(step.statement)) is not None}

    def _note_missing(self) -> None:
        # A failure that no later statement can mend is an error, and nothing waits for it.
        failed = [f.step for f in self.failed if f.code not in _FINAL]
        self._missing = self._places([*failed, *self.waiting])

    def _retry(self) -> None:
        while self.failed or self.waiting:
            left = self._count_left()
            failed, waiting = self.failed, self.waiting
            self.failed, self.waiting = [f for f in failed if f.code in _FINAL], []
            self._note_missing()
            for one in failed:
                if one.code not in _FINAL and not self._must_wait(one.step):
                    self._try(one.step)
            for chunk in chunks(waiting):
                self._run_chunk(chunk)
            if self._count_left() == left and not self._break_cycle():
                return

    def _break_cycle(self) -> bool:
        """Run one of the steps that wait for something that itself needs them: there is no other way to begin such a cycle."""
        needed = self._places(f.step for f in self.failed)
        found = list(needed)
        while found:
            more = self._missing.intersection(self.arranged.needs[found.pop()]) - needed
            needed |= more
            found += more
        for step in self.waiting:
            if self.arranged.place.get(step.statement) in needed and run(self.session, step) is None:
                self.waiting.remove(step)
                self._note_made(step)
                return True
        return False


def _referenced(node: Any) -> Iterator[str]:
    """Yield the names of the tables that a new table's foreign keys reference."""
    for element in (node.tableElts or ()) if isinstance(node, ast.CreateStmt) else ():
        inline = (element.constraints or ()) if isinstance(element, ast.ColumnDef) else ()
        for constraint in (element, *inline):
            if isinstance(constraint, ast.Constraint) and isinstance(constraint.pktable, ast.RangeVar):
                yield str(constraint.pktable.relname)


def _table(node: Any) -> str | None:
    match node:
        case ast.CreateStmt(relation=ast.RangeVar(relname=str(name))):
            return name
    return None


def _split_foreign_keys(step: Step) -> tuple[Step, tuple[Step, ...]] | None:
    return rewrites.without_foreign_keys(step.statement) if step == rewrites.step(step.statement) else None


def _with_create_granted(step: Step) -> Step | None:
    return rewrites.owning(step.statement) if step == rewrites.step(step.statement) else None
