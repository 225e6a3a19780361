"""Which statements of ``desired/`` say something about an object, and which is the last that does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemadiff.desired.declares import Declared, declared
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import Identity, Key, group_of, identity, subject_of
from schemadiff.model import Address

ABOUT = ("comment", "owner", "privilege")


@dataclass(frozen=True)
class Spot:
    """One statement that says something about an object."""

    statement: SourceStatement
    declared: Declared
    alone: bool
    """True if the statement is about nothing else."""
    main: bool
    """True if it makes the object, and parts of it at most."""


class Spots:
    """The statements by what they are about."""

    def __init__(self, statements: Iterable[SourceStatement]) -> None:
        self.statements = tuple(statements)
        self._by_key: dict[Key, list[Spot]] = {}
        self._of_relation: dict[tuple[str, ...], list[SourceStatement]] = {}
        for statement in self.statements:
            found = list(declared(statement))
            for number, one in enumerate(found):
                spot = Spot(statement, one, len(found) == 1, number == 0)
                self._by_key.setdefault((one.about, group_of(one.type), one.name), []).append(spot)
                self._of_relation.setdefault(one.name[:2], []).append(statement)

    def of(self, address: Address) -> Sequence[Spot]:
        """The statements that say exactly this; none where it is said in a way that has no place of its own."""
        if address.type in ABOUT:
            subject = subject_of(address)
            if subject is None:
                return ()
            role, whole = subject
            said = self._by_key.get((address.type, whole.group, whole.name), ())
            return [s for s in said if s.declared.role == role and _fits(s, whole)]
        exact = identity(address)
        if exact is None:
            return ()
        return [s for s in self._by_key.get(("", exact.group, exact.name), ()) if _fits(s, exact)]

    def last(self, whole: Address) -> SourceStatement | None:
        """The last statement about an object, or a part of it, in the file that makes it."""
        made = self.of(whole)
        exact = identity(whole)
        if not made or exact is None:
            return None
        home = made[0].statement.source.path
        # Routines that share a name are told apart by who stands first.
        about = [made[-1].statement] if exact.arguments is not None else self._of_relation[exact.name[:2]]
        return max((s for s in about if s.source.path == home), key=lambda s: s.offset)


def _fits(spot: Spot, whole: Identity) -> bool:
    """Routines by their arguments."""
    mine = spot.declared.arguments
    return whole.arguments is None or mine is None or mine == whole.arguments
