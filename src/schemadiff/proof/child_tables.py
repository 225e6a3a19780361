"""Inheritance children that declare inherited columns or constraints themselves: a difference that no ALTER TABLE can change.

pg_dump prints it, but like the order of columns it does not count. Whether both tables have the same columns and
constraints, the catalogue judge decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from schemadiff.sql.identity import unquoted

INHERITS = re.compile(r"^INHERITS \((.*)\)", re.MULTILINE)
HEAD = re.compile(r'(?:CONSTRAINT )?(?:"(?:[^"]|"")*"|[^\s"]+)')
CONSTRAINT = "CONSTRAINT "
NAME = re.compile(r'(?:"(?:[^"]|"")*"|[^\s",])+')
OF = re.compile(rf"^CREATE TABLE {NAME.pattern} OF ({NAME.pattern})", re.MULTILINE)
ATTRIBUTE = re.compile(rf"^\t({NAME.pattern}) ", re.MULTILINE)
OPENING, CLOSING = " (\n    ", "\n)"
FOREIGN = re.compile(r"^CREATE FOREIGN TABLE .*?(?=\nSERVER )", re.MULTILINE | re.DOTALL)
"""A foreign table up to its options, which are printed as its columns are."""

SET_DEFAULT = re.compile(
    r"^ALTER (?:FOREIGN )?TABLE ONLY .* ALTER COLUMN (.*) SET DEFAULT (.*?);?$", re.DOTALL
)
ADD_INHERITED = re.compile(
    rf"^ALTER (?:FOREIGN )?TABLE (?:ONLY )?({NAME.pattern})\n    ADD CONSTRAINT ({NAME.pattern}) (?:CHECK |NOT NULL .* NOT VALID)",
    re.MULTILINE,
)
# pg_dump 18 does not quote this name, so it may have any characters (proof/readable.py).
NOT_NULL = re.compile(r'(?:CONSTRAINT .+? )?(NOT NULL (?:"(?:[^"]|"")*"|[^\s"]+))$', re.DOTALL)

COLUMN_NOT_NULL = re.compile(
    r'(?P<column>"(?:[^"]|"")*"|[^\s"]+) .*?(?P<name>CONSTRAINT (?:"(?:[^"]|"")*"|[^\s"]+) )?NOT NULL$',
    re.DOTALL,
)
SET_NOT_NULL = re.compile(
    r"^ALTER (?:FOREIGN )?TABLE ONLY [^\n]* ALTER COLUMN (?P<column>[^\n]*) SET NOT NULL(?:;\n|$)",
    re.MULTILINE,
)

Look = Callable[[str], str | None]
"""Returns the text of the table or type with a name, as it is compared; None if the dump does not have it."""


def told_alike(old: str, new: str, look: Look, checks: Callable[[str], bool]) -> tuple[str, str]:
    """Return two texts of one table without inherited columns and constraints that only one of them declares itself.

    ``checks`` returns True if both dumps have an entry for the CHECK of a table, as for one that is NOT VALID.
    """
    if not INHERITS.search(old) or not INHERITS.search(new):
        return old, new
    above = set(_names_above(new, look)) & set(_names_above(old, look))
    one, other = _parts(old), _parts(new)
    apart = {head for part in one ^ other for head in _heads(part) if head.startswith(CONSTRAINT)}
    parents = [parent for parent, _ in _above(new, look)] if apart else []
    above |= {
        head for head in apart if any(checks(f"{each} {head.removeprefix(CONSTRAINT)}") for each in parents)
    }
    gone, gone_too = _inherited(one - other, above), _inherited(other - one, above)
    return _without(old, gone | set(_not_null_forms(gone_too))), _without(
        new, gone_too | set(_not_null_forms(gone))
    )


def said_inline(key: str, sql: str, look: Look) -> bool:
    """Return True if a default, which is an entry in one dump, is part of the child's column declaration in the other."""
    found = SET_DEFAULT.search(sql)
    if not found:
        return False
    column, default = found.groups()
    table = look(f"TABLE {key.removeprefix('DEFAULT ').removesuffix(f' {unquoted(column)}')}")
    if table is None or not INHERITS.search(table):
        return False
    declarations = (part for part in _parts(table) if (head := HEAD.match(part)) and head[0] == column)
    return any(f" DEFAULT {default} " in f"{part} " for part in declarations)


def said_above(sql: str, look: Look, checks: Callable[[str], bool]) -> bool:
    """Return True if a CHECK or NOT NULL, which is an entry in one dump, comes with that of a parent in the other.

    ``checks`` returns True if the other dump has such an entry for a table and a name.
    """
    found = ADD_INHERITED.search(sql)
    if not found or not (table := look(found[1])):
        return False
    name = found[2]
    return any(
        checks(f"{parent} {name}")
        or f"CONSTRAINT {name}" in {head for part in _parts(text) for head in _heads(part)}
        for parent, text in _above(table, look)
    )


def _listed(text: str) -> tuple[int, int]:
    """Return where the list of columns and constraints begins and ends; a negative number if there is none."""
    foreign = FOREIGN.search(text)
    span = foreign.span() if foreign else (0, len(text))
    return text.find(OPENING, *span), text.rfind(CLOSING, *span)


def _parts(text: str) -> set[str]:
    start, end = _listed(text)
    return set(text[start + len(OPENING) : end].split(",\n    ")) if 0 <= start < end else set()


def _names_above(text: str, look: Look) -> Iterator[str]:
    """Yield the names of the columns and constraints of all tables that a table inherits from, and of their types."""
    for _, parent in _above(text, look):
        yield from ATTRIBUTE.findall(parent)
        heads = [(head[0], part) for part in _parts(parent) if (head := HEAD.match(part))]
        yield from (head for head, _ in heads)
        yield from (f"NOT NULL {column}" for column, part in heads if " NOT NULL" in part)


def _above(text: str, look: Look) -> Iterator[tuple[str, str]]:
    """Yield the name and text of all tables that a table inherits from, and of their types."""
    todo, seen = [text], set[str]()
    while todo:
        child = todo.pop()
        found = INHERITS.search(child)
        for name in {*NAME.findall(found[1] if found else ""), *OF.findall(child)} - seen:
            seen.add(name)
            if parent := look(name):
                todo.append(parent)
                yield name, parent


def _heads(part: str) -> Iterator[str]:
    """Yield the name of a column or constraint; for NOT NULL of an inherited column, also the column."""
    yield from (found[0] for found in [HEAD.match(part)] if found)
    yield from (found[1] for found in [NOT_NULL.match(part)] if found)


def _inherited(parts: set[str], above: set[str]) -> set[str]:
    return {part for part in parts if above.intersection(_heads(part))}


def _not_null_forms(parts: set[str]) -> Iterator[str]:
    """Yield how a child that does not declare a column prints its NOT NULL: as a constraint, or before 18 by ALTER TABLE."""
    for part in parts:
        if found := COLUMN_NOT_NULL.match(part):
            yield f"{found['name'] or ''}NOT NULL {found['column']}"


def _without(text: str, gone: set[str]) -> str:
    text = SET_NOT_NULL.sub(lambda found: "" if f"NOT NULL {found['column']}" in gone else found[0], text)
    start, end = _listed(text)
    if not 0 <= start < end:
        return text.replace("(\n)", "()")
    kept = [part for part in text[start + len(OPENING) : end].split(",\n    ") if part not in gone]
    body = OPENING + ",\n    ".join(kept) + CLOSING if kept else " ()"
    return text[:start] + body + text[end + len(CLOSING) :]


__all__ = ["said_above", "said_inline", "told_alike"]
