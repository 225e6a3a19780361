"""Running what fails again, until what names mean is there: a statement waits for all that its names could mean.

``f(1)`` finds ``f(bigint)`` where ``f(integer)`` has failed and is tried again, and so would mean something else than in
another order of the files. So nothing runs before what it should come after, be that what failed, unless that needs it.
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
    """Run the steps, and those that failed again, until a round makes no progress; what then still fails."""
    settling = Settling(session, Arranged((), ()))
    settling.run(steps)
    return settling.failed


def notes_of_circles(early: Iterable[tuple[SourceStatement, SourceStatement]]) -> tuple[Note, ...]:
    """A note for each pair of which the first names what the second makes, and had to be made before it."""
    return tuple(
        Note(
            f"{described(user)} does not mean {described(maker)} ({maker.at}) where it names it: that needs it, and so is made after it",
            Severity.WARNING,
            user.at,
            "give one of the two another name, or say in a cast or by a schema which one is meant",
        )
        for user, maker in early
    )


class Settling:
    """What of a load has failed, what waits for it, and what did not wait."""

    def __init__(self, session: Session, arranged: Arranged) -> None:
        self.session, self.arranged = session, arranged
        self.failed: list[Failed] = []
        self.waiting: list[Step] = []
        self._early: list[tuple[int, int]] = []
        """The places of two: the first was made while the second, which it could mean, was not there."""
        self._made: set[int] = set()
        self._missing: set[int] = set()
        self._meant: dict[int, Sequence[int]] = {}

    def run(self, steps: Sequence[Step]) -> None:
        """Run the steps, and what is left again, until a round makes no progress."""
        for chunk in chunks(steps):
            left = len(self.failed)
            self._run_chunk(chunk)
            if left and len(self.failed) == left and isinstance(chunk[0].statement.node, ast.DoStmt):
                # It may have made a type that tables wait for, and the next one may be a loop over tables.
                self._again()
        self._again()

    def run_otherwise(self) -> None:
        """Run what failed in another form, once each: without foreign keys, which follow, or with rights lent."""
        while True:
            split = {f: s for f in self.failed if f.code in explain.MISSING and (s := _split(f.step))}
            lent = {f: o for f in self.failed if f.code == _FORBIDDEN and (o := _lent(f.step))}
            if not split and not lent:
                return
            tables = [table for table, _ in split.values()]
            keys = [key for _, later in split.values() for key in later]
            rest = [lent.get(f, f.step) for f in self.failed if f not in split]
            self.failed = []
            self._note_missing()
            self.run([*tables, *keys, *rest])

    def release(self) -> None:
        """Run what waits for what will not come as well."""
        while self.waiting:
            left = self._left()
            self._try_waiting()
            self.run_otherwise()
            self._again()
            if self._left() == left:
                self._try_waiting()

    def bound(self, path: Sequence[str]) -> tuple[tuple[SourceStatement, SourceStatement], ...]:
        """What was made before something that it names, and so means something else; ``path`` is that of most files."""
        there = self.arranged.statements
        pairs = ((there[user], there[maker]) for user, maker in sorted(self._early))
        return tuple(pair for pair in pairs if could_mean(*pair, path))

    def _left(self) -> int:
        return len(self.failed) + len(self.waiting)

    def _try_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        for step in waiting:
            self._try(step)

    def _run_chunk(self, chunk: Sequence[Step]) -> None:
        free = [step for step in chunk if not self._held(step)]
        if len(free) > 1 and run_together(self.session, free) is None:
            for step in free:
                self._note_made(step)
            return
        for step in free:
            if not self._held(step):
                self._try(step)

    def _held(self, step: Step) -> bool:
        """True if it could mean what is missing; it then waits for that."""
        if not self._missing or self._missing.isdisjoint(self._needs(step)):
            return False
        self.waiting.append(step)
        self._missing |= self._places([step])
        return True

    def _try(self, step: Step) -> bool:
        error = run(self.session, step)
        if error is None:
            self._note_made(step)
            return True
        self.failed.append(error)
        self._missing |= set() if error.code in _FINAL else self._places([step])
        return False

    def _note_made(self, step: Step) -> None:
        for place in self._places([step]):
            self._made.add(place)
            self._missing.discard(place)
            # A table without its foreign keys does not mean anything yet.
            if step.sql == step.statement.sql:
                self._early += [
                    (place, other) for other in self.arranged.needs[place] if other not in self._made
                ]

    def _needs(self, step: Step) -> Iterable[int]:
        """What has a say in what it means: a foreign key finds its table, or fails."""
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
        # What no later statement can mend is an error, and nothing waits for it.
        failed = [f.step for f in self.failed if f.code not in _FINAL]
        self._missing = self._places([*failed, *self.waiting])

    def _again(self) -> None:
        while self.failed or self.waiting:
            left = self._left()
            failed, waiting = self.failed, self.waiting
            self.failed, self.waiting = [f for f in failed if f.code in _FINAL], []
            self._note_missing()
            for one in failed:
                if one.code not in _FINAL and not self._held(one.step):
                    self._try(one.step)
            for chunk in chunks(waiting):
                self._run_chunk(chunk)
            if self._left() == left and not self._cut():
                return

    def _cut(self) -> bool:
        """Run one of those that wait for what itself cannot be there without them: a circle has no other beginning."""
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
    """The names of the tables that the foreign keys of a new table point to."""
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


def _split(step: Step) -> tuple[Step, tuple[Step, ...]] | None:
    return rewrites.without_foreign_keys(step.statement) if step == rewrites.step(step.statement) else None


def _lent(step: Step) -> Step | None:
    return rewrites.owning(step.statement) if step == rewrites.step(step.statement) else None
