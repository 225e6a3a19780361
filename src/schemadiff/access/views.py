"""The outcome of a command on a view, which depends on the privileges on the relations behind it."""

from __future__ import annotations

from schemadiff.access.model import Outcome
from schemadiff.access.read import EVENTS, Facts, Read, Relation
from schemadiff.access.rows import by_rows


def through(facts: Facts, caller: str, view: Relation, command: str) -> tuple[Outcome, str]:
    """The outcome for a role that holds the privilege on the view, and its reason.

    The views behind it are judged first, each once: many may lead to one, and a thousand may stand one upon another.
    """
    waiting = [] if (caller, view.oid, command) in facts.through else [view]
    while waiting:
        key = (caller, waiting[-1].oid, command)
        if key not in facts.through:
            facts.through[key] = Outcome.DENIED, f"{waiting[-1].address} asks itself in a circle"
            behind = (facts.behind.get(read.relation) for read in facts.reads.get(waiting[-1].oid, ()))
            views = [each for each in behind if each is not None and each.kind == "v"]
            waiting += [each for each in views if (caller, each.oid, command) not in facts.through]
        else:
            last = waiting.pop()
            facts.through[key] = _judged(facts, caller, last, command)
    return facts.through[caller, view.oid, command]


def _judged(facts: Facts, caller: str, view: Relation, command: str) -> tuple[Outcome, str]:
    """The outcome where those of the views behind are known.

    A view uses its owner's privileges, or the caller's with ``security_invoker``, also inside of another view ("Rules
    and Privileges", manual 39.5). Whether a join of filtered relations returns all rows cannot be known.
    """
    granted = (
        "granted, and reads with the privileges of the current user" if view.asks_as_caller else "granted"
    )
    reads = [read for read in facts.reads.get(view.oid, ()) if read.relation in facts.behind]
    if command != "SELECT" and (len(reads) != 1 or not view.passes_on & EVENTS.get(command, 0)):
        return Outcome.ALL, granted
    asks = caller if view.asks_as_caller else view.owner
    found = [_behind(facts, caller, asks, read, command) for read in reads]
    for outcome in (Outcome.DENIED, Outcome.NONE, Outcome.SOME):
        if why := next((why for each, why in found if each is outcome), ""):
            several = found[1:] and outcome is Outcome.NONE
            return Outcome.SOME if several else outcome, f"{granted}: {why}"
    return Outcome.ALL, granted


def _behind(facts: Facts, caller: str, asks: str, read: Read, command: str) -> tuple[Outcome, str]:
    relation = facts.behind[read.relation]
    right = facts.rights[asks, relation.oid, command]
    needed = read.columns if command == "SELECT" else frozenset[str]()
    if not right.whole and not (right.columns and needed <= {*right.columns}):
        return Outcome.DENIED, f"{asks} may not {command} in {relation.address.identity}"
    if relation.kind == "v":
        return facts.through[caller, relation.oid, command]
    outcome, why, _ = by_rows(facts, asks, relation, command)
    return outcome, f"of {relation.address.identity} as {asks}: {why}"
