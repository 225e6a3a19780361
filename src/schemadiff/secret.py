"""What is a secret among the options of foreign data, and how it is kept out of everything.

It is never read: the queries leave out such options on the server, and what pg_dump says of them is cut out
before anybody sees the text. So they are neither compared nor written, and their loss is a loss of data.
"""

from __future__ import annotations

import re
from typing import LiteralString

NAMES: LiteralString = (
    "password(?!required)|passwd|passphrase|passfile|pwd|secret|token|credential|key"
    "|conn(ection)?str(ing)?|conninfo|dsn"
)
"""Options of wrappers, servers and user mappings whose names, letters and digits only, say so: for Python and
PostgreSQL alike."""
NAMES_OF_TABLES: LiteralString = "password|secret|credential"
"""The same of foreign tables and their columns, where a key is one of a table's."""
VALUES: LiteralString = "://[^/@]*:[^@]*@"
"""A URL with a password, whatever the option is called."""

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
    """True if an option is not to be read.

    >>> is_secret("Pass-word"), is_secret("password_required"), is_secret("url", "http://me:pw@host/")
    (True, False, True)
    """
    return bool(re.search(names, re.sub(r"[\W_]", "", name), re.IGNORECASE) or re.search(VALUES, value))


def without_secrets(dumped: str) -> str:
    """The text of pg_dump without the options that are secret and without the addresses of subscriptions."""
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
    # Nothing is left to be altered of a column.
    return "" if found["column"] else before.rstrip()
