"""The names in a function's body that nothing is found by, and what to qualify before the function sets its own path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pglast import ast

from schemadiff.kinds.extension import Extension
from schemadiff.kinds.routine import Function
from schemadiff.kinds.trigger import Trigger
from schemadiff.lint.bodies import SYSTEM, TEMPORARY, Body, body
from schemadiff.lint.subject import Subject
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

QUALIFIED = 2
"""A name with its schema."""
SHOWN = 3
"""How many names to qualify are named; the rest is counted."""
BUILT_IN = frozenset(
    [
        "bit",
        "bool",
        "box",
        "bpchar",
        "bytea",
        "char",
        "cid",
        "cidr",
        "circle",
        "date",
        "datemultirange",
        "daterange",
        "float4",
        "float8",
        "inet",
        "int2",
        "int2vector",
        "int4",
        "int4multirange",
        "int4range",
        "int8",
        "int8multirange",
        "int8range",
        "interval",
        "json",
        "jsonb",
        "jsonpath",
        "line",
        "lseg",
        "macaddr",
        "macaddr8",
        "money",
        "name",
        "numeric",
        "nummultirange",
        "numrange",
        "oid",
        "oidvector",
        "path",
        "point",
        "polygon",
        "record",
        "refcursor",
        "regclass",
        "regcollation",
        "regconfig",
        "regdictionary",
        "regnamespace",
        "regoper",
        "regoperator",
        "regproc",
        "regprocedure",
        "regrole",
        "regtype",
        "text",
        "tid",
        "time",
        "timestamp",
        "timestamptz",
        "timetz",
        "tsmultirange",
        "tsquery",
        "tsrange",
        "tstzmultirange",
        "tstzrange",
        "tsvector",
        "uuid",
        "varbit",
        "varchar",
        "xid",
        "xid8",
        "xml",
    ]
)
"""PostgreSQL's own types (pg_type of 18), which are found before those of any other schema."""
WORD = re.compile(r"(?<![\w.\"$])[A-Za-z_]\w*")
"""A word that no schema is written before."""


def own_path(function: Function, schema: Subject) -> str:
    """What to do for the function to find its names itself: what to qualify in its body, and the statement."""
    statement = f"ALTER {function.kind.upper()} {function.identity} SET search_path = '';"
    found = body(function)
    missing = missing_in(found, (), schema) if found else ()
    bare = [*dict.fromkeys(name[0] for _, name in missing if not name[1:])]
    if found and not bare and not _may_name_more(function, schema):
        return statement
    others = [f"{len(bare) - SHOWN} more"] if len(bare) > SHOWN else []
    return f"qualify {listed([*bare[:SHOWN], *others]) or 'the names'} in its body, then: {statement}"


def _may_name_more(function: Function, schema: Subject) -> bool:
    """True if a word of the function is the name of something of ours: SQL in strings is not parsed."""
    words = {word.lower() for word in WORD.findall(function.definition)}
    return not words.isdisjoint(schema.named.unqualified)


def missing_in(
    found: Body, path: tuple[str, ...] | None, schema: Subject
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is not there under that search_path, or under any if it is None, with its name."""
    for var in found.relations:
        if var.schemaname:
            if _all_known(var.schemaname, schema) and schema.named.relation(var) is None:
                yield "table", (var.schemaname, var.relname)
        elif path is not None and _not_in(var.relname, path, schema) and not _of_trigger(var.relname, schema):
            yield "table", (var.relname,)
    for name in sorted(found.calls):
        if _uncallable(name, path, schema):
            yield "function", name
    yield from _missing_types(found, path, schema)


def _missing_types(
    found: Body, path: tuple[str, ...] | None, schema: Subject
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the types that no schema of the path has, and another one does: tables are types as well."""
    if path is None or not _known(path, schema):
        return
    types = (node.names for node in found.nodes if isinstance(node, ast.TypeName) and node.names)
    for name in (*found.declared, *(names[0].sval for names in types if len(names) == 1)):
        places = schema.named.types.get(name, frozenset()) | schema.named.relations.get(name, frozenset())
        if places and name not in BUILT_IN and not places & set(path):
            yield "type", (name,)


def _uncallable(name: tuple[str, ...], path: tuple[str, ...] | None, schema: Subject) -> bool:
    """True if there is no such function in its schema, or in the path where it is one of another."""
    if len(name) == QUALIFIED:
        return _all_known(name[0], schema) and name not in schema.named.callable
    if path is None or name[1:] or name[0] not in schema.named.function_names:
        return False
    return _known(path, schema) and not schema.named.functions_called(name, path)


def _not_in(name: str, path: tuple[str, ...], schema: Subject) -> bool:
    """True if no schema of the path has a relation of that name, and all that is in them is known."""
    if name.startswith("pg_") or not _known(path, schema):
        return False
    return not any(schema.named.relation_in(where, name) for where in path)


def _known(path: tuple[str, ...], schema: Subject) -> bool:
    """True if the path has nothing but schemas of ours without an extension in them."""
    return all(where in (*SYSTEM, TEMPORARY) or _all_known(where, schema) for where in path)


def _all_known(name: str, schema: Subject) -> bool:
    """True for a schema of ours without an extension in it, whose objects the catalogue does not list."""
    return _ours(name, schema) and not _extended(name, schema)


def _ours(name: str, schema: Subject) -> bool:
    there = schema.named.schemas.get(name)
    return there is not None and there.address in schema.catalog.objects


def _extended(name: str, schema: Subject) -> bool:
    """True if an extension has put there what the catalogue does not list."""
    return any(unquoted(extension.into) == name for extension in schema.every(Extension))


def _of_trigger(name: str, schema: Subject) -> bool:
    """True if a trigger calls the old or new rows by that name (REFERENCING NEW TABLE AS)."""
    return any(" REFERENCING " in t.definition and name in t.definition for t in schema.every(Trigger))
