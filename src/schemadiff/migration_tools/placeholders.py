"""Placeholders that tools replace in their files: Flyway's ``${name}``, goose's ``${NAME}``, psql's ``:name``.

Values come from the user. A missing one is an error with its position, because a guess would give another schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from schemadiff.desired.splitting import Source
from schemadiff.errors import SchemadiffError, UsageError

FLYWAY = re.compile(r"\$\{(?P<name>[^}\s]+)\}")
GOOSE = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*)(?::-(?P<default>[^}]*))?\}")
PSQL = re.compile(r"::|:(?P<quote>['\"]?)(?P<name>[A-Za-z_]\w*)(?P=quote)")
"""A cast is matched first, so that ``:::name`` is a cast and then a variable."""
ENVSUB = re.compile(r"(?mi)^--\s*\+goose\s+ENVSUB\s+(ON|OFF)\b.*$")
FLYWAY_OWN = {"flyway:defaultSchema": "public", "flyway:database": "postgres", "flyway:user": "postgres"}
"""Placeholders that Flyway defines itself, with their values for an unconfigured database."""


def given(words: Iterable[str]) -> dict[str, str]:
    """Return values by name, from ``name=value``.

    Raises:
        UsageError: one of them has no such form.
    """
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not name or not equals:
            raise UsageError(f"{word} is not NAME=VALUE", hint="--placeholder NAME=VALUE")
        found[name] = value
    return found


def filled(layout: str, text: str, path: str, values: Mapping[str, str]) -> str:
    """Return the text as its tool runs it.

    Raises:
        SchemadiffError: a placeholder has no value; with its ``path:line``.
    """
    if layout == "flyway":
        return _filled(FLYWAY, text, path, FLYWAY_OWN | dict(values))
    if layout == "goose":
        marks = [*ENVSUB.finditer(text), None]
        ons = [
            (mark.end(), after.start() if after else len(text))
            for mark, after in pairwise(marks)
            if mark and mark[1].upper() == "ON"
        ]
        return _filled(GOOSE, text, path, values, lambda at: any(start <= at < end for start, end in ons))
    # A colon has many meanings in SQL: only names with a value count as psql's variables.
    return PSQL.sub(lambda found: _variable(found, values), text) if values else text


def hint(text: str, offset: int) -> str:
    """Return a hint for a syntax error that a placeholder may have caused."""
    found = FLYWAY.match(text, offset) or PSQL.match(text, offset)
    name = found and found["name"]
    return (
        f"if {found[0]} is a placeholder, give its value: --placeholder {name}=VALUE"
        if found and name
        else ""
    )


def _filled(
    form: re.Pattern[str],
    text: str,
    path: str,
    values: Mapping[str, str],
    counts: Callable[[int], bool] = lambda _: True,
) -> str:
    def value(found: re.Match[str]) -> str:
        if not counts(found.start()):
            return found[0]
        default = found.groupdict().get("default")
        known = values.get(found["name"], default)
        if known is None:
            raise _unknown(found, text, path)
        return known

    return form.sub(value, text)


def _variable(found: re.Match[str], values: Mapping[str, str]) -> str:
    value, quote = values.get(found["name"] or ""), found["quote"]
    if value is None:
        return found[0]
    return f"{quote}{value.replace(quote, quote * 2)}{quote}" if quote else value


def _unknown(found: re.Match[str], text: str, path: str) -> SchemadiffError:
    source = Source(path, text)
    return SchemadiffError(
        f"the placeholder {found[0]} has no value",
        at=source.position(found.start()),
        detail=source.caret(found.start()),
        hint=f"give it with --placeholder {found['name']}=VALUE of init, or placeholders under [migrations]",
    )
