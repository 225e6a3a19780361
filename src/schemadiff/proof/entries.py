"""The entries of a dump, as far as a copy of the schema is made of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from schemadiff.errors import Unavailable
from schemadiff.grants.server import SERVERS
from schemadiff.model import Address
from schemadiff.proof.dump import BEGINNING, STATE, headers, parted, under
from schemadiff.proof.named import EntryName, Members, entry_name
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
"""Entries that want a superuser, which no text of a live database gets unless it is trusted."""
LAST = "EVENT TRIGGER"
"""It would fire on everything that is made after it."""
# What pg_dump says last of an entry, but for the settings of the next one. A name can hold anything between its quotes.
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
    """True if the copy does without where it cannot be made."""
    member: bool = False
    """True if it is about a member of an extension: its statements are sent one by one, to who may say them."""


def entries(text: str, made: Container[EntryName], members: Members) -> Iterator[Entry]:
    """Yield the entries of a dump, but for extensions, which are made by name, what is said about them, and owners.

    What is granted on the server's own objects is left out: a copy of a schema grants nobody anything there.
    What was made by an extension may need it, and what is granted on its members as well.
    """
    found = [*headers(text)]
    ends = [header.start() for header in found] + [len(text)]
    now = dict(STATE.findall(text[: ends[0]]))
    for header, end in zip(found, ends[1:], strict=True):
        body, later = parted(text[header.end() : end])
        state, now = now, now | later
        kind, name = header["type"], header["name"]
        # COMMENT ON EXTENSION wants its owner.
        if kind == "EXTENSION" or (kind == "COMMENT" and name.startswith("EXTENSION ")):
            continue
        if kind == "ACL" and SERVERS in (header["schema"], name.removeprefix("SCHEMA ")):
            continue
        body = body.split("\n--\n-- PostgreSQL database dump complete", 1)[0]
        place = None if header["schema"] == "-" else header["schema"]
        # A comment on what is made last.
        said = LAST if kind == "COMMENT" and name.startswith(f"{LAST} ") else kind
        optional = entry_name(kind, place, name) in made or members.granted(kind, place, name)
        yield Entry(
            said,
            name,
            _by_itself(_ownerless(body), state),
            optional,
            members.member(kind, place, name) is not None,
        )


def _ownerless(body: str) -> str:
    """An entry as ``pg_dump --no-owner`` says it."""
    at = len(body) if " OWNER TO " in body else -1
    # Nearly always the last one it is; a name can hold lines as well.
    while (at := body.rfind("\nALTER ", 0, max(at, 0))) != -1:
        if said := OWNER.match(body, at):
            return body[:at] + body[said.end() :]
    return body


def _by_itself(body: str, state: dict[str, str]) -> str:
    """An entry with the settings that pg_dump said before some other one, which need not come before it here."""
    said = [*under(state, body)]
    before = "".join(f"SET {name} = {value};\n" for name, value in said)
    after = "".join(f"SET {name} = {BEGINNING[name]};\n" for name, _ in said)
    return f"{before}{body}{after}"


def possible(workshop: Workshop, found: Sequence[Entry], scope: Scope) -> Iterator[Entry]:
    """Yield what the loader can make; of what only a superuser can, nothing of ours is left out.

    Raises:
        Unavailable: there is something of ours that only a superuser can make.
    """
    gone: list[str] = []
    for entry in found:
        kind, name, sql, *_ = entry
        if kind == "PUBLICATION" and name in workshop.preset.publications:
            # Which tables are in it may be ours; the stand-in's is there where this one cannot be made.
            if workshop.server.trusted or not _wants_superuser(kind, sql):
                yield entry
            continue
        address = Address(kind.lower().replace("foreign data", "foreign-data"), name)
        ours = not any(
            name == it or (kind.startswith("PUBLICATION ") and f"PUBLICATION {name}".startswith(f"{it} "))
            for it in gone
        )
        reason = scope.leaves_out(address, None) if kind in BY_ADMIN else ""
        # What is ignored may hold up something that is not.
        if reason and (not reason.startswith("ignore") or not workshop.server.trusted):
            gone.append(f"{kind} {name}")
            ours = False
        if ours and _wants_superuser(kind, sql) and not workshop.server.trusted:
            raise Unavailable(
                f"the live database has {address}, which only a superuser can make, and no superuser loads the copy of it",
                hint="if you trust the live database, set trusted = true under [shadow]; or "
                f"leave it out of the comparison: {ignoring([address])}",
            )
        if ours:
            yield entry


def _wants_superuser(kind: str, sql: str) -> bool:
    return kind in BY_ADMIN and (kind != "PUBLICATION" or "FOR ALL TABLES" in sql)
