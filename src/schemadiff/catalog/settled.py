"""Rewrites expressions that PostgreSQL prints in a form which it would print differently once it has read it.

A migration, a dump or a restore stores the second form, although the meaning is the same as that of the first one,
which a person's statement stored. So both are compared in the second form. There are eight cases:

- ``a BETWEEN 1 AND 2 AND b`` is printed as ``((a >= 1) AND (a <= 2)) AND b``; a parenthesized AND that leads a list of
  ANDs is read as a part of the list (``makeAndExpr()`` of gram.y).
- ``name IN ('x', 'y')`` of a varchar is printed as a cast of an array, and read as an array of casts
  (``transformTypeCast()`` of parse_expr.c).
- A natural join without a common column is printed as ``ON TRUE``, and read as one on the constant.
- A column without a name in an inner SELECT (``'x'``, ``'x' COLLATE "C"``, ``(SELECT 'x')``, ``CASE`` whose ELSE is one)
  is printed with the type of its value (``'x'::text``), which is read as its name (``FigureColname()`` of
  parse_target.c).
- ``-1::integer`` is printed as ``(- 1)``, and read as a constant (``doNegate()`` of gram.y).
- An attribute that a type got after ``ROW(1, 2)::app.pair`` was stored is printed as NULL, and read as a NULL of the
  attribute's type (``coerce_record_to_complex()`` of parse_coerce.c).
- ``VALUES`` whose columns got names is printed without the space that it has as a query of its own
  (``get_from_clause_item()`` of ruleutils.c).
- ``EXTRACT('YEAR' FROM x)`` is printed without the quotes, and read as a name, which is in lower case
  (``get_func_sql_syntax()`` of ruleutils.c).

A ninth it cannot read at all: the marks of ``CYCLE`` (``cycle_marks.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from schemadiff.catalog import cycle_marks
from schemadiff.catalog.type_names import INTERNAL

# The type of a cast as format_type() prints it; of an array type, without the brackets.
TYPE = r"""(?:"(?:[^"]|"")*"|[\w$.])+(?:\(\d+(?:,-?\d+)?\))?
           (?:\ (?:varying|precision|time|with|without|zone|year|month|day|hour|minute|second|to)\b(?:\(\d+\))?)*"""
CLAUSES = (
    r"FROM|WHERE|GROUP\ BY|HAVING|WINDOW|UNION|INTERSECT|EXCEPT|ORDER\ BY|LIMIT|OFFSET|FETCH|FOR|ON\ CONFLICT"
)
# Strings, quoted names, dollar quotes and comments are skipped as a whole.
TOKEN = re.compile(
    rf"""(?P<opaque>[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | (?<![\w$])(\$(?:[^\W\d]\w*)?\$).*?\2
                    | --[^\n]*)
        | (?<![\w"])(?P<twice>\(-\ )?\(-\ (?P<negative>\d[\d.]*(?:e[+-]?\d+)?)\)(?(twice)\))
        | (?:(?<=[(\[])|(?<=,\ |>\ )|(?<=(?:THEN|ELSE|WHEN|CASE|FROM)\ ))-\ (?P<bare>\d[\d.]*(?:e[+-]?\d+)?)(?=[)\],\s])
        | (?P<joiner>\ (?:AND|OR)\s+) | (?P<cross>\ ON\ TRUE\b) | (?P<comma>,\s+)
        | (?P<values>\((?=VALUES\ \()) | (?<=EXTRACT\()(?P<unit>[A-Za-z_]\w*)(?=\ FROM\ )
        | (?P<open>(?<![\w$.])ROW\(|[(\[]) | (?P<close>[)\]])
        | (?P<select>(?<![\w.])(?:SELECT\b(?:\ DISTINCT\b(?!\ ON))?
                                 | RETURNING\b(?:\ WITH\ \((?:"(?:[^"]|"")*"|[^()"])*\))?))
        | (?P<clause>(?<![\w.])(?:{CLAUSES})\b|;)""",
    re.VERBOSE | re.DOTALL,
)
CAST = re.compile(rf"::({TYPE})\[\]", re.VERBOSE)
COLLATED = re.compile(r"""\((.*)\ COLLATE\ ((?:"(?:[^"]|"")*"|[\w$.])+)\)""", re.VERBOSE | re.DOTALL)
BARE = re.compile(
    rf"""(?:[eE]?'(?:[^']|'')*' | (?:"(?:[^"]|"")*"|[\w$.])+ (?:\(.*\))? | CASE\b.*\bEND | \([^()]*\))(?:::{TYPE}(?:\[\])*)*""",
    re.VERBOSE | re.DOTALL,
)
"""Expressions that need no parentheses of their own under a cast."""
ROW = "ROW("
NULL = re.compile(rf"NULL::{TYPE}(?:\[\])*", re.VERBOSE)
OF_A_TYPE = re.compile(rf"::{TYPE}", re.VERBOSE)
COLLATION = r"""\ COLLATE\ (?:"(?:[^"]|"")*"|[\w$.])+"""
BEFORE_SCALAR = re.compile(r"(?:\(*\s*CASE\b.*\sELSE\s+)?\(*", re.DOTALL)
AFTER_SCALAR = re.compile(rf"(?:::{TYPE}(?:\[\])* | \[[^][]*\] | {COLLATION} | \s+END\b | \))*", re.VERBOSE)
"""What an expression may have around an inner SELECT whose name it takes: casts, subscripts, COLLATE, CASE ... ELSE."""
MODIFIER = re.compile(r"\d+(?:,-?\d+)?")
UNNAMED = re.compile(rf"::(?P<type>{TYPE})(?:\[\])*$", re.VERBOSE)
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""What PostgreSQL does with the letters of an unquoted name."""
# Cheap tests, true of few queries: a column of a SELECT list may end with a cast, before what ends a line, or a bracket.
LAST_CAST = rf"::{TYPE}(?:\[\])*(?:{COLLATION}\))?"
ENDS_A_LINE = re.compile(rf"{LAST_CAST}(?:,\n|\n\ *(?:\)|(?:{CLAUSES})\b)|;|$)", re.VERBOSE)
IS_CLOSED = re.compile(rf"{LAST_CAST}\)", re.VERBOSE)


@dataclass
class _Group:
    """The text between two brackets, as far as it is read."""

    bracket: str
    text: str = ""
    elements: list[str] = field(default_factory=list)
    """The elements of an array or a row that precede the last comma."""
    joiner: str = ""
    """The first AND or OR outside of inner brackets."""
    lead: _Group | None = None
    """The inner group that it starts with, as long as nothing follows that group."""
    array: _Group | None = None
    """The ARRAY that it consists of, as long as there is nothing else."""
    column: int | None = None
    """The start of the current column of a SELECT list."""
    named: str | None = None
    """The name that its first column gets here, as soon as that is read; empty if PostgreSQL prints one, or none."""
    scalar: tuple[str, str] = ("", "")
    """The last inner SELECT that it has read, in brackets, and the name of its column."""


def settled(text: str) -> str:
    """The text as PostgreSQL prints it after reading it once; NULLs in rows of a known type lose their own types."""
    text = cycle_marks.readable(text)
    if not (ROW in text and "NULL" in text) and "(VALUES" not in text:
        if " " not in text and "]::" not in text and "])::" not in text:
            return text
        unsettled = (
            "])::" in text
            or "]::" in text
            or " ON TRUE" in text
            or "EXTRACT(" in text
            or text.count(" AND") + text.count(" OR") > 1
        )
        unsettled |= "- " in text or _may_be_unnamed(text)
        if not unsettled:
            return text
    return _settled(text, _of_a_told_type)


def _may_be_unnamed(text: str) -> bool:
    """True if the text may have a column whose name is derived from a cast."""
    if "SELECT" not in text and "RETURNING" not in text:
        return False
    if ENDS_A_LINE.search(text):
        return True
    lines = text.split("\n")
    # A line with half a string may be the rest of a column.
    return any(
        ("SELECT " in line or before.endswith(",") or line.count("'") % 2) and IS_CLOSED.search(line)
        for before, line in pairwise(("", *lines))
    )


def settled_dump(text: str) -> str:
    """The same for text that is compared and never run: NULLs of all rows lose their types.

    The text of a dump need not tell the type of a row that is a column default.
    """
    return _settled(text, _of_any_type) if ROW in text and "NULL" in text else settled(text)


def unsayable(text: str) -> bool:
    """True if the text has a row of unprinted type with a NULL that PostgreSQL added: no SQL can create that."""
    rows: list[Sequence[str]] = []

    def keep(elements: Sequence[str], told: bool) -> Sequence[str]:
        rows.extend([] if told else [elements])
        return elements

    if ROW in text and "NULL" in text:
        _settled(text, keep)
    return any("NULL" in elements for elements in rows)


def settle(values: dict[str, Any], names: Iterable[str]) -> None:
    """Settle, in place, the values of the given names, each a text or a list of texts."""
    for name in names:
        if value := values.get(name):
            values[name] = settled(value) if isinstance(value, str) else [*map(settled, value)]


Row = Callable[[Sequence[str], bool], Sequence[str]]
"""Takes the elements of a row and whether its type is printed; returns the elements to write."""


def _of_a_told_type(elements: Sequence[str], told: bool) -> Sequence[str]:
    return _of_any_type(elements, told) if told else elements


def _of_any_type(elements: Sequence[str], told: bool) -> Sequence[str]:
    del told
    return ["NULL" if NULL.fullmatch(each) else each for each in elements]


def _settled(text: str, row: Row) -> str:
    stack, at = [_Group("")], 0
    while token := TOKEN.search(text, at):
        _add(stack[-1], text[at : token.start()])
        at = token.end()
        match token.lastgroup:
            case "open" | "values":
                stack.append(_Group(token[0], " " if token["values"] else ""))
            case "close" if len(stack) > 1:
                at = _close(stack, text, at, row)
            case "joiner":
                _join(stack[-1], token[0])
            case "comma":
                _separate(stack[-1], token[0])
            case "select":
                _end_column(stack[-1])
                _add(stack[-1], token[0])
                stack[-1].column = len(stack[-1].text)
            case "clause":
                _end_column(stack[-1])
                _add(stack[-1], token[0])
            case "cross" | "negative" | "bare":
                _add(stack[-1], _constant(token["negative"] or token["bare"], bool(token["twice"])))
            case _:
                _add(stack[-1], token[0] if token["unit"] is None else token[0].translate(LOWER))
    if len(stack) > 1:
        return text
    _add(stack[0], text[at:])
    _end_column(stack[0])
    return stack[0].text


def _add(group: _Group, text: str) -> None:
    if text:
        group.text += text
        group.lead = group.array = None


def _join(group: _Group, joiner: str) -> None:
    """Add AND or OR; a parenthesized list of the same operator at the start becomes a part of the list."""
    if group.lead is not None and group.lead.joiner.strip() == joiner.strip() and group.bracket == "(":
        group.text = group.lead.text
    group.joiner = group.joiner or joiner
    _add(group, joiner)


def _separate(group: _Group, comma: str) -> None:
    if group.bracket in ("[", ROW):
        group.elements.append(group.text)
        # PostgreSQL prints CASE on a new line.
        group.text, group.lead, group.array = comma[1:] if "\n" in comma else "", None, None
        return
    listed = group.column is not None
    _end_column(group)
    _add(group, comma)
    group.column = len(group.text) if listed else None


def _end_column(group: _Group) -> None:
    """Add the name that PostgreSQL will derive from the cast or the inner SELECT, if the column has none."""
    if group.column is None:
        return
    said = group.text[group.column :]
    column = said.rstrip()
    if name := _derived(column.lstrip(), *group.scalar):
        group.text = f"{group.text[: group.column]}{column} AS {name}{said[len(column) :]}"
    group.named = name if group.named is None else group.named
    group.column = None


def _derived(column: str, scalar: str, name: str) -> str:
    """Return the name that is derived for a column: that of an inner SELECT, or that of the type of its last cast."""
    if inherited := _inherited(column, scalar, name):
        return inherited
    while collated := COLLATED.fullmatch(column):
        column = collated[1]
    if found := UNNAMED.search(column):
        return INTERNAL.get(re.sub(r"\([\d,-]+\)", "", found["type"])) or _unqualified(found["type"])
    return ""


def _inherited(text: str, scalar: str, name: str) -> str:
    """The name that an expression takes from the inner SELECT that it has read last, if it takes one."""
    if not name:
        return ""
    before, _, after = text.rpartition(scalar)
    return name if BEFORE_SCALAR.fullmatch(before) and AFTER_SCALAR.fullmatch(after) else ""


def _constant(number: str | None, twice: bool) -> str:
    """A negative number as the constant that PostgreSQL reads; without a number, the condition of a cross join."""
    if number is None:
        return " ON (true)"
    whole = int(number) if number.isdigit() else 2**64
    kind = "integer" if whole < 2**31 else "bigint" if whole < 2**63 else "numeric"
    if twice:
        return number if kind != "bigint" else f"'{number}'::{kind}"
    return f"'-{number}'::{kind}"


def _unqualified(name: str) -> str:
    """The last part of a qualified type name; the words of an interval type are one name."""
    if name.startswith("interval "):
        return INTERNAL["interval"]
    return str(re.findall(r'"(?:[^"]|"")*"|[\w$]+', re.sub(r"\([\d,-]+\)$", "", name))[-1])


def _close(stack: list[_Group], text: str, at: int, row: Row) -> int:
    """Add a complete group to the one around it; return the position up to which the text is read."""
    group, around = stack.pop(), stack[-1]
    _end_column(group)
    begins = not around.text
    if group.bracket == ROW:
        # A default that consists of a row has the type of its column.
        told = OF_A_TYPE.match(text, at) or (len(stack) == 1 and begins and at == len(text))
        _add(around, f"{ROW}{_listed(row([*group.elements, group.text], bool(told)))})")
        return at
    if group.bracket == "[":
        group.elements.append(group.text)
        whole, cast = around.text == "ARRAY", CAST.match(text, at)
        if around.text.endswith("ARRAY") and cast and all(group.elements):
            around.text += f"[{_listed([_cast_bare(each, cast[1]) for each in group.elements])}]"
            around.lead = around.array = None
            return cast.end()
        around.text += f"[{_listed(group.elements)}]"
        around.lead, around.array = None, group if whole else None
        return at
    cast = CAST.match(text, at) if group.array is not None else None
    if group.array is not None and cast is not None and all(group.array.elements):
        _add(around, f"ARRAY[{_listed([_cast(each, cast[1]) for each in group.array.elements])}]")
        return cast.end()
    if not MODIFIER.fullmatch(group.text):
        around.scalar = (f"({group.text})", group.named or _inherited(group.text, *group.scalar))
    _add(around, f"({group.text})")
    around.lead = group if begins else None
    return at


def _cast_bare(element: str, to: str) -> str:
    """The same without parentheses, where PostgreSQL omits them (``PRETTYFLAG_PAREN``), as for statistics."""
    if element.startswith("ARRAY["):
        return settled(f"{element}::{to}[]")
    inner, collate, collation = element.rpartition(" COLLATE ")
    if collate and BARE.fullmatch(inner):
        return f"{inner}::{to}{collate}{collation}"
    return f"{element}::{to}" if BARE.fullmatch(element) else f"({element})::{to}"


def _listed(elements: Sequence[str]) -> str:
    first, *others = elements
    return first + "".join(f",{each}" if each.startswith("\n") else f", {each}" for each in others)


def _cast(element: str, to: str) -> str:
    """An array element with the cast of the array; nested arrays get it on their own elements."""
    inner = settled(f"({element})::{to}[]") if element.startswith("ARRAY[") else element
    # A cast goes below the collation (coerce_type() of parse_coerce.c).
    if collated := COLLATED.fullmatch(element):
        return f"(({collated[1]})::{to} COLLATE {collated[2]})"
    return inner if inner != element else f"({element})::{to}"
