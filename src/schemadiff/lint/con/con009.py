"""A foreign key does not say what happens to its rows.

What
    A foreign key whose ON DELETE or ON UPDATE is none of those that the settings list. By default ON DELETE
    must be something, as NO ACTION is what stands there when nobody thought of it.

Why
    Some day a parent is deleted. Whether its children go with it, stay without it or hold it up is a decision
    about the data, not an accident of the syntax.

Instead
        member_id uuid REFERENCES members ON DELETE SET NULL

    ``RESTRICT`` says that the parent must stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.constraint import Constraint
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "CON009"
NAME = "fk-actions-policy"
SEVERITY = Severity.INFO
ON = Constraint
ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


def check(constraint: Constraint, schema: Subject) -> Iterator[Finding]:
    """Yield the foreign key for each action that is not wanted."""
    if constraint.type != "f" or constraint.inherited_from:
        return
    for event, action in (("DELETE", constraint.on_delete), ("UPDATE", constraint.on_update)):
        wanted = schema.option(CODE, NAME, f"on_{event.lower()}")
        if ACTIONS[action] in wanted:
            continue
        yield Finding(
            CODE,
            SEVERITY,
            f"{constraint.identity} is ON {event} {ACTIONS[action]}",
            constraint.address,
            schema.place(constraint),
            f"ON {event} " + listed(list(wanted)).replace(" and ", " or "),
            event,
        )
