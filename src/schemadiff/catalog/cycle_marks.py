"""Rewrites the marks of ``CYCLE n SET m TO text 'y' DEFAULT text 'n'``, which PostgreSQL prints in a form that it cannot read.

It prints ``TO 'y'::text DEFAULT 'n'::text`` (``get_with_clause()`` of ruleutils.c), and so does pg_dump; but the grammar
takes only constants there (``AexprConst`` of gram.y), among them ``text 'y'``, and no cast.
"""

from __future__ import annotations

import re

from schemadiff.catalog.type_names import INTERNAL
from schemadiff.sql.identity import quoted_names, unquoted

NAME = r'(?:"(?:[^"]|"")*"|[\w$]+)'
MODIFIER = r"\([^()]*\)"
TYPE = rf"""(?:"(?:[^"]|"")*"|[\w$.])+(?:{MODIFIER})?
            (?:\ (?:varying|precision|time|with|without|zone|year|month|day|hour|minute|second|to)\b(?:{MODIFIER})?)*"""
# A domain is printed as a cast of a constant in parentheses.
VALUE = rf"\(*(?:'(?:[^']|'')*'|[\w.]+)(?:\)*::{TYPE}(?:\[\])?)*"
CLAUSE = rf"""(?<=\ )CYCLE\ {NAME}(?:,\ {NAME})*\ SET\ {NAME}\ TO\ (?P<mark>{VALUE})\ DEFAULT\ (?P<default>{VALUE})
              (?=\ USING\ {NAME})"""
MAY_HAVE = re.compile(CLAUSE, re.VERBOSE)
# Strings, quoted names, dollar quotes and comments are skipped as a whole.
PART = re.compile(
    rf"""{CLAUSE} | [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]*
         | (?<![\w$])(?P<dollar>\$(?:[^\W\d]\w*)?\$).*?(?P=dollar)""",
    re.VERBOSE | re.DOTALL,
)
PARTS = re.compile(
    rf"\(*(?P<constant>'(?:[^']|'')*'|[\w.]+)(?:.*::(?P<type>{TYPE})(?P<array>\[\])?)?",
    re.VERBOSE | re.DOTALL,
)
MODIFIED = re.compile(rf'("(?:[^"]|"")*")|{MODIFIER}')
NAME_BYTES = 63


def readable(text: str) -> str:
    """Return the text with marks of cycles that PostgreSQL reads."""
    if " CYCLE " not in text or not MAY_HAVE.search(text):
        return text
    return PART.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    if found["mark"] is None:
        return found[0]
    mark, default = _constant(found["mark"]), _constant(found["default"])
    if mark is None or default is None:
        return found[0]
    before = found[0][: found.start("mark") - found.start()]
    return f"{before}{mark} DEFAULT {default}"


def _constant(value: str) -> str | None:
    """Return a printed constant without a cast; None if there is no way to say it."""
    parts = PARTS.fullmatch(value)
    if parts is None or parts["type"] is None:
        return value
    constant, kind = parts["constant"], parts["type"]
    if constant == "NULL":
        # It has the type of the other mark.
        return constant
    constant = constant if constant.startswith("'") else f"'{constant}'"
    if parts["array"]:
        array = _array(kind)
        return array and f"{array} {constant}"
    if kind.startswith("interval "):
        return f"interval {constant}{kind.removeprefix('interval')}"
    return f"{kind} {constant}"


def _array(element: str) -> str | None:
    """Return the name of the array type of an element type, which stands before a constant without brackets."""
    base = MODIFIED.sub(r"\1", element)
    modifier = "".join(found[0] for found in MODIFIED.finditer(element) if found[1] is None)
    # The modifiers of an interval are no list of numbers in SQL.
    if base.startswith("interval") and element != "interval":
        return None
    *schema, name = quoted_names(INTERNAL.get(base, base))
    # makeArrayTypeName() of pg_type.c
    short = f"_{unquoted(name)}".encode()[:NAME_BYTES].decode(errors="ignore").replace('"', '""')
    return ".".join([*schema, f'"{short}"']) + modifier
