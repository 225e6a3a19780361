"""The second judge: compares two outputs of ``pg_dump --schema-only`` entry by entry.

It knows the format of pg_dump and nothing about kinds of objects. Ignored are the order of entries (by name, then by
oid), the order of columns, and whether an inheritance child declares an inherited column itself; PostgreSQL cannot
change the latter two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from schemadiff.catalog.settled import settled_dump
from schemadiff.proof.child_tables import said_above, said_inline, told_alike
from schemadiff.sql.identity import unquoted

HEADER = re.compile(
    r"^--\n-- (?:Data for )?Name: (?P<name>.*); Type: (?P<type>[^;\n]*); Schema: (?P<schema>[^\n]*); "
    r"Owner:(?P<owner>[^\n]*)\n--\n",
    re.MULTILINE,
)
PIECES = re.compile(r'"(?:[^"]|"")*"|[^"]+')
FOOTER = re.compile(r"^--\n-- PostgreSQL database dump complete\n--\n", re.MULTILINE)
# pg_dump prints these settings when they change, before the entry that needs another value: so at the end of the entry
# before.
STATE = re.compile(r"^SET (default_tablespace|default_table_access_method) = (.*);\n", re.MULTILINE)
TRAILING = re.compile(rf"(?:{STATE.pattern}\s*)+\Z", re.MULTILINE)
BEGINNING = {"default_tablespace": "''", "default_table_access_method": "heap"}
SAID = {"default_tablespace": "in tablespace", "default_table_access_method": "stored as"}
# The entries that each setting affects.
SPACED = re.compile(r"CREATE (UNLOGGED )?(TABLE|MATERIALIZED|INDEX|UNIQUE)|PRIMARY KEY|\bUNIQUE\b|EXCLUDE")
STORED = re.compile(r"CREATE (UNLOGGED )?(TABLE|MATERIALIZED)")
# The tokens that matter for splitting: strings (E'' as well), quoted names, dollar quotes, comments, brackets, commas,
# semicolons.
TOKEN = re.compile(
    r"""[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | (?<![\w$])(\$(?:[^\W\d]\w*)?\$).*?\1
        | --[^\n]* | /\*.*?\*/ | [(\[] | [)\]] | [,;]""",
    re.VERBOSE | re.DOTALL,
)
# Storage parameters and view options, which are printed in the order in which they were set.
OPTIONS = re.compile(r"\bWITH \((\w[\w.]*=(?:'[^']*'|[\w.-]+)(?:, \w[\w.]*=(?:'[^']*'|[\w.-]+))*)\)")
STRING = r"(?:'(?:[^']|'')*')"
OPTIONED = ("TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "INDEX", "CONSTRAINT")
NO_DEFAULT = re.compile(r"^(\S+ [^'\"]*) DEFAULT NULL(?=$| (?:CONSTRAINT \S+ )?NOT NULL$)")
"""A partition's column without the default that its parent has: whether pg_dump before 16 says so below it as well goes by OIDs."""
INHERITING = ("TABLE ", "FOREIGN TABLE ")
LIMIT = re.compile(
    r"^    (?:(MAX)VALUE (?:32767|2147483647)|(MIN)VALUE -(?:32768|2147483648))$", re.MULTILINE
)
SHOWN = 40
"""The number of lines of a difference that are shown."""


# The tokens that may contain a text like a header, and line comments, because quotes in these open no string.
QUOTED = re.compile(
    r"""[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | (?<![\w$])(\$(?:[^\W\d]\w*)?\$).*?\1
        | --[^\n]*""",
    re.VERBOSE | re.DOTALL,
)

OPENING = re.compile("['\"$]")


def headers(text: str) -> Iterator[re.Match[str]]:
    """Yield the headers of a dump's entries, but not text in a function or a string that looks like one."""
    at = 0
    for header in HEADER.finditer(text):
        while at < header.start() and OPENING.search(text, at, header.start()):
            token = QUOTED.search(text, at)
            if token is None or token.start() >= header.start():
                break
            at = token.end()
        if at <= header.start():
            yield header
            at = header.end()


class Entry(NamedTuple):
    """One entry of a dump, as printed."""

    key: str
    kind: str
    sql: str
    under: str
    """The settings in effect where it was printed, as far as they affect it."""


def entries(text: str) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of a dump by ``TYPE schema.name``."""
    ends = FOOTER.search(text)
    text = text[: ends.start()] if ends else text
    return {key: tuple(group) for key, group in groupby(sorted(_entries(text)), itemgetter(0))}


def differences(one: str, other: str) -> tuple[str, ...]:
    """Return what a dump must lose (``-``) and gain (``+``) to equal another, one text per entry; empty if they are equal."""
    if one == other:
        return ()
    before, after = entries(one), entries(other)
    return tuple(_differences(before, after)) if before != after else ()


def _differences(
    before: Mapping[str, Sequence[Entry]], after: Mapping[str, Sequence[Entry]]
) -> Iterator[str]:
    for key in sorted(before.keys() | after.keys()):
        # Most entries are textually equal, and normalizing them is expensive.
        if before.get(key) == after.get(key):
            continue
        old, new = _text(before.get(key)), _text(after.get(key))
        if (old is None or new is None) and _said_otherwise(
            key, old or new or "", after if new is None else before
        ):
            continue
        if key.startswith(INHERITING) and old and new:
            old, new = told_alike(
                old, new, lambda name: _above(after, name), lambda name: _has_check(name, before, after)
            )
        if old != new:
            yield _difference(key, old, new)


def _said_otherwise(key: str, sql: str, elsewhere: Mapping[str, Sequence[Entry]]) -> bool:
    """Return True if what is an entry in one dump only is a part of another entry in the dump ``elsewhere``."""
    if key.startswith("DEFAULT "):
        return said_inline(key, sql, lambda name: _text(elsewhere.get(name)))
    # NOT NULL is one of the others, and an entry where it is NOT VALID.
    kind = next((each for each in ("CHECK CONSTRAINT", "CONSTRAINT") if key.startswith(f"{each} ")), None)
    return kind is not None and said_above(
        sql, lambda name: _above(elsewhere, name), lambda name: f"{kind} {_plain(name)}" in elsewhere
    )


def _has_check(name: str, *dumps: Mapping[str, Sequence[Entry]]) -> bool:
    """Return True if each of the dumps has an entry for a CHECK, which is named after its table."""
    return all(f"CHECK CONSTRAINT {_plain(name)}" in entries for entries in dumps)


def _above(entries: Mapping[str, Sequence[Entry]], name: str) -> str | None:
    """Return the text of what a table can inherit from or be of; None if the dump does not have it."""
    kinds = ("TABLE", "FOREIGN TABLE", "TYPE")
    return next((_text(found) for kind in kinds if (found := entries.get(f"{kind} {_plain(name)}"))), None)


def _plain(name: str) -> str:
    """Return a name of a statement as the header of its entry has it: without quotes."""
    return "".join(map(unquoted, PIECES.findall(name)))


def _text(found: Sequence[Entry] | None) -> str | None:
    """Return the normalized text of the entries of one key; None if there are none."""
    if found is None:
        return None
    return "\n".join(sorted(_normalize(entry.kind, settled_dump(entry.sql)) + entry.under for entry in found))


def _entries(text: str) -> Iterator[Entry]:
    found = list(headers(text))
    starts = [header.start() for header in found] + [len(text)]
    preamble = text[: starts[0]]
    state = dict(STATE.findall(preamble))
    for header, end in zip(found, starts[1:], strict=True):
        body = text[header.end() : end]
        place = "" if header["schema"] == "-" else header["schema"] + "."
        key = f"{header['type']} {place}{header['name']}"
        sql, later = parted(body)
        yield Entry(key, header["type"], sql.strip(), _settings_note(state, sql))
        state |= later


def parted(body: str) -> tuple[str, dict[str, str]]:
    """Split an entry into its own text and the settings printed after it, which apply to the entries that follow."""
    found = TRAILING.search(body)
    return (body[: found.start()], dict(STATE.findall(found[0]))) if found else (body, {})


def _settings_note(state: dict[str, str], sql: str) -> str:
    return "".join(f"\n-- {SAID[name]} {value}" for name, value in under(state, sql))


def under(state: dict[str, str], sql: str) -> Iterator[tuple[str, str]]:
    """Yield the settings that an entry was printed under and that affect it, except those at their initial value."""
    space, method = ((BEGINNING | state)[name] for name in BEGINNING)
    if space not in ("''", '""') and SPACED.search(sql):
        yield "default_tablespace", space
    if method != "heap" and STORED.search(sql) and "PARTITION BY" not in sql:
        yield "default_table_access_method", method


def _normalize(kind: str, sql: str) -> str:
    """Return the normalized SQL of one entry: sorted where the order follows columns or the order of grants."""
    if kind in OPTIONED:
        sql = OPTIONS.sub(lambda found: f"WITH ({', '.join(sorted(found[1].split(', ')))})", sql)
    statements = [statement.strip() for statement in split(sql, ";") if statement.strip()]
    if kind in ("TABLE", "FOREIGN TABLE"):
        return ";\n".join(sorted(map(_sort_columns, statements)))
    if kind in LISTS:
        return ";\n".join(map(LISTS[kind], statements))
    if kind.endswith("ACL"):
        return ";\n".join(sorted(_as_grantor(statements)))
    if kind == "SEQUENCE" and " AS IDENTITY (" in sql:
        # LIKE INCLUDING IDENTITY and ALTER SEQUENCE ... AS make a sequence of another type than the column's. A dump
        # does not say which: its only trace is whether the limits of a type are printed.
        return LIMIT.sub(lambda found: f"    NO {found[1] or found[2]}VALUE", sql)
    return sql


def _as_grantor(statements: list[str]) -> Iterator[str]:
    """Yield each grant together with the SET SESSION AUTHORIZATION that it was made under."""
    name = ""
    for statement in statements:
        if statement.startswith("SET SESSION AUTHORIZATION"):
            name = statement + ";\n"
        elif statement == "RESET SESSION AUTHORIZATION":
            name = ""
        else:
            yield name + statement


def _sort_columns(statement: str) -> str:
    """Return CREATE TABLE with its columns and constraints in alphabetical order."""
    opening = statement.find("(\n    ")
    if not statement.startswith("CREATE") or opening < 0:
        return statement
    closing = _closing(statement, opening) - 1
    inner = sorted(NO_DEFAULT.sub(r"\1", p.strip()) for p in split(statement[opening + 1 : closing], ","))
    return statement[: opening + 2] + "    " + ",\n    ".join(inner) + statement[closing:]


def _closing(sql: str, opening: int) -> int:
    """Return the position of the bracket that closes ``opening``; more may follow it (the OPTIONS of a foreign table)."""
    depth = 0
    for token in TOKEN.finditer(sql, opening):
        depth += (token[0] in "([") - (token[0] in ")]")
        if depth == 0:
            return token.start()
    return len(sql)


def _sort_members(statement: str) -> str:
    """Return CREATE OPERATOR CLASS ... AS or ALTER OPERATOR FAMILY ... ADD with the members in alphabetical order."""
    head, word, members = statement.partition(" AS\n" if " AS\n" in statement else " ADD\n")
    return head + word + ",\n".join(sorted(part.strip() for part in split(members, ",")))


def _sort_observed(statement: str) -> str:
    """Return CREATE STATISTICS with its columns in alphabetical order: PostgreSQL prints them in the order of the table."""
    head, on, rest = statement.partition(" ON ")
    listed, word, table = rest.rpartition(" FROM ")
    if not statement.startswith("CREATE"):
        return statement
    return head + on + ", ".join(sorted(part.strip() for part in split(listed, ","))) + word + table


def _sort_published(statement: str) -> str:
    """Return ALTER PUBLICATION ... ADD TABLE with its columns in alphabetical order: PostgreSQL keeps that of the table."""
    opening = next((found for found in TOKEN.finditer(statement) if found[0] == "("), None)
    if opening is None or statement[: opening.start()].endswith(" WHERE "):
        return statement
    closing = next(found for found in TOKEN.finditer(statement, opening.end()) if found[0] == ")")
    columns = sorted(part.strip() for part in split(statement[opening.end() : closing.start()], ","))
    return statement[: opening.end()] + ", ".join(columns) + statement[closing.start() :]


def _without_slot(statement: str) -> str:
    """Return CREATE SUBSCRIPTION with sorted publications, and without its slot, which is set by hand."""
    head, word, rest = statement.partition(" PUBLICATION ")
    publications, options, tail = rest.rpartition(" WITH (")
    listed = ", ".join(sorted(part.strip() for part in split(publications, ",")))
    return head + word + listed + options + re.sub(rf"slot_name = ({STRING}|\w+)(, )?", "", tail)


LISTS = {
    "OPERATOR CLASS": _sort_members,
    "OPERATOR FAMILY": _sort_members,
    "PUBLICATION TABLE": _sort_published,
    "STATISTICS": _sort_observed,
    "SUBSCRIPTION": _without_slot,
}
"""The normalization of entries whose statements contain a list in an order without meaning, by type of entry."""


def split(sql: str, at: str) -> Iterator[str]:
    """Split at commas or semicolons outside of quotes, comments and brackets."""
    start = depth = 0
    for token in TOKEN.finditer(sql):
        text = token[0]
        if text in "([":
            depth += 1
        elif text in ")]":
            depth -= 1
        elif text == at and depth == 0:
            yield sql[start : token.start()]
            start = token.end()
    yield sql[start:]


def _difference(key: str, before: str | None, after: str | None) -> str:
    lines = list(unified_diff((before or "").splitlines(), (after or "").splitlines(), n=1, lineterm=""))[2:]
    shown = [line for line in lines if not line.startswith("@@")]
    more = [f"... {len(shown) - SHOWN} more lines"] if len(shown) > SHOWN else []
    return "\n".join([key, *shown[:SHOWN], *more])


__all__ = ["BEGINNING", "STATE", "differences", "entries", "headers", "parted", "under"]
