"""Bodies in PL/pgSQL, taken apart with PostgreSQL's own parser of them, as libpg_query has it.

That one knows no catalogue: types of the signature, and types with a schema in DECLARE, are replaced by ones
that it knows. They matter to nothing that is asked of a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, enums, parse_plpgsql, parser
from pglast.stream import RawStream

Node = dict[str, Any]
"""``{"PLpgSQL_stmt_assign": {...}}``, as libpg_query says it."""
KEPT = frozenset({"void", "trigger", "event_trigger"})
"""Results that decide which RETURN is right, and which variables there are."""
SECOND = 2
ASSIGNMENT = range(3, 6)
"""``parseMode`` of ``x := 1``, ``x.y := 1`` and so on (RAW_PARSE_PLPGSQL_ASSIGN)."""


def plpgsql(function: Any, body: str) -> Node | None:
    """The tree of a body; None if libpg_query does not understand it. ``function`` is its CREATE FUNCTION."""
    for text in (body, _declared_simply(body)):
        try:
            (tree,) = parse_plpgsql(_create(function, text))
        except (parser.ParseError, ValueError):
            continue
        return dict(tree["PLpgSQL_function"])
    return None


def below(tree: Any) -> Iterator[tuple[str, Node]]:
    """Yield every node with its type, in the order of the text."""
    if isinstance(tree, list):
        for part in tree:
            yield from below(part)
    elif isinstance(tree, dict):
        for name, value in tree.items():
            if name.startswith("PLpgSQL_") and isinstance(value, dict):
                yield name, value
            yield from below(value)


def expression(node: Node) -> str:
    """The SQL of a ``PLpgSQL_expr`` as a statement of its own."""
    query, mode = str(node["query"]), node.get("parseMode", 0)
    if mode in ASSIGNMENT:
        return f"SELECT {_assigned(query)}"
    return query if mode == 0 else f"SELECT {query}"


def _assigned(query: str) -> str:
    """What follows ``:=`` or ``=``."""
    for token in parser.scan(query):
        if token.name in ("COLON_EQUALS", "ASCII_61"):
            return query[token.end + 1 :]
    return query


def _create(function: Any, body: str) -> str:
    parameters = tuple(
        ast.FunctionParameter(
            name=p.name,
            argType=_text(p.argType),
            mode=enums.FunctionParameterMode.FUNC_PARAM_DEFAULT
            if p.mode == enums.FunctionParameterMode.FUNC_PARAM_VARIADIC
            else p.mode,
        )
        for p in function.parameters or ()
    )
    return RawStream()(
        ast.CreateFunctionStmt(
            is_procedure=function.is_procedure,
            funcname=(ast.String("f"),),
            parameters=parameters,
            returnType=_result(function.returnType),
            options=(
                ast.DefElem(defname="language", arg=ast.String("plpgsql")),
                ast.DefElem(defname="as", arg=(ast.String(body),)),
            ),
        )
    )


def _result(wanted: Any) -> Any:
    if wanted is None or wanted.names[-1].sval in KEPT:
        return wanted
    return _text(wanted, name="record" if wanted.names[-1].sval == "record" else "text")


def _text(wanted: Any, name: str = "text") -> Any:
    return ast.TypeName(
        names=(ast.String(name),), setof=wanted.setof, arrayBounds=wanted.arrayBounds, typemod=-1
    )


def _declared_simply(body: str) -> str:
    """The body with ``record`` or ``text[]`` for the types in DECLARE that have a schema."""
    tokens = [t for t in parser.scan(body) if t.name not in ("SQL_COMMENT", "C_COMMENT")]
    for start, end in reversed([*_types(body, tokens)]):
        array = end + 1 < len(tokens) and tokens[end + 1].name == "ASCII_91"
        word = "text" if array else "record"
        body = body[: tokens[start].start] + word + body[tokens[end].end + 1 :]
    return body


def _types(body: str, tokens: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each type with a schema in the declarations ``name [CONSTANT] type ...;``."""
    place: int | None = None
    for number, token in enumerate(tokens):
        if token.name in ("DECLARE", "ASCII_59") and (place is not None or token.name == "DECLARE"):
            place = 0
        elif token.name == "BEGIN_P":
            place = None
        elif place is not None and body[token.start : token.end + 1].lower() != "constant":
            place += 1
            dotted = number + 1 < len(tokens) and tokens[number + 1].name == "ASCII_46"
            if place == SECOND and dotted:
                yield number, _end(tokens, number)


def _end(tokens: list[Any], number: int) -> int:
    """The last token of a name with dots, ``%TYPE`` and ``%ROWTYPE`` included."""
    while number + 2 < len(tokens) and tokens[number + 1].name in ("ASCII_46", "ASCII_37"):
        number += 2
    return number


__all__ = ["Node", "below", "expression", "plpgsql"]
