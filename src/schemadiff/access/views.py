"""The outcome of a command on a view, which depends on the privileges on the relations behind it."""

from __future__ import annotations

from schemadiff.access.model import Outcome
from schemadiff.access.read import EVENTS, Facts, Read, Relation
from schemadiff.access.rows import by_rows


def through(facts: Facts, caller: str, view: Relation, command: str) -> tuple[Outcome, str]:
    """The outcome for a role that holds the privilege on the view, and its reason.

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
        return through(facts, caller, relation, command)
    outcome, why, _ = by_rows(facts, asks, relation, command)
    return outcome, f"of {relation.address.identity} as {asks}: {why}"
