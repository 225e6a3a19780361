"""The entries of a dump from which a copy of the schema is made."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from schemadiff.errors import Unavailable
from schemadiff.grants.server import of_server
from schemadiff.interplay.inseparable_keys import Key
from schemadiff.model import Address
from schemadiff.proof.dump import BEGINNING, STATE, headers, parted, under
from schemadiff.proof.entry_names import EntryName, Members, entry_name
from schemadiff.scope import Scope
from schemadiff.settings import ignoring
from schemadiff.shadow import Workshop

BY_ADMIN = (
    "EVENT TRIGGER",
    "PUBLICATION",
    "PUBLICATION TABLES IN SCHEMA",
    "SUBSCRIPTION",
    "FOREIGN DATA WRAPPER",
)
"""Entries that only a superuser can create, which SQL from a live database never becomes unless it is trusted."""
LAST = "EVENT TRIGGER"
"""Created last, because event triggers would fire on every statement after them."""
# ALTER ... OWNER TO ends an entry, except for settings printed for the next one. A quoted name can contain any text.
OWNER = re.compile(
    r"""\nALTER\ [A-Z ]+\ (?:"(?:[^"]|"")*"|[^"])*\ OWNER\ TO\ (?:"(?:[^"]|"")*"|[\w$]+);
        (?=\n(?:\n|SET\ default_\w+\ =\ [^\n]*;\n)*\Z)""",
    re.VERBOSE,
)


class Entry(NamedTuple):
    """One entry of a dump."""

    kind: str
    name: str
    sql: str
    optional: bool = False
    """True if the copy can do without the entry, should it fail."""
    member: bool = False
    """True if the entry is about a member of an extension; its statements run one by one, because some may be refused."""
    keys: Sequence[Key] = ()
    """A key that the entry creates with its parts, and those parts, which PostgreSQL gives other names."""


def entries(text: str, made: Container[EntryName], members: Members) -> Iterator[Entry]:
    """Yield the entries of a dump without extensions, which are created by name, comments on extensions, and owners.

    Grants on the server's own objects are left out: a schema's copy grants nothing there. Optional are the objects
    made by an extension or a platform, and grants on members of extensions that are not ours.
    """
    found = [*headers(text)]
    ends = [header.start() for header in found] + [len(text)]
    now = dict(STATE.findall(text[: ends[0]]))
    for header, end in zip(found, ends[1:], strict=True):
        body, later = parted(text[header.end() : end])
        state, now = now, now | later
        kind, name = header["type"], header["name"]
        # Only the owner may run COMMENT ON EXTENSION.
        if kind == "EXTENSION" or (kind == "COMMENT" and name.startswith("EXTENSION ")):
            continue
        place = None if header["schema"] == "-" else header["schema"]
        if kind == "ACL" and of_server(place, name) and members.member(kind, place, name) is None:
            continue
        body = body.split("\n--\n-- PostgreSQL database dump complete", 1)[0]
        # A comment on an event trigger is also created last.
        label = LAST if kind == "COMMENT" and name.startswith(f"{LAST} ") else kind
        optional = entry_name(kind, place, name) in made or members.granted(kind, place, name)
        yield Entry(
            label,
            name,
            _with_settings(_ownerless(body), state),
            optional,
            members.member(kind, place, name) is not None,
        )


def _ownerless(body: str) -> str:
    """Return an entry as ``pg_dump --no-owner`` prints it."""
    at = len(body) if " OWNER TO " in body else -1
    # Nearly always the last match is the one; but a name can contain newlines and this text.
    while (at := body.rfind("\nALTER ", 0, max(at, 0))) != -1:
        if clause := OWNER.match(body, at):
            return body[:at] + body[clause.end() :]
    return body


def _with_settings(body: str, state: dict[str, str]) -> str:
    """Return an entry with the settings in effect where it was printed: entries may run in another order here."""
    changed = [*under(state, body)]
    before = "".join(f"SET {name} = {value};\n" for name, value in changed)
    after = "".join(f"SET {name} = {BEGINNING[name]};\n" for name, _ in changed)
    return f"{before}{body}{after}"


def possible(workshop: Workshop, found: Sequence[Entry], scope: Scope) -> Iterator[Entry]:
    """Yield the entries that the loader can create, without those that are out of scope and need a superuser.

    Raises:
        Unavailable: an entry in scope can only be created by a superuser.
    """
    gone: list[str] = []
    for entry in found:
        kind, name, sql, *_ = entry
        if kind == "PUBLICATION" and name in workshop.preset.publications:
            # Its tables may be ours; where it cannot be created, the stand-in's publication is there.
            if workshop.server.trusted or not _wants_superuser(kind, sql):
                yield entry
            continue
        address = Address(kind.lower().replace("foreign data", "foreign-data"), name)
        ours = not any(
            name == it or (kind.startswith("PUBLICATION ") and f"PUBLICATION {name}".startswith(f"{it} "))
            for it in gone
        )
        reason = scope.leaves_out(address, None) if kind in BY_ADMIN else ""
        # An ignored object may be a dependency of one that is not.
        if reason and (not reason.startswith("ignore") or not workshop.server.trusted):
            gone.append(f"{kind} {name}")
            ours = False
        if ours and _wants_superuser(kind, sql) and not workshop.server.trusted:
            raise Unavailable(
                f"the live database has {address}, which only a superuser can create, but its copy is "
                "loaded by a role that is not a superuser",
                hint="if you trust the live database, set trusted = true under [shadow]; or exclude it "
                f"from the comparison: {ignoring([address])}",
            )
        if ours:
            yield entry


def _wants_superuser(kind: str, sql: str) -> bool:
    return kind in BY_ADMIN and (kind != "PUBLICATION" or "FOR ALL TABLES" in sql)
