"""Functions, procedures and aggregates on a reference page: arguments, result, and who or what calls them."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.routine import Function, Procedure
from schemadiff.reference.lookups import Book, Routine, own, table
from schemadiff.render.gfm import code
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

MODES = {"i": "", "o": " out", "b": " in and out", "v": " any number"}
VOLATILITY = {"i": "immutable", "s": "stable", "v": "volatile"}


def bare(of: Routine) -> str:
    """The name without schema and arguments."""
    return own(of).partition("(")[0]


def routine(book: Book, of: Routine) -> Iterator[str]:
    """Yield the blocks about a routine."""
    yield book.heading(of, unquoted(bare(of)))
    facts = " · ".join(filter(None, [of.kind.capitalize(), *_facts(of), book.declared(of)]))
    said = book.comment(of.address)
    yield facts + (f"<br>{said}" if said else "") + "\n"
    yield _arguments(book, of)
    yield " ".join(filter(None, [_returned(book, of), _callers(book, of)])) + "\n"


def _arguments(book: Book, of: Routine) -> str:
    if not isinstance(of, Function):
        return f"Takes {code(of.arguments)}.\n"
    rows = [
        (
            f"{code(unquoted(name) or f'${number}')}{MODES[mode]}",
            book.type(data_type),
            code(default) if default else "",
        )
        for number, (mode, name, data_type, default) in enumerate(of.parameters, 1)
        if mode != "t"
    ]
    return table(("Argument", "Type", "Default"), rows)


def _returned(book: Book, of: Routine) -> str:
    if not isinstance(of, Function) or not of.result:
        return ""
    data_type = of.result.removeprefix("SETOF ")
    return f"Returns {'rows of ' if data_type != of.result else ''}{book.type(data_type)}."


def _facts(of: Routine) -> Iterator[str]:
    if not isinstance(of, Function):
        return
    yield of.language
    if not isinstance(of, Procedure):
        yield VOLATILITY[of.volatility]
    yield "runs with its owner's rights" if of.security_definer else ""
    yield code("; ".join(of.settings)) if of.settings else ""


def _callers(book: Book, of: Routine) -> str:
    """The roles that may call it, or the triggers that do."""
    triggers = [code(trigger.identity) for trigger in sorted(book.calling.get(of.address, ()))]
    if triggers:
        return f"Called by {listed(['trigger ' + name for name in triggers])}."
    roles = [code(grantee) if grantee != "PUBLIC" else "everybody" for grantee, _ in book.granted(of.address)]
    return f"May be called by {listed(roles)}." if roles else "May be called by its owner."
