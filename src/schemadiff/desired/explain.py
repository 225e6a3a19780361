"""Errors for statements that could not be loaded: PostgreSQL's messages, for the people who wrote the statements.

Causes come first, each with its position and a caret. An error that only follows from another, or has the same cause,
refers to it and gets one line below it. A cycle of objects is printed as a path.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from pglast import parser

from schemadiff.desired.alike import alike, called
from schemadiff.desired.casthints import cast_hint
from schemadiff.desired.declares import main
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.newer import newer_hint
from schemadiff.desired.rewrites import Step
from schemadiff.errors import SchemadiffError, redact
from schemadiff.model import Position
from schemadiff.postgres.cluster import ADMIN

MISSING = frozenset({"42P01", "42883", "42704", "3F000", "42703", "42P17"})
"""SQLSTATEs for an undefined table, function, object, schema or column, and for an incomplete object."""

_NO_RELATION = frozenset(
    {"trigger", "policy", "rule", "event trigger", "function", "procedure", "aggregate", "operator"}
)
_NO_ROUTINE = frozenset({"trigger", "policy", "rule", "event trigger", "index", "sequence"})
_NEVER_MISSED = {"42P01": _NO_RELATION, "42883": _NO_ROUTINE}
"""What an undefined table or function cannot be, although its name is the same: triggers are named like their functions."""

CANCELED = "57014"
ENDLESS = "a statement of desired/ may run for a minute; does a function that it calls never end?"
DUPLICATE = frozenset({"42P07", "42723", "42710", "42P06", "42701"})

TRUST = (
    "only a superuser can create it: if you trust everyone who can change desired/, set trusted = true "
    "under [shadow]"
)
TAKEN = (
    f"{ADMIN} is also the superuser of the throw-away server: if you trust everyone who can change desired/, set "
    "trusted = true under [shadow]; or set provider there, to take a server of your own"
)
_SUPERUSER = re.compile(r"superuser|permission denied (to create|for language)")
_OF_RIGHTS = ("aclcheck_error", "check_can_set_role", "check_is_member_of_role")
"""PostgreSQL's functions that report a missing privilege, ownership or membership."""
_BODY_LINE = re.compile(r"\bline (\d+)\b")


@dataclass(frozen=True, eq=False)
class Failed:
    """A step that the server refused."""

    step: Step
    error: psycopg.Error
    prefix: int = 0
    """The number of characters that were sent before the step's own text."""
    major: int = 0
    """The server's major version."""

    @property
    def code(self) -> str:
        """The SQLSTATE."""
        return self.error.sqlstate or ""

    @property
    def offset(self) -> int | None:
        """The offset in the statement, in characters, if PostgreSQL or PL/pgSQL reported one."""
        position = self.error.diag.statement_position
        if position is not None:
            return self.step.offset(int(position) - 1 - self.prefix)
        return _offset_in_body(self.step.statement, self.error.diag)

    @property
    def focus(self) -> int:
        """That offset, or else the one that the step itself points to."""
        return self.step.focus if self.offset is None else self.offset

    @property
    def at(self) -> Position:
        """The position in ``desired/``."""
        return self.step.statement.position(self.focus)


_HALF = frozenset({"MATERIALIZED", "FOREIGN", "EVENT", "DEFAULT"})
"""Words after ALTER that are only half of a kind's name."""


def described(statement: SourceStatement) -> str:
    """Return the statement as the subject of a message: the object that it creates, or its first words."""
    made = main(statement)
    if made is None:
        first = re.findall(r"\w+", statement.sql.upper())[:3]
        if first[0] == "DO":
            return "a DO block"
        return " ".join(first[: 3 if first[1:2] and first[1] in _HALF else 2])
    return called(made)


class Lacking(SchemadiffError):
    """A statement failed because something that it names is not there."""

    statement: SourceStatement


def explained(failed: Failed, others: Sequence[SourceStatement]) -> SchemadiffError:
    """Return one failure as an error with its position, PostgreSQL's message, the line and a caret."""
    statement, diag = failed.step.statement, failed.error.diag
    verb = "create" if main(statement) else "run"
    words = redact(diag.message_primary or str(failed.error))
    detail = [statement.caret(failed.focus)]
    detail += [f"detail: {redact(diag.message_detail)}"] if diag.message_detail else []
    detail += _first_declared(failed, others)
    hint = cast_hint(statement, failed.code, words, failed.offset) or alike(
        statement, failed.code, words, others
    )
    hint = hint or redact(diag.message_hint or "") or newer_hint(statement, diag, failed.major)
    if failed.code == "42501" and wants_superuser(diag, f"{words} {hint}"):
        hint = TRUST
    elif failed.code == "42501" and f'"{ADMIN}"' in words:
        hint = TAKEN
    elif failed.code == CANCELED:
        hint = ENDLESS
    kind = Lacking if failed.code in MISSING else SchemadiffError
    error = kind(
        f"cannot {verb} {described(statement)}: {words}", at=failed.at, hint=hint, detail="\n".join(detail)
    )
    if isinstance(error, Lacking):
        error.statement = statement
    error.quoted = f"{words}\n{redact(diag.message_hint or '')}"
    return error


def wants_superuser(diag: Any, words: str) -> bool:
    """Return True if only a superuser may run the statement, rather than a role with some privilege or membership."""
    if diag.severity == diag.severity_nonlocalized:
        return _SUPERUSER.search(words) is not None
    # The messages are not in English: look at the function that reported the error instead.
    return not (diag.source_function or "").startswith(_OF_RIGHTS)


def _first_declared(failed: Failed, others: Sequence[SourceStatement]) -> list[str]:
    made = main(failed.step.statement) if failed.code in DUPLICATE else None
    if made is None:
        return []
    places = [
        s.at for s in others if s is not failed.step.statement and (m := main(s)) and m.name == made.name
    ]
    return [f"also declared at {place}" for place in places]


def problems(failures: Sequence[Failed], everything: Sequence[SourceStatement]) -> Iterator[SchemadiffError]:
    """Yield all failures as errors: causes, then cycles, then errors that follow from either.

    Of causes with the same message the others refer to the first.
    """
    waiting = waits(failures)
    circles, inside = _circles(waiting)
    errors: dict[int, SchemadiffError] = {}
    alike: dict[str, SchemadiffError] = {}
    for index, failed in enumerate(failures):
        if not waiting[index]:
            errors[index] = explained(failed, everything)
            if failed.code in MISSING:
                first = alike.setdefault(failed.error.diag.message_primary or "", errors[index])
                _link_to_cause(errors[index], first, failed)
    yield from errors.values()
    for circle in circles:
        error = _circle([failures[i].step.statement for i in circle])
        errors |= dict.fromkeys(circle, error)
        yield error
    for index, failed in enumerate(failures):
        if index not in inside and waiting[index]:
            error = _waiting(failed, failures[waiting[index][0]])
            _link_to_cause(error, errors[_root(index, waiting, errors.keys())], failed)
            yield error


def _link_to_cause(error: SchemadiffError, cause: SchemadiffError, failed: Failed) -> None:
    error.because = (cause.because or cause) if error is not cause else None
    error.subject = described(failed.step.statement)


def _root(index: int, waiting: Mapping[int, list[int]], causes: Container[int]) -> int:
    """Return the first cause that a failure waits for, directly or through others."""
    while index not in causes:
        index = waiting[index][0]
    return index


def _waiting(failed: Failed, cause: Failed) -> SchemadiffError:
    here, there = failed.step.statement, cause.step.statement
    return SchemadiffError(f"{described(here)} waits for {described(there)} ({there.at})", at=here.at)


def _circle(statements: Sequence[SourceStatement]) -> SchemadiffError:
    path = " -> ".join(described(s) for s in (*statements, statements[0]))
    places = "\n".join(f"{described(s)} is at {s.at}" for s in statements)
    return SchemadiffError(
        f"circular dependency that PostgreSQL cannot create in any order: {path}",
        at=statements[0].at,
        detail=places,
        hint="remove one of the references",
    )


def waits(failures: Sequence[Failed]) -> Mapping[int, list[int]]:
    """Return for each failure the others that create the object it misses, by the name in PostgreSQL's message.

    Those come first that create it in a schema that the statement names, or in that of its own object.
    """
    made = [main(failed.step.statement) for failed in failures]
    makers: dict[str, list[int]] = {}
    schemas: dict[int, str] = {}
    types = [each.type if each else "" for each in made]
    for index, each in enumerate(made):
        if each:
            makers.setdefault(each.name[-1], []).append(index)
            schemas[index] = each.name[0]
    found: dict[int, list[int]] = {}
    for index, failed in enumerate(failures):
        words = failed.error.diag.message_primary or ""
        missed = failed.step.statement.words if failed.code in MISSING else ()
        named = {other for w in missed if w in makers and _mentions(words, w) for other in makers[w]}
        named = {i for i in named - {index} if types[i] not in _NEVER_MISSED.get(failed.code, ())}
        near = {schemas.get(index, ""), *missed}
        found[index] = [
            *sorted(i for i in named if schemas[i] in near),
            *sorted(i for i in named if schemas[i] not in near),
        ]
    return found


def _mentions(message: str, name: str) -> bool:
    return re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", message) is not None


def _circles(waits: Mapping[int, list[int]]) -> tuple[list[list[int]], frozenset[int]]:
    """Return each cycle once, from its first member, and the members of all cycles."""
    circles: list[list[int]] = []
    seen: set[int] = set()
    for start in waits:
        path: list[int] = []
        node: int | None = start
        while node is not None and node not in seen:
            seen.add(node)
            path.append(node)
            node = waits[node][0] if waits[node] else None
        if node in path:
            circles.append(path[path.index(node) :])
    return circles, frozenset(i for circle in circles for i in circle)


def _offset_in_body(statement: SourceStatement, diag: Any) -> int | None:
    """Return the start of the line of a function body that PL/pgSQL names in the error's context."""
    found = _BODY_LINE.search(diag.context or "")
    if found is None:
        return None
    strings = [t for t in parser.scan(statement.sql) if t.name == "SCONST"]
    body = max(strings, key=lambda t: t.end - t.start, default=None)
    if body is None:
        return None
    lines = statement.sql[body.start : body.end + 1].split("\n")
    line = min(int(found[1]), len(lines)) - 1
    indent = len(lines[line]) - len(lines[line].lstrip())
    return int(body.start) + sum(len(text) + 1 for text in lines[:line]) + indent
