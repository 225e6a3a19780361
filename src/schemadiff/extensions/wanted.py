"""The extensions that statements create or move, and those in a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pglast import ast, enums, parse_sql

from schemadiff.model import Catalog, Statement, Verb
from schemadiff.sql.identity import unquoted


class Extension(NamedTuple):
    """An extension and the schema to create it in; names unquoted."""

    name: str
    schema: str | None
    version: str | None = None
    """The version, if one is requested."""
    if_missing: bool = False
    """True if the statement says IF NOT EXISTS."""


def created(statements: Iterable[str]) -> Iterator[Extension]:
    """Yield the extensions that the statements create."""
    for sql in statements:
        # Parsing costs 0.5 ms, and plans have thousands of statements.
        if "extension" not in sql.lower():
            continue
        match parse_sql(sql)[0].stmt:
            case ast.CreateExtensionStmt(extname=str(name), options=options, if_not_exists=missing):
                given = {o.defname: o.arg.sval for o in options or () if hasattr(o.arg, "sval")}
                yield Extension(name, given.get("schema"), given.get("new_version"), bool(missing))


def moved(statements: Iterable[str]) -> Iterator[Extension]:
    """Yield the extensions that the statements move to another schema."""
    for sql in statements:
        if "extension" not in sql.lower():
            continue
        match parse_sql(sql)[0].stmt:
            case ast.AlterObjectSchemaStmt(
                objectType=enums.ObjectType.OBJECT_EXTENSION,
                object=ast.String(sval=str(name)),
                newschema=str(schema),
            ):
                yield Extension(name, schema)


def existing(catalog: Catalog) -> Iterator[Extension]:
    """Yield the extensions in a catalogue."""
    for obj in catalog.objects.values():
        if obj.kind == "extension":
            yield Extension(
                unquoted(obj.identity), unquoted(obj.schema or "public"), getattr(obj, "pinned", None)
            )


def with_existing_schemas(found: Sequence[Statement], desired: Catalog) -> Iterator[Statement]:
    """Replace CREATE SCHEMA by CREATE SCHEMA IF NOT EXISTS for the schemas of new or moved extensions.

    An administrator who created such an extension beforehand had to create its schema as well.
    """
    about = (s for s in found if s.address.type == "extension" and s.verb is not Verb.DROP)
    schemas = {obj.schema for s in about if (obj := desired.objects.get(s.address))}
    for statement in found:
        kind, identity = statement.address
        if kind == "schema" and statement.verb is Verb.CREATE and identity in schemas:
            yield replace(statement, sql=f"CREATE SCHEMA IF NOT EXISTS {identity}")
        else:
            yield statement
