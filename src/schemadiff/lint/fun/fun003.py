"""A function fails when it is called: its body names what is not there.

What
    A body that PostgreSQL refuses when it is told to check it, for a table, column or function that does not
    exist (42P01, 42703, 42883). And what it does not check: in PL/pgSQL, tables, functions and types that are
    written without a schema while ``search_path`` does not have theirs, and tables and functions with a schema that
    has none of that name. Tables that the body makes itself, and those that triggers name, are left out.

Why
    PL/pgSQL looks a name up when a statement is run for the first time. ``SET search_path = ''`` on a body that
    was not qualified is taken without a word, and each call fails.

Instead
    Qualify the names:

        UPDATE public.campaigns SET stats = '{}' WHERE id = p_id;
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from schemadiff.desired.sources import unquoted
from schemadiff.kinds.extension import Extension
from schemadiff.kinds.routine import Function
from schemadiff.kinds.trigger import Trigger
from schemadiff.lint.bodies import Body, body, search_path
from schemadiff.lint.inside import place_in_body
from schemadiff.lint.sec.sec002 import SYSTEM, TEMPORARY
from schemadiff.lint.subject import Subject
from schemadiff.model import Finding, Severity
from schemadiff.words import listed

CODE = "FUN003"
NAME = "function-body-error"
SEVERITY = Severity.ERROR
ON = Function
QUALIFIED = 2
"""A name with its schema."""


def check(function: Function, schema: Subject) -> Iterator[Finding]:
    """Yield the function if a call of it fails."""
    at = schema.place(function)
    for refused in schema.body_errors:
        if at and refused.statement == schema.statement(function):
            error = refused.error
            yield Finding(CODE, SEVERITY, error.message, function.address, error.at or at, error.hint)
            return
    found = body(function) if function.language == "plpgsql" else None
    missing = [*dict.fromkeys(_missing(found, function, schema))] if found else []
    if missing:
        path, statement = search_path(function), schema.statement(function)
        where = "" if path is None else f", where search_path is {', '.join(path) or 'empty'}"
        names = listed([f"{what} {'.'.join(name)}" for what, name in missing])
        message = f"{function.address} fails when it is called: there is no {names}{where}"
        inside = place_in_body(statement, missing[0][1]) if statement else None
        bare = any(not name[1:] for _, name in missing)
        instead = "write the names with their schemas" if bare else "name what is there, or make it"
        yield Finding(CODE, SEVERITY, message, function.address, inside or at, instead)


def _missing(found: Body, function: Function, schema: Subject) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is not there, with its name."""
    path = search_path(function)
    for var in found.relations:
        if var.schemaname:
            if _all_known(var.schemaname, schema) and schema.named.relation(var) is None:
                yield "table", (var.schemaname, var.relname)
        elif path is not None and _not_in(var.relname, path, schema) and not _of_trigger(var.relname, schema):
            yield "table", (var.relname,)
    for name in sorted(found.calls):
        if _uncallable(name, path, schema):
            yield "function", name
    for node in found.nodes if path is not None and _known(path, schema) else ():
        if isinstance(node, ast.TypeName) and len(node.names or ()) == 1:
            yield from _type(node, path or (), schema)


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


def _type(node: Any, path: tuple[str, ...], schema: Subject) -> Iterator[tuple[str, tuple[str, ...]]]:
    name = node.names[0].sval
    places = schema.named.types.get(name)
    if places and not places & set(path):
        yield "type", (name,)
