"""All targets in a table, as text or Markdown, or as JSON.

As JSON: ``schema`` (1), ``exit_code``, ``targets``: [{name, error, last, migrations (counts by state), moved,
unmodelled and unknown (how many objects were not compared, as of ``drift``), left_out (counts by reason), server,
extensions (version by name), missing_roles}], ``unlike`` (extensions that are not the same everywhere).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from schemadiff.drift.environments import Environment, unlike
from schemadiff.render.closing import left_out_words
from schemadiff.render.errors import wrapped_lines
from schemadiff.render.gfm import code, words
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line
from schemadiff.words import count

SCHEMA = 1
HEADS = ("target", "applied last", "migrations", "drift", "PostgreSQL")
LAST = HEADS.index("applied last")


def exit_code(found: Sequence[Environment]) -> int:
    """The highest exit code of all targets."""
    return max((each.exit_code for each in found), default=0)


def render_environments(found: Sequence[Environment], format: str, *, width: int = 80) -> str:  # noqa: A002 - the flag's name
    """The table, as text or as Markdown, or as JSON."""
    match format:
        case "json":
            return _json(found)
        case "markdown":
            return "".join(f"{line}\n" for line in _markdown(found))
        case _:
            return paint(list(_lines(found, width)), width=width, color=False)


def _markdown(found: Sequence[Environment]) -> Iterator[str]:
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for each in found:
        name, last, *others = _row(each)
        yield f"| {' | '.join([code(name), code(last) if each.last else last, *map(words, others)])} |"
    failed = ((f"{each.name}: ", str(each.failed)) for each in found if each.failed is not None)
    if notes := [*failed, *_notes(found)]:
        yield ""
        yield from (f"- {words(label + note)}" for label, note in notes)


def _lines(found: Sequence[Environment], width: int) -> Iterator[Line]:
    rows = [HEADS, *(_row(each) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    # Only the name of a migration can be of any length, so only that column is cut.
    over = sum(widths) + 2 * (len(HEADS) - 1) - width
    widths[LAST] = max(widths[LAST] - max(over, 0), len(HEADS[LAST]))
    for row in rows:
        cells = (_cut(cell, most).ljust(most) for cell, most in zip(row, widths, strict=True))
        yield as_is("  ".join(cells).rstrip())
    yield blank()
    for each in found:
        yield from _error(each, width)
    yield from (say(note, label=label) for label, note in _notes(found))


def _error(each: Environment, width: int) -> Iterator[Line]:
    """Yield the error of a target that could not be read; a quoted line of a file keeps its caret below it."""
    if each.failed is None:
        return
    name = f"{one_line(each.name)}: "
    first, *others = wrapped_lines(each.failed, width=width - 2, label=len(name) - 2)
    yield as_is(name + first)
    yield from (as_is(line, indent=2) for line in others)


def _cut(cell: str, most: int) -> str:
    return cell if len(cell) <= most else f"{cell[: most - 1]}…"


def _row(each: Environment) -> tuple[str, ...]:
    if not each.server:
        return one_line(each.name), "?", "?", "?", "?"
    states = ", ".join(f"{number} {state}" for state, number in each.states.items()) or "none"
    return one_line(each.name), one_line(each.last) or "nothing", states, _drift(each), each.server


def _drift(each: Environment) -> str:
    if each.error:
        return "?"
    moved = count(each.moved, "object") if each.moved else "" if each.uncompared else "none"
    return ", ".join(filter(None, [moved, f"{each.uncompared} unknown" if each.uncompared else ""]))


def _notes(found: Sequence[Environment]) -> Iterator[tuple[str, str]]:
    for each in found:
        name = one_line(each.name)
        if each.missing_roles:
            missing = one_line(", ".join(each.missing_roles))
            yield f"{name}: ", f"roles that the files name are missing: {missing}"
        if each.moved or each.uncompared:
            yield f"{name}: ", f"see {' and '.join(_to_see(each))} with schemadiff drift --target {name}"
    for said, names in _left_out(found).items():
        yield f"{', '.join(names)}: ", said
    for extension, by in unlike(found).items():
        versions = ", ".join(f"{version or 'none'} on {name}" for name, version in by.items())
        yield f"extension {one_line(extension)}: ", one_line(versions)


def _to_see(each: Environment) -> Iterator[str]:
    if each.moved:
        yield "what has changed"
    if each.uncompared:
        yield "what cannot be compared"


def _left_out(found: Sequence[Environment]) -> Mapping[str, Sequence[str]]:
    """The descriptions of left-out objects, each with the targets that it is true of."""
    names = dict[str, list[str]]()
    for each in found:
        if said := left_out_words(each.left_out):
            names.setdefault(one_line(said), []).append(one_line(each.name))
    return names


def _json(found: Sequence[Environment]) -> str:
    targets = [
        {
            "name": each.name,
            "error": each.error,
            "last": each.last,
            "migrations": {str(state): number for state, number in each.states.items()},
            "moved": each.moved,
            "unmodelled": each.unmodelled,
            "unknown": each.unknown,
            "left_out": dict(each.left_out),
            "server": each.server,
            "extensions": dict(each.extensions),
            "missing_roles": list(each.missing_roles),
        }
        for each in found
    ]
    document = {"schema": SCHEMA, "exit_code": exit_code(found), "targets": targets, "unlike": unlike(found)}
    return json.dumps(document, indent=2) + "\n"
