"""The access matrix as text, Markdown or JSON.

As JSON: ``schema`` (1), ``unread`` (ways whose destination is unknown) and ``cells``: [{role, type, relation, command,
outcome, why, columns, policies, ways}]; ``outcome`` is "all", "some", "none" or "denied"; ``columns`` is null for all
of them; ``policies`` are [{name, permissive, using, check}], ``ways`` [{type, identity, owner}]: views and functions
with the rights of their owner.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from schemadiff.access import COMMANDS, Cell, Matrix, Outcome, Rule, Way
from schemadiff.model import Address
from schemadiff.render.gfm import code, words
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line, paragraph

SCHEMA = 1
WORDS: Mapping[Outcome, str] = {
    Outcome.ALL: "all",
    Outcome.SOME: "policy",
    Outcome.NONE: "no rows",
    Outcome.DENIED: "-",
}
STYLES: Mapping[Outcome, str] = {
    Outcome.ALL: "yellow",
    Outcome.SOME: "green",
    Outcome.NONE: "dim",
    Outcome.DENIED: "dim",
}
COLUMN = 9
"""The width of the column of a command."""
LEGEND = (
    "all: every row; policy: the rows that policies let through; no rows: granted, but no policy lets any through; "
    "-: permission denied"
)
MARKS = {
    "*": "*: only some columns",
    "+": "+: also through a view or function with the rights of its owner",
}

UNREAD = "not analyzed"


class Row(NamedTuple):
    """The cells of one role and one relation."""

    role: str
    relation: Address
    cells: tuple[Cell, ...]

    @property
    def around(self) -> bool:
        """True if there is a way around the role's own privileges."""
        return any(cell.ways for cell in self.cells)

    def word(self, command: str) -> str:
        """The outcome of a command in a word; empty if the command is not possible on the relation."""
        for cell in self.cells:
            if cell.command == command:
                return WORDS[cell.outcome] + ("*" if cell.columns else "")
        return ""


def render_access(found: Matrix, form: str, *, details: bool, width: int = 80, color: bool = False) -> str:
    """The matrix as text, Markdown or JSON; ``details`` adds every reason and condition."""
    if form == "json":
        document = {
            "schema": SCHEMA,
            "cells": [_cell(cell) for cell in found.cells],
            "unread": [_way(way) for way in found.unread],
        }
        return json.dumps(document, indent=2) + "\n"
    if form == "markdown":
        return "".join(f"{line}\n" for line in _markdown(found, details=details))
    return paint([*_text(found, width, details=details)], width=width, color=color)


def rows(found: Matrix) -> Iterator[Row]:
    """Yield a row for each role and relation."""
    for (role, relation), cells in groupby(found.cells, lambda cell: (cell.role, cell.relation)):
        yield Row(role, relation, tuple(cells))


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "role": cell.role,
        "type": cell.relation.type,
        "relation": cell.relation.identity,
        "command": cell.command,
        "outcome": cell.outcome.value,
        "why": cell.why,
        "columns": list(cell.columns) or None,
        "policies": [rule._asdict() for rule in cell.rules],
        "ways": [_way(way) for way in cell.ways],
    }


def _way(way: Way) -> dict[str, str]:
    return {"type": way.through.type, "identity": way.through.identity, "owner": way.owner}


def _text(found: Matrix, width: int, *, details: bool) -> Iterator[Line]:
    name = max(width - COLUMN * len(COMMANDS) - 2, 20)
    for role, its in groupby(rows(found), lambda row: row.role):
        yield blank()
        mine = list(its)
        if not details and not any(map(_anything, mine)):
            yield say("no privileges on any relation", label=f"{one_line(role)}  ", label_style="bold")
            continue
        head = "".join(f"{command:<{COLUMN}}" for command in COMMANDS)
        yield as_is(f"{one_line(role):<{name}}  {head}".rstrip(), "bold")
        for row in mine:
            yield from _row(row, name)
            if details:
                yield from _details(row)
    if not found.cells:
        yield say("no tables and no views")
        return
    shown = list(rows(found))
    if details or any(map(_anything, shown)):
        yield blank()
        yield say(LEGEND, "dim")
    for mark, meaning in MARKS.items():
        if any((mark == "+" and row.around) or any(mark in row.word(c) for c in COMMANDS) for row in shown):
            yield say(meaning, "dim")
    for way in found.unread:
        yield say(paragraph(str(way)), "yellow", label=f"{UNREAD}: ", label_style="yellow")


def _anything(row: Row) -> bool:
    return row.around or any(cell.outcome is not Outcome.DENIED for cell in row.cells)


def _row(row: Row, width: int) -> Iterator[Line]:
    label = f"{one_line(row.relation.identity)}{' +' if row.around else ''}"
    cells = "".join(f"{row.word(command):<{COLUMN}}" for command in COMMANDS)
    best = next(outcome for outcome in Outcome if any(cell.outcome is outcome for cell in row.cells))
    if len(label) > width:
        yield as_is(label, STYLES[best])
        label = ""
    yield as_is(f"{label:<{width}}  {cells}".rstrip(), STYLES[best])


def _details(row: Row) -> Iterator[Line]:
    for cell in row.cells:
        columns = f"; only {', '.join(map(one_line, cell.columns))}" if cell.columns else ""
        label = f"{cell.command:<9} "
        yield say(f"{WORDS_WHOLE[cell.outcome]}: {paragraph(cell.why)}{columns}", indent=2, label=label)
        for rule in cell.rules:
            yield say(paragraph(condition(rule)), "dim", indent=12)
    for way in row.cells[0].ways:
        yield say(f"also through {paragraph(str(way))}", "yellow", indent=2)
    yield blank()


WORDS_WHOLE: Mapping[Outcome, str] = {
    Outcome.ALL: "all rows",
    Outcome.SOME: "some rows",
    Outcome.NONE: "no rows",
    Outcome.DENIED: "denied",
}


def condition(rule: Rule) -> str:
    """A policy in SQL syntax."""
    parts = [rule.name if rule.permissive else f"{rule.name} (restrictive)"]
    parts += [f"USING {rule.using}"] if rule.using else []
    parts += [f"WITH CHECK {rule.check}"] if rule.check and rule.check != rule.using else []
    return " ".join(parts)


def _markdown(found: Matrix, *, details: bool) -> Iterator[str]:
    for role, its in groupby(rows(found), lambda row: row.role):
        yield f"### {code(role)}\n"
        yield f"| | {' | '.join(COMMANDS)} |"
        yield f"|---|{'---|' * len(COMMANDS)}"
        mine = list(its)
        for row in mine:
            cells = " | ".join(row.word(command).replace("*", "\\*") for command in COMMANDS)
            yield f"| {code(row.relation.identity)}{' +' if row.around else ''} | {cells} |"
        yield ""
        for row in mine if details else ():
            yield from _markdown_details(row)
    yield words(LEGEND)
    for way in found.unread:
        yield f"\n{UNREAD}: {words(str(way))}"


def _markdown_details(row: Row) -> Iterator[str]:
    yield f"{code(row.relation.identity)}:\n"
    for cell in row.cells:
        line = f"- {cell.command}: {WORDS_WHOLE[cell.outcome]}: {words(cell.why)}"
        yield line + "".join(f"; {code(condition(rule))}" for rule in cell.rules)
    for way in row.cells[0].ways:
        yield f"- also through {words(str(way))}"
    yield ""
