"""A migration file: plain SQL that a person, psql and other tools can read.

It is called ``<version>_<name>.sql``, the version being 14 digits of UTC time, and the reverse plan is
in ``<version>_<name>.down.sql``. A file that schemadiff wrote begins with a header, one ``-- schemadiff: key: value`` a
line::

    -- schemadiff: from: 5f1c2d...                  fingerprint of the state that it starts from
    -- schemadiff: to: 9ab04e...                    fingerprint of the state that it reaches
    -- schemadiff: engine: native
    -- schemadiff: server: PostgreSQL 18.4, embedded
    -- schemadiff: proof: catalogue agrees, pg_dump agrees
    -- schemadiff: loses data: column app.users.age
    -- schemadiff: rollback: reversible

The statements follow, each below a comment with its object and the line of ``desired/`` that caused it, and below ``--
schemadiff:must-be-empty SELECT ...`` if rows could be in its way. ``-- schemadiff:unit`` starts a new transaction, and
``-- schemadiff:unit no-transaction`` a part that runs outside of any.

All of this is optional: a file without it runs in one transaction, except for statements that cannot run in one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from types import MappingProxyType

from schemadiff.errors import SchemadiffError
from schemadiff.migrations import conditions
from schemadiff.migrations.split import MARKER, OUTSIDE, Unit, commands, units
from schemadiff.model import Plan, Planned, Proof, Statement
from schemadiff.render.sql import terminated
from schemadiff.render.summary import engine_words, way_back
from schemadiff.render.untrusted import one_line

NAME = re.compile(r"(?P<version>[0-9]{14})_(?P<name>[^/\\]+?)(?P<down>\.down)?\.sql", re.DOTALL)
_BEFORE = re.compile(r"\s*(?:--.*)?")
"""Lines that may be above the header: marks of other tools."""
_HEADER = re.compile(r"-- schemadiff: (?P<key>[a-z ]+): (?P<value>.*)")
NOTHING = "nothing"


@dataclass(frozen=True)
class Migration:
    """One file of ``generated/``, and the file with its reverse plan."""

    version: str
    name: str
    path: str
    """As it is printed: relative to the project."""
    text: str = field(repr=False)
    down: Migration | None = field(default=None, repr=False)
    raw: str = field(default="", repr=False)
    """The content of another tool's file, before the tool has replaced anything in it."""
    foreign: bool = False
    """True for a file that another tool runs, which may begin and commit transactions itself."""

    @cached_property
    def sha256(self) -> str:
        """The hash that tells whether the file was edited; without the kind of line ends, which git may change."""
        return hashlib.sha256(self.text.replace("\r\n", "\n").encode()).hexdigest()

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What runs together, in order; SchemadiffError with ``path:line`` if the text is not SQL."""
        return units(self.text, self.path, foreign=self.foreign)

    @cached_property
    def header(self) -> Mapping[str, str]:
        """The header that schemadiff wrote above the statements; empty for a file written by hand."""
        found: dict[str, str] = {}
        for line in self.text.splitlines():
            if match := _HEADER.fullmatch(line):
                found[match["key"]] = match["value"]
            elif found or not _BEFORE.fullmatch(line):
                break
        return MappingProxyType(found)

    @property
    def loses(self) -> str:
        """The data that running it loses, according to its header; empty if none."""
        stated = self.header.get("loses data", NOTHING)
        return "" if stated == NOTHING else stated

    @property
    def rollback(self) -> str:
        """What the header says about undoing the migration; empty if it says nothing."""
        # "way back" in files written before 0.1.0.
        return self.header.get("rollback", self.header.get("way back", ""))

    @property
    def irreversible(self) -> bool:
        """True for a down file whose header says that the migration cannot be undone."""
        return self.rollback.startswith("irreversible")

    def progress(self, done: int) -> str:
        """Return a hash of the first units: as long as it is the same, only units that have not run yet were edited."""
        return self._progress[min(done, len(self.units))]

    @cached_property
    def _progress(self) -> tuple[str, ...]:
        """The hash of nothing, of the first unit, of the first two, and so on: there may be hundreds of units."""
        ran, between = hashlib.sha256(), ""
        found = [ran.hexdigest()]
        for unit in self.units:
            for command in unit.commands:
                ran.update((between + command.sql.replace("\r\n", "\n")).encode())
                between = "\0"
            found.append(ran.hexdigest())
        return tuple(found)


def parse(text: str, path: str, down: Migration | None = None) -> Migration:
    """Return the migration in a file of that name; its statements are parsed when they are needed."""
    match = NAME.fullmatch(PurePath(path).name)
    if match is None:
        raise SchemadiffError(
            f"{path} is not named like a migration",
            hint="use <14 digits>_<name>.sql, for example 20261123115959_add_email_sends.sql",
        )
    return Migration(match["version"], match["name"], path, text.removeprefix("\ufeff"), down)


def render(planned: Planned) -> str:
    """Return the text of a plan's migration file."""
    return _text(planned.plan, _header(planned.plan, planned, planned.proof))


def header(planned: Planned) -> str:
    """Return the header of a plan as comments, for the files of other tools."""
    return "\n".join([*_comments(_header(planned.plan, planned, planned.proof)), "", ""])


def render_down(planned: Planned) -> str:
    """Return the text of a plan's down file; without a reverse plan, only the header, which says so."""
    plan, proof = planned.down, planned.proof
    if not plan:
        header = {"from": planned.plan.desired, "to": planned.plan.current, "rollback": _way_back(planned)}
        return "\n".join([*_comments(header), ""])
    return _text(plan, _header(plan, planned, proof.way_back if proof else None))


def check(text: str, plan: Plan, path: str) -> None:
    """Raise SchemadiffError unless the text, parsed again, contains the statements of the plan."""
    found = [command for unit in units(text, path) for command in unit.commands]
    asked = [sql for command in found for sql in command.conditions]
    if asked != [q.sql for s in plan.statements for q in s.asks if q.sql] or [
        command.sql for command in found
    ] != [command.sql for s in plan.statements for command in commands(s.sql, path)]:
        raise SchemadiffError(f"{path} would not be read back as the same statements")


def _header(plan: Plan, planned: Planned, proof: Proof | None) -> dict[str, str]:
    return {
        "from": plan.current,
        "to": plan.desired,
        "engine": plan.engine,
        "server": planned.server,
        "proof": _verdicts(proof) if proof else "none",
        "loses data": "; ".join(s.effects.loses_data for s in plan.losses) or NOTHING,
        "rollback": _way_back(planned),
    }


def _way_back(planned: Planned) -> str:
    stated = way_back(planned)
    return stated.words if stated else NOTHING


def _verdicts(proof: Proof) -> str:
    if proof.failure:
        return f"failed: {proof.failure.message}"
    words = [f"{v.judge} {'agrees' if v.ok else 'sees a difference'}" for v in proof.verdicts]
    if proof.rows is not None and (proof.rows.kept or proof.rows.lost):
        words.append("rows survive" if proof.rows.ok else "rows are lost")
    return ", ".join(words) or "none"


def _text(plan: Plan, header: Mapping[str, str]) -> str:
    lines = [*_comments(header), ""]
    for number, unit in enumerate(plan.units):
        if not unit.transactional:
            lines += [OUTSIDE, ""]
        elif number:
            lines += [MARKER, ""]
        for statement in unit.statements:
            lines += [*_statement(plan, statement), ""]
    return "\n".join(lines)


def _comments(header: Mapping[str, str]) -> Iterator[str]:
    for key, value in header.items():
        yield f"-- schemadiff: {key}: {one_line(value)}"


def _statement(plan: Plan, statement: Statement) -> Iterator[str]:
    place = f" ({statement.at})" if statement.at else ""
    yield f"-- {one_line(f'{statement.verb} {statement.address}{place}')}"
    if statement.effects.loses_data:
        yield f"-- loses data: {one_line(statement.effects.loses_data)}"
    if statement.reason:
        yield f"-- because: {one_line(statement.reason)}"
    if statement.not_online:
        yield f"-- not online: {one_line(statement.not_online)}"
    if words := engine_words(plan, statement):
        yield f"-- {one_line(words)}"
    for question in statement.asks:
        if question.sql:
            yield from conditions.written(question.sql)
    yield terminated(statement.sql)
