"""A name must be written in quotes.

What
    A schema, relation, column, type or routine whose name has upper case, blanks or other characters, or is a
    word that SQL keeps for itself. Policies, triggers, constraints and indexes are left alone: hardly anybody
    writes their names.

Why
    ``SELECT userId FROM Users`` asks for ``userid`` in ``users``: every query, tool and person has to quote
    the name, always and in the same case, and the error for who forgets it is "does not exist".

Instead
        CREATE TABLE users (user_id bigint PRIMARY KEY);

    Names that an ORM chooses can be allowed: ``allow`` is a pattern for names that are fine in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pglast import parser

from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Object, Severity
from schemadiff.sql.identity import quoted_names, unquoted

CODE = "NAM002"
NAME = "identifier-needs-quoting"
SEVERITY = Severity.WARNING
ON = Object
KINDS = frozenset(
    {
        "schema",
        "table",
        "view",
        "materialized view",
        "foreign table",
        "table column",
        "foreign table column",
        "type",
        "function",
        "procedure",
        "aggregate",
    }
)
PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")
RELATION, COLUMN, OTHER = "TABLE {}", "UPDATE t SET {} = 1", "DROP FUNCTION {}"
"""Statements that take a name only if it needs no quotes: of the words of SQL, some may be names of columns
and others of functions and types."""
PLACES = {
    "table column": COLUMN,
    "foreign table column": COLUMN,
    "type": OTHER,
    "function": OTHER,
    "procedure": OTHER,
    "aggregate": OTHER,
}


def check(obj: Object, schema: Subject) -> Iterator[Finding]:
    """Yield the object if its name needs quotes."""
    if obj.kind not in KINDS or '"' not in obj.identity:
        return
    quoted = quoted_names(obj.identity)[-1]
    name = unquoted(quoted)
    if quoted == name or _usable(name, PLACES.get(obj.kind, RELATION)) or _allowed(name, schema):
        return
    why = "is an SQL keyword" if PLAIN.fullmatch(name) else "has upper case or other characters"
    yield Finding(
        CODE,
        SEVERITY,
        f"the name of {obj.address} {why}, and must always be quoted",
        obj.address,
        schema.place(obj),
        "letters from a to z, digits and _",
    )


def _allowed(name: str, schema: Subject) -> bool:
    return bool(re.fullmatch(schema.option(CODE, NAME, "allow"), name))


@lru_cache(maxsize=1024)
def _usable(name: str, place: str) -> bool:
    """True for a word that PostgreSQL quotes when it prints it, and that does without where it stands."""
    if not PLAIN.fullmatch(name):
        return False
    try:
        parser.parse_sql(place.format(name))
    except parser.ParseError:
        return False
    return True
