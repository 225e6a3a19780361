"""The objects that drifted, and the statements that revert the database or update the files.

As JSON: ``schema`` (1), ``exit_code``, ``target``, ``against``, ``last`` (the migration applied last: version, name,
finished, by; or null), ``pending`` (paths), ``moved``: [{type, identity, how, at, changed}], where ``changed`` is the
last entry in the log of changes ({at, by, application, tag}; or null), ``back`` and ``along`` (statements: sql, type,
identity, loses_data), ``invalid`` (indexes), ``unmodelled``, ``unknown`` (by the path of an edited file whose applied version is not
available, the objects that cannot be compared), ``unplanned`` (what moved and ``plan`` leaves as it is) and ``left_out``
(counts by reason).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC

from schemadiff.drift.ddl_log import Changed
from schemadiff.drift.moved import ADDED, Drift, Moved
from schemadiff.model import Address, Statement
from schemadiff.model.history import Row
from schemadiff.render.closing import left_out_words, unmodelled_words
from schemadiff.render.gfm import code, fenced, words
from schemadiff.render.paint import Line, as_is, blank, paint, say, sql
from schemadiff.render.sql import terminated
from schemadiff.render.untrusted import one_line, paragraph, visible
from schemadiff.render.workflow import command
from schemadiff.words import count

SCHEMA = 1
SHOWN = 100
BACK = "to undo {drift}: schemadiff plan{flag} writes the statements as a migration, and proves it"
LEFT = "to undo {drift} on the platform's tables, which schemadiff plan leaves as it is: run this in a migration of your own"
ALONG = "to accept {drift}: schemadiff pull{flag} changes the files; these statements are what happened to the database"


def render_drift(drift: Drift, format: str, *, width: int = 80, color: bool = False) -> str:  # noqa: A002 - the flag's name
    """The drift in one of ``FORMATS``."""
    return FORMATS[format](drift, width, color)


def _verdict(drift: Drift) -> str:
    if not drift.moved:
        if drift.uncertain:
            number = count(drift.uncertain, "object")
            return f"{drift.target} equals {drift.against}, but for {number} that cannot be compared"
        return f"no drift: {drift.target} equals {drift.against}"
    return (
        f"drift: {drift.target} does not equal {drift.against}: {count(len(drift.moved), 'object')} changed"
    )


def _when(row: Row | None) -> str:
    if row is None:
        return "no migration is applied"
    moment = f", {row.when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if row.when else ""
    return f"applied last: {row.title}{moment}{f' by {row.by}' if row.by else ''}"


def _who(changed: Changed | None) -> str:
    """The log's entry about an object, in words; empty if there is none."""
    if changed is None:
        return ""
    by = f"{changed.by} ({changed.application})" if changed.application else changed.by
    return f"{changed.tag} by {by}, {changed.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _notes(drift: Drift) -> Iterator[str]:
    yield _when(drift.last)
    if drift.unreadable:
        yield f"schemadiff.log records who changed it, but cannot be read: {drift.unreadable}"
    if drift.pending:
        yield f"pending: {', '.join(drift.pending)}"
    for index in drift.invalid:
        yield f"{index} is invalid: an interrupted CREATE INDEX CONCURRENTLY left it, and no query uses it; {_mending(index, drift)}"
    yield from _unknown(drift)
    if drift.beside:
        yield f"run by your migration tool, not here: {', '.join(drift.beside)}; what they create counts as drift"
    if drift.unmodelled:
        yield unmodelled_words(drift.unmodelled)
    if drift.left_out:
        yield left_out_words(drift.left_out)


def _mending(index: Address, drift: Drift) -> str:
    name = index.identity
    mend = f"if it is wanted, REINDEX INDEX CONCURRENTLY {name}, else DROP INDEX CONCURRENTLY {name}"
    return f"if it is still there after that: {mend}" if drift.half else mend


def _first(drift: Drift) -> Iterator[str]:
    """Yield what to do before anything about drift: a migration that is half applied explains part of it."""
    for half in drift.half:
        yield f"{half}; do that first: what it has done so far counts as drift"


def _titled(drift: Drift) -> Iterator[tuple[str, Sequence[Statement]]]:
    """Yield both directions, each with what to do for it, and apart what plan does not write."""
    what = "drift that is left then" if drift.half else "the drift"
    planned = [statement for statement in drift.back if statement.address not in drift.unplanned]
    left = [statement for statement in drift.back if statement.address in drift.unplanned]
    for title, found in ((BACK, planned), (LEFT, left), (ALONG, drift.along)):
        if found:
            yield title.format(flag=drift.flag, drift=what), found


def _unknown(drift: Drift) -> Iterator[str]:
    added = any(moved.how == ADDED for moved in drift.moved)
    for path, objects in drift.unknown.items():
        ran = f"{path} is not the file that ran: its checksum differs, and no commit of this repository has that one"
        if objects:
            yield f"{ran}, so {', '.join(map(str, objects))} cannot be compared before it runs again"
        if added:
            yield f"{path if objects else f'{ran}; it'} may have created what is only in the database"


def _lines(drift: Drift, width: int) -> Iterator[Line]:
    yield say(paragraph(_verdict(drift)), "bold red" if drift.exit_code else "bold green")
    yield blank()
    for words_first in _first(drift):
        yield say(paragraph(words_first), "bold")
        yield blank()
    for moved in drift.moved[:SHOWN]:
        yield from _what_moved(moved, width)
        if who := _who(moved.changed):
            yield say(one_line(who), indent=6)
    if len(drift.moved) > SHOWN:
        yield say(f"... and {count(len(drift.moved) - SHOWN, 'more object')}", indent=2)
    for title, found in _titled(drift):
        yield from _statements(title, found)
    yield blank()
    for note in _notes(drift):
        yield say(paragraph(note))


def _what_moved(moved: Moved, width: int) -> Iterator[Line]:
    """Yield an object with the place that declares it, on a second line if both do not fit into one."""
    line, place = f"  {moved.how:<23}  {one_line(str(moved.address))}", one_line(str(moved.at or ""))
    if place and len(line) + 2 + len(place) > width:
        yield as_is(line)
        yield as_is(place, indent=27)
    else:
        yield as_is(f"{line}  {place}".rstrip())


def _statements(title: str, found: Sequence[Statement]) -> Iterator[Line]:
    yield blank()
    yield say(title, "bold")
    for statement in found[:SHOWN]:
        yield blank()
        if statement.effects.loses_data:
            # Not wrapped: what follows on a second line would be no comment where this is copied.
            yield as_is(f"-- loses {one_line(statement.effects.loses_data)}", "red", indent=4)
        yield sql(visible(terminated(statement.sql)))
    if len(found) > SHOWN:
        yield say(f"... and {count(len(found) - SHOWN, 'more statement')}", indent=2)


def _text(drift: Drift, width: int, color: bool) -> str:
    return paint(list(_lines(drift, width)), width=width, color=color)


def _json(drift: Drift, *_: object) -> str:
    document = {
        "schema": SCHEMA,
        "exit_code": drift.exit_code,
        "target": drift.target,
        "against": drift.against,
        "last": drift.last and _row(drift.last),
        "pending": list(drift.pending),
        "moved": [_moved(moved) for moved in drift.moved],
        "back": [_statement(statement) for statement in drift.back],
        "along": [_statement(statement) for statement in drift.along],
        "invalid": [str(address) for address in drift.invalid],
        "unmodelled": [str(address) for address in drift.unmodelled],
        "unknown": {path: [str(each) for each in found] for path, found in drift.unknown.items()},
        "unplanned": [str(moved.address) for moved in drift.moved if moved.address in drift.unplanned],
        "left_out": dict(drift.left_out),
    }
    return json.dumps(document, indent=2) + "\n"


def _row(row: Row) -> dict[str, str | None]:
    finished = row.when.isoformat() if row.when else None
    return {"version": row.version, "name": row.name, "finished": finished, "by": row.by}


def _moved(moved: Moved) -> dict[str, object]:
    kind, identity = moved.address
    at, changed = str(moved.at) if moved.at else None, moved.changed
    known = changed and asdict(changed) | {"at": changed.at.isoformat()}
    return {"type": kind, "identity": identity, "how": moved.how, "at": at, "changed": known}


def _statement(statement: Statement) -> dict[str, str]:
    kind, identity = statement.address
    loses = statement.effects.loses_data
    return {"sql": statement.sql, "type": kind, "identity": identity, "loses_data": loses}


def _markdown(drift: Drift, *_: object) -> str:
    return "\n".join(_paragraphs(drift)) + "\n"


def _paragraphs(drift: Drift) -> Iterator[str]:
    yield f"### {':x: ' if drift.moved else ''}{words(_verdict(drift))}\n"
    for words_first in _first(drift):
        yield f"**{words(words_first)}**\n"
    if drift.moved:
        known = any(moved.changed for moved in drift.moved)
        yield f"| object | | declared |{' changed |' if known else ''}\n|---|---|---|{'---|' if known else ''}"
        for moved in drift.moved[:SHOWN]:
            row = f"| {code(str(moved.address))} | {moved.how} | {code(str(moved.at)) if moved.at else ''} |"
            yield f"{row} {words(_who(moved.changed))} |" if known else row
        yield ""
    for title, found in _titled(drift):
        script = "\n".join(terminated(statement.sql) for statement in found[:SHOWN])
        more = [f"*{count(len(found) - SHOWN, 'more statement')}*\n"] if len(found) > SHOWN else []
        yield f"<details><summary>{words(title)}</summary>\n\n{fenced(script, 'sql')}\n</details>\n"
        yield from more
    for note in _notes(drift):
        yield f"- {words(note)}"


def _github(drift: Drift, *_: object) -> str:
    """A workflow command for each object; GitHub shows those with a place beside the line."""
    lines = [command("error", _said(moved), moved.at, "drift") for moved in drift.moved]
    return "".join(
        f"{line}\n" for line in (*lines, *map(paragraph, (_verdict(drift), *_first(drift), *_notes(drift))))
    )


def _said(moved: Moved) -> str:
    who = _who(moved.changed)
    return f"{moved.how}: {moved.address}{f' ({who})' if who else ''}"


FORMATS: Mapping[str, Callable[[Drift, int, bool], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "github": _github,
}
