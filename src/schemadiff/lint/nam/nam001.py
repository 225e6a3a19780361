"""A name is longer than PostgreSQL keeps.

What
    A name of more than 63 bytes, which PostgreSQL cuts without an error: a warning. One of exactly 63
    bytes is an info: it may have been cut, or put together by PostgreSQL from parts that it shortened.

Why
    Two names that differ behind the 63rd byte are one. Who asks the catalogue for the name as written finds
    nothing; and the next longer table or column name gives a constraint another name.

Instead
    A shorter name, written out:

        CONSTRAINT preferences_member_category_key UNIQUE (member_id, organization_id, category)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemadiff.desired.splitting import fold
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Object, Severity
from schemadiff.sql.identity import identity
from schemadiff.sql.usualnames import LONGEST_NAME

CODE = "NAM001"
NAME = "identifier-too-long"
SEVERITY = Severity.WARNING
ON = Object
BYTES_OF_A_CHARACTER = 4
IDENTIFIER = re.compile(r'"(?:[^"]|"")+"|[^\W\d][\w$]*')


def check(obj: Object, schema: Subject) -> Iterator[Finding]:
    """Yield the object if its name is as long as a name can be."""
    length = _length(obj.address)
    # A cut may fall inside a character, and then takes all of it.
    if length <= LONGEST_NAME - BYTES_OF_A_CHARACTER:
        return
    longer = _written(obj, schema)
    if longer:
        message = (
            f"{obj.address} was written with a name of {len(longer.encode())} bytes: PostgreSQL keeps 63"
        )
        yield Finding(CODE, SEVERITY, message, obj.address, schema.place(obj), "write a shorter name")
    elif length == LONGEST_NAME:
        message = f"the name of {obj.address} is 63 bytes long: there is no room left"
        yield Finding(CODE, Severity.INFO, message, obj.address, schema.place(obj), "write a shorter name")


def _length(address: Address) -> int:
    if len(address.identity.encode()) <= LONGEST_NAME - BYTES_OF_A_CHARACTER:
        return 0  # most names are short, and need no taking apart
    whole = identity(address)
    return len(whole.name[-1].encode()) if whole else 0


def _written(obj: Object, schema: Subject) -> str:
    """The identifier in its statement that PostgreSQL cut; empty if there is none."""
    statement, whole = schema.statement(obj), identity(obj.address)
    if statement is None or whole is None:
        return ""
    for token in IDENTIFIER.findall(statement.sql):
        if len(token.encode()) > LONGEST_NAME and fold(token) == whole.name[-1]:
            name = token[1:-1].replace('""', '"') if token.startswith('"') else token
            if len(name.encode()) > LONGEST_NAME:
                return str(name)
    return ""
