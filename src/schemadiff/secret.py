"""Secrets among the options of foreign data wrappers, and how they are kept out of everything.

They are never read: the queries leave out such options on the server, and they are cut from the output of pg_dump
before anything sees it. So they are neither compared nor written, and losing them is a loss of data.
"""

from __future__ import annotations

import re
from typing import LiteralString

NAMES: LiteralString = (
    "password(?!required)|passwd|passphrase|passfile|pwd|secret|token|credential|key"
    "|conn(ection)?str(ing)?|conninfo|dsn"
)
"""Matches the names, reduced to letters and digits, of secret options of wrappers, servers and user mappings; valid in
Python and in PostgreSQL."""
NAMES_OF_TABLES: LiteralString = "password|secret|credential"
"""The same for foreign tables and their columns, where "key" means a key of the table."""
VALUES: LiteralString = "://[^/@]*:[^@]*@"
"""Matches a URL with a password, in any option."""

_STRING = r"(?: ?E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*')"
_NAME = r'(?:"(?:[^"]|"")*"|\w+)'
_OPTION = re.compile(rf"(?P<name>{_NAME}) (?P<value>{_STRING})", re.DOTALL)
_OPTIONS = re.compile(
    rf"(?P<column>^ALTER FOREIGN TABLE [^\n]* ALTER COLUMN [^\n]*?)?\s*\bOPTIONS \(\n    (?P<all>{_NAME} {_STRING}(?:,\n    {_NAME} {_STRING})*)\n\)",
    re.DOTALL | re.MULTILINE,
)
_ENTRY = re.compile(
    r"^-- Name: [^\n]*; Type: (?P<type>USER MAPPING|SERVER|FOREIGN DATA WRAPPER|FOREIGN TABLE|SUBSCRIPTION); "
    r"Schema: [^\n]*\n--\n(?P<body>.*?)(?=^--\n-- |\Z)",
    re.MULTILINE | re.DOTALL,
)
_CONNECTION = re.compile(rf"(?<= CONNECTION ){_STRING}", re.DOTALL)


def is_secret(name: str, value: str = "", names: str = NAMES) -> bool:
    """True if an option must not be read.

    >>> is_secret("Pass-word"), is_secret("password_required"), is_secret("url", "http://me:pw@host/")
    (True, False, True)
    """
    return bool(re.search(names, re.sub(r"[\W_]", "", name), re.IGNORECASE) or re.search(VALUES, value))


def without_secrets(dumped: str) -> str:
    """The output of pg_dump without secret options and without the connection strings of subscriptions."""
    if "OPTIONS (" not in dumped and " CONNECTION " not in dumped:
        return dumped
    return _ENTRY.sub(_entry_without, dumped)


def _entry_without(found: re.Match[str]) -> str:
    head, body = found[0][: found.start("body") - found.start()], found["body"]
    if found["type"] == "SUBSCRIPTION":
        return head + _CONNECTION.sub("''", body)
    names = NAMES_OF_TABLES if found["type"] == "FOREIGN TABLE" else NAMES
    return head + _OPTIONS.sub(lambda options: _options_without(options, names), body)


def _options_without(found: re.Match[str], names: str) -> str:
    kept = [
        option[0]
        for option in _OPTION.finditer(found["all"])
        if not is_secret(option["name"].strip('"'), option["value"], names)
    ]
    before, listed = (
        found[0][: found[0].rindex("OPTIONS (", 0, found.start("all") - found.start())],
        ",\n    ".join(kept),
    )
    if kept:
        return f"{before}OPTIONS (\n    {listed}\n)"
    # For a column the whole ALTER statement would be empty.
    return "" if found["column"] else before.rstrip()
