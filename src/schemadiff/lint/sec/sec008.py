"""A function puts text from its caller into SQL, and runs it.

What
    EXECUTE in PL/pgSQL of a text that a parameter of a text type was put into by ``||``, ``concat()`` or ``%s``
    of ``format()``, without ``quote_ident()``, ``quote_literal()``, ``quote_nullable()``, ``%I`` or ``%L``. With
    SECURITY DEFINER it is an error.

Why
    What the caller passes is run as SQL, with the rights of the function.

Instead
        EXECUTE format('SELECT count(*) FROM %I WHERE owner = $1', name) USING owner;
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.kinds.routine import Function
from schemadiff.lint.bodies import body
from schemadiff.lint.expressions import called, literal, operator, parse, parts, statement
from schemadiff.lint.plpgsql import Node, below, expression
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "SEC008"
NAME = "dynamic-sql-concat"
SEVERITY = Severity.WARNING
ON = Function
RUNS = ("PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors", "PLpgSQL_stmt_open", "PLpgSQL_stmt_return_query")
TEXTS = ("text", "character varying", "varchar", "name", "bpchar", "json", "jsonb", "citext")
QUOTES = ("quote_ident", "quote_literal", "quote_nullable")
PLACES = re.compile(r"%(?:\d+\$)?-?\d*([sIL%])")


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if its caller writes its SQL."""
    found = body(function)
    if (
        found is None
        or found.tree is None
        or " EXECUTE" not in function.definition.upper().replace("\n", " ")
    ):
        return
    words = _carrying(found.tree, _texts(function))
    names = (name for query in _queries(found.tree) for name in _put(parse(query), frozenset(words)))
    put = [*dict.fromkeys(origin for name in names for origin in words[name])]
    if not put:
        return
    yield Finding(
        CODE,
        Severity.ERROR if function.security_definer else SEVERITY,
        f"{function.address} puts {listed(put)} into SQL unescaped, and runs it",
        function.address,
        schema.place(function),
        "format() with %I for names and %L for values, or EXECUTE ... USING",
    )


def _texts(function: Function) -> frozenset[str]:
    """The parameters that may hold any text, by name and by number."""
    create = statement(function.definition)
    names = set()
    for number, parameter in enumerate(create.parameters or (), 1):
        if parameter.argType.names[-1].sval in TEXTS:
            names |= {parameter.name or f"${number}", f"${number}"}
    return frozenset(names)


def _carrying(tree: Node, parameters: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The parameters, and the variables of text that get something of them as it came, each with whose it is."""
    found = {name: (name,) for name in sorted(parameters)}
    assigned = [*_assigned(tree)]
    # In the order of the text first, and again as long as a loop may bring more.
    before: dict[str, tuple[str, ...]] = {}
    while before != found:
        before = dict(found)
        for name, value in assigned:
            put = [origin for each in _put(value, frozenset(found)) for origin in found[each]]
            if put:
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *put)))
    quoted = {name for name, value in assigned if called(value)[-1:] in {(word,) for word in QUOTES}}
    return {name: origins for name, origins in found.items() if name not in quoted}


def _assigned(tree: Node) -> Iterator[tuple[str, Any]]:
    """Yield each variable of text with what is put into it."""
    datums = [next(iter(datum.values())) for datum in tree.get("datums", ())]
    for datum in datums:
        if (default := datum.get("default_val")) and _is_text(datum):
            yield datum["refname"], parse(default["PLpgSQL_expr"]["query"])
    for name, node in below(tree):
        number = node.get("varno", 0)
        if name == "PLpgSQL_stmt_assign" and number < len(datums) and _is_text(datums[number]):
            value = expression(node["expr"]["PLpgSQL_expr"]).removeprefix("SELECT")
            yield datums[number]["refname"], parse(value)


def _is_text(datum: Node) -> bool:
    return datum.get("datatype", {}).get("PLpgSQL_type", {}).get("typname") in TEXTS


def _queries(tree: Node) -> Iterator[str]:
    for name, node in below(tree):
        query = node.get("dynquery") or (node.get("query") if "dyn" in name else None)
        if name in RUNS and query:
            yield str(query["PLpgSQL_expr"]["query"])


def _put(node: Any, words: frozenset[str]) -> Iterator[str]:
    """Yield the parameters that become part of the text as they are."""
    match node:
        case ast.ColumnRef(fields=(*_, ast.String(sval=name))) if name in words:
            yield str(name)
        case ast.ParamRef(number=number) if f"${number}" in words:
            yield f"${number}"
        case ast.FuncCall() if called(node)[-1] in QUOTES:
            return
        case ast.FuncCall(args=(text, *arguments)) if called(node)[-1] == "format":
            yield from _formatted(literal(text), arguments, words)
        case ast.A_Expr() if operator(node) == "||":
            yield from _below(node, words)
        case ast.FuncCall() if called(node)[-1] in ("concat", "concat_ws", "replace"):
            yield from _below(node, words)
        case ast.TypeCast() | ast.CoalesceExpr() | ast.CaseExpr():
            yield from _below(node, words)


def _below(node: Any, words: frozenset[str]) -> Iterator[str]:
    for part in parts(node):
        if isinstance(part, tuple | list):
            for one in part:
                yield from _put(one, words)
        else:
            yield from _put(part, words)


def _formatted(text: str | None, arguments: list[Any], words: frozenset[str]) -> Iterator[str]:
    """Yield what stands at ``%s``; of a text that is no constant, everything does."""
    letters = [letter for letter in PLACES.findall(text) if letter != "%"] if text is not None else []
    for number, argument in enumerate(arguments):
        if number >= len(letters) or letters[number] == "s":
            yield from _put(argument, words)
