"""Describes the changes between two access matrices for a reviewer."""

from __future__ import annotations

from schemadiff.access.model import Cell, Matrix, Outcome, Rule
from schemadiff.model import AccessChange


def differences(old: Matrix, new: Matrix) -> tuple[AccessChange, ...]:
    """The commands that each role that either names gains or loses, or may use under different conditions."""
    named = {*old.named, *new.named}
    was = {(c.role, c.relation, c.command): c for c in old.cells if c.role in named}
    now = {(c.role, c.relation, c.command): c for c in new.cells if c.role in named}
    return tuple(
        change
        for key in dict.fromkeys([*now, *was])
        for change in (_change(was.get(key), now.get(key)), _around(was.get(key), now.get(key)))
        if change is not None
    )


def _change(was: Cell | None, now: Cell | None) -> AccessChange | None:
    """The change of one cell: gained, lost or altered."""
    lets, let = bool(now and now.outcome.lets), bool(was and was.outcome.lets)
    if now is not None and lets and not let:
        return _said(now, f"gains {_what(now)}{_terms(now)}", widens=True)
    if was is not None and let and not lets:
        why = f": {now.why}" if now else ""
        return _said(was, f"loses {_what(was)}{why}", widens=False)
    return _altered(was, now) if was is not None and now is not None and lets else None


def _altered(was: Cell, now: Cell) -> AccessChange | None:
    """A change in the columns or rows of a command that is allowed before and after."""
    if words := _columns(was, now):
        return _said(now, f"{words[0]} {_what(now)}{words[1]}", widens=words[0] == "gains")
    if was.outcome is not now.outcome:
        widens = now.outcome is Outcome.ALL
        how = "without conditions" if widens else "on conditions"
        return _said(now, f"has {_what(now)} {how}{_terms(now)}", widens=widens)
    if _conditions(was) != _conditions(now):
        return _said(now, f"has {_what(now)} under other conditions{_terms(now)}", widens=True)
    return None


def _said(cell: Cell, words: str, *, widens: bool) -> AccessChange:
    return AccessChange(cell.role, cell.relation, cell.command, words, widens)


def _what(cell: Cell) -> str:
    return f"{cell.command} on {cell.relation.identity}"


def _columns(was: Cell, now: Cell) -> tuple[str, str] | None:
    """The columns gained or lost, with the verb; an empty ``columns`` means all."""
    if was.columns == now.columns:
        return None
    if not now.columns:
        return "gains", " (all columns)"
    if more := [name for name in now.columns if name not in was.columns] if was.columns else []:
        return "gains", f" ({', '.join(more)})"
    gone = [name for name in was.columns if name not in now.columns]
    return "loses", f" ({', '.join(gone)})" if gone else f", but for ({', '.join(now.columns)})"


def _around(was: Cell | None, now: Cell | None) -> AccessChange | None:
    """A new way around the privileges, reported once and not for each command."""
    if now is None or now.command != "SELECT":
        return None
    more = [way for way in now.ways if was is None or way not in was.ways]
    if not more:
        return None
    words = f"reaches {now.relation.identity} through {'; '.join(map(str, more))}"
    return AccessChange(now.role, now.relation, now.command, words, widens=True)


def _terms(cell: Cell) -> str:
    columns = f" ({', '.join(cell.columns)})" if cell.columns else ""
    if cell.outcome is not Outcome.SOME or not cell.rules:
        return f"{columns}: {cell.why}"
    return f"{columns}: {'; '.join(_rule(rule) for rule in cell.rules)}"


def _rule(rule: Rule) -> str:
    kind = "policy" if rule.permissive else "restrictive policy"
    using = [f"USING {rule.using}"] if rule.using else []
    check = [f"WITH CHECK {rule.check}"] if rule.check and rule.check != rule.using else []
    return f"{kind} {rule.name} {' '.join([*using, *check])}"


def _conditions(cell: Cell) -> frozenset[tuple[bool, str | None, str | None]]:
    """The conditions of the policies, whatever their names."""
    return frozenset((rule.permissive, rule.using, rule.check) for rule in cell.rules)
