"""All targets in a table.

As JSON: ``schema`` (1), ``exit_code``, ``targets``: [{name, error, last, migrations (counts by state), moved,
server, extensions (version by name), missing_roles}], ``unlike`` (extensions that are not the same everywhere).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from schemadiff.environments import Environment, unlike
from schemadiff.render.summary import count
from schemadiff.render.untrusted import one_line, paragraph

SCHEMA = 1
HEADS = ("target", "applied last", "migrations", "drift", "PostgreSQL")


def exit_code(found: Sequence[Environment]) -> int:
    """The worst of all."""
    return max((each.exit_code for each in found), default=0)


def render_environments(found: Sequence[Environment], format: str) -> str:  # noqa: A002 - the flag's name
    """The table, as text or as JSON."""
    return _json(found) if format == "json" else "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Environment]) -> Iterator[str]:
    rows = [HEADS, *(_row(each) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    notes = list(_notes(found))
    yield from ["", *notes] if notes else []


def _row(each: Environment) -> tuple[str, ...]:
    if not each.server:
        return one_line(each.name), "?", "?", "?", "?"
    states = ", ".join(f"{number} {state}" for state, number in each.states.items()) or "none"
    moved = "?" if each.error else count(each.moved, "object") if each.moved else "none"
    return one_line(each.name), one_line(each.last) or "nothing", states, moved, each.server


def _notes(found: Sequence[Environment]) -> Iterator[str]:
    for each in found:
        if each.error:
            yield f"{one_line(each.name)}: {paragraph(each.error)}"
        if each.missing_roles:
            yield f"{one_line(each.name)}: roles that the files name are missing: {one_line(', '.join(each.missing_roles))}"
        if each.moved:
            yield f"{one_line(each.name)}: see what moved with schemadiff drift --target {one_line(each.name)}"
    for extension, by in unlike(found).items():
        words = ", ".join(f"{version or 'none'} on {name}" for name, version in by.items())
        yield f"extension {one_line(extension)}: {one_line(words)}"


def _json(found: Sequence[Environment]) -> str:
    targets = [
        {
            "name": each.name,
            "error": each.error,
            "last": each.last,
            "migrations": {str(state): number for state, number in each.states.items()},
            "moved": each.moved,
            "server": each.server,
            "extensions": dict(each.extensions),
            "missing_roles": list(each.missing_roles),
        }
        for each in found
    ]
    document = {"schema": SCHEMA, "exit_code": exit_code(found), "targets": targets, "unlike": unlike(found)}
    return json.dumps(document, indent=2) + "\n"
