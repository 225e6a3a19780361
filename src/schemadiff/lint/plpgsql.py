"""Parses bodies in PL/pgSQL with PostgreSQL's own parser, as included in libpg_query.

It knows no catalogue, so types in the signature and in DECLARE are replaced by ones that it knows: by records where the
body uses fields. The types have no influence on anything else that rules need.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pglast import ast, enums, parse_plpgsql, parser
from pglast.stream import RawStream

from schemadiff.sql.identity import unquoted

Node = dict[str, Any]
"""``{"PLpgSQL_stmt_assign": {...}}``, in the format of libpg_query."""
KEPT = frozenset({"void", "trigger", "event_trigger"})
"""Result types that decide which forms of RETURN are allowed, and which variables exist."""
OWN = frozenset({"alias", "record", "refcursor"})
"""Words in the position of a type that PL/pgSQL itself interprets."""
SECOND = 2
ASSIGNMENT = range(3, 6)
"""``parseMode`` of ``x := 1``, ``x.y := 1`` and so on (RAW_PARSE_PLPGSQL_ASSIGN)."""


def plpgsql(function: Any, body: str) -> Node:
    """The tree of a body; ``function`` is its CREATE FUNCTION.

    Raises:
        ParseError: libpg_query cannot parse the body.
        ValueError: libpg_query's output is not valid.
    """
    tokens = [t for t in parser.scan(body) if t.name not in ("SQL_COMMENT", "C_COMMENT")]
    having = frozenset(_having_fields(body, tokens))
    simple = ((_declared_simply(body, tokens, names), names) for names in (having, frozenset[str]()))
    failed: Exception = ValueError("no tree")
    for text, names in ((body, frozenset[str]()), *simple):
        try:
            (tree,) = parse_plpgsql(_create(function, text, names))
        except (parser.ParseError, ValueError) as error:
            failed = error
            continue
        return dict(tree["PLpgSQL_function"])
    raise failed


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
    """The SQL of a ``PLpgSQL_expr`` as a separate statement."""
    query, mode = str(node["query"]), node.get("parseMode", 0)
    if mode in ASSIGNMENT:
        return f"SELECT {_assigned(query)}"
    return query if mode == 0 else f"SELECT {query}"


def _assigned(query: str) -> str:
    """The text after ``:=`` or ``=``."""
    for token in parser.scan(query):
        if token.name in ("COLON_EQUALS", "ASCII_61"):
            return query[token.end + 1 :]
    return query


def _create(function: Any, body: str, having: frozenset[str]) -> str:
    parameters = tuple(
        ast.FunctionParameter(
            name=p.name,
            argType=_known(p.argType, fields=p.name in having),
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


def _known(wanted: Any, *, fields: bool) -> Any:
    if wanted.names[-1].sval == "refcursor":
        return wanted
    return _text(wanted, name="record" if fields and not wanted.arrayBounds else "text")


def _text(wanted: Any, name: str = "text") -> Any:
    return ast.TypeName(
        names=(ast.String(name),), setof=wanted.setof, arrayBounds=wanted.arrayBounds, typemod=-1
    )


def _having_fields(body: str, tokens: list[Any]) -> Iterator[str]:
    """Yield the names before dots, in lower case if they are not quoted."""
    for token, after in pairwise(tokens):
        if after.name == "ASCII_46":
            yield word_of(body, token)


def _declared_simply(body: str, tokens: list[Any], having: frozenset[str]) -> str:
    """The body with possibly unknown types in DECLARE replaced by ``record``, ``text`` or ``text[]``."""
    for name, start, end in reversed([*_declared(body, tokens)]):
        array = end + 1 < len(tokens) and tokens[end + 1].name in ("ASCII_91", "ARRAY")
        word = "record" if word_of(body, tokens[name]) in having and not array else "text"
        body = body[: tokens[start].start] + word + body[tokens[end].end + 1 :]
    return body


def declared_types(body: str) -> Iterator[str]:
    """Yield the types, and the relations whose types they are, that DECLARE names without a schema, unquoted."""
    tokens = [t for t in parser.scan(body) if t.name not in ("SQL_COMMENT", "C_COMMENT")]
    for _, start, end in _declared(body, tokens):
        of = tokens[end].name if tokens[end - 1].name == "ASCII_37" and end > start else ""
        names = [t for t in tokens[start : end - 1 if of else end + 1] if t.name != "ASCII_46"]
        # In x%TYPE, x is another variable; in t.x%TYPE it is a column.
        if len(names) == (SECOND if of and word_of(body, tokens[end]) == "type" else 1):
            yield word_of(body, names[0])


def _declared(body: str, tokens: list[Any]) -> Iterator[tuple[int, int, int]]:
    """Yield name, first and last type token of each declaration ``name [CONSTANT] type ...;``."""
    place: int | None = None
    for number, token in enumerate(tokens):
        if token.name in ("DECLARE", "ASCII_59") and (place is not None or token.name == "DECLARE"):
            place, name = 0, number + 1
        elif token.name == "BEGIN_P":
            place = None
        elif place is not None and word_of(body, token) != "constant":
            place += 1
            end = _end(tokens, number)
            if place == SECOND and (end > number or _may_be_unknown(body, tokens, number)):
                yield name, number, end


def _may_be_unknown(body: str, tokens: list[Any], number: int) -> bool:
    """True for a one-word type that PL/pgSQL does not define itself."""
    modified = number + 1 < len(tokens) and tokens[number + 1].name == "ASCII_40"
    return tokens[number].name == "IDENT" and not modified and word_of(body, tokens[number]) not in OWN


def _end(tokens: list[Any], number: int) -> int:
    """The index of the last token of a dotted name, including ``%TYPE`` and ``%ROWTYPE``."""
    while number + 2 < len(tokens) and tokens[number + 1].name in ("ASCII_46", "ASCII_37"):
        number += 2
    return number


def word_of(body: str, token: Any) -> str:
    """The name or keyword that a token of a body is, as PostgreSQL reads it."""
    text = body[token.start : token.end + 1]
    return unquoted(text) if text.startswith('"') else text.lower()


__all__ = ["Node", "below", "declared_types", "expression", "plpgsql", "word_of"]
