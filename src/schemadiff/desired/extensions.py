"""CREATE EXTENSION: the only statement of ``desired/`` that runs as a superuser, and only for extensions on a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
from pglast import ast, enums, parse_sql

from schemadiff.desired.alike import shown
from schemadiff.desired.explain import Failed, explained
from schemadiff.desired.files import SourceStatement
from schemadiff.errors import SchemadiffError, Unavailable
from schemadiff.model import Note
from schemadiff.postgres.server import Server
from schemadiff.presets import Preset

HARMLESS = frozenset({
    "bloom", "btree_gin", "btree_gist", "citext", "cube", "dict_int", "dict_xsyn", "earthdistance", "fuzzystrmatch",
    "hstore", "intagg", "intarray", "isn", "lo", "ltree", "pg_jsonschema", "pg_stat_statements", "pg_trgm", "pgcrypto",
    "pgtap", "plpgsql", "postgis", "postgis_raster", "postgis_sfcgal", "postgis_tiger_geocoder", "postgis_topology",
    "rum", "seg", "tablefunc", "tcn", "tsm_system_rows", "tsm_system_time", "unaccent", "uuid-ossp", "vector",
})  # fmt: skip
"""Extensions that reach no file, program or network, and do not let anybody else do so.

Not dblink, postgres_fdw, file_fdw, plpython3u, plperlu, adminpack, http, pg_net: what is loaded comes from whoever may
open a pull request.
"""


_MAY_BE_PLATFORMS = re.compile(r"\s*(?:create\s+extension|comment|select)\b", re.IGNORECASE)


def allowed(named: Iterable[str]) -> frozenset[str]:
    """Return the extensions that an administrator may create: the harmless ones, and those that the settings name."""
    return HARMLESS | frozenset(named)


def not_brought(statements: Iterable[SourceStatement], preset: Preset) -> Iterator[SourceStatement]:
    """Yield the statements without those that only repeat what the platform provides."""
    # Parsing 6,000 statements takes as long as all rules of lint, and hardly any of them is about an extension.
    return (s for s in statements if not ("extension" in s.sql.lower() and is_brought(s.node, preset)))


def is_brought(node: Any, preset: Preset) -> bool:
    """Return True for CREATE EXTENSION or COMMENT about an extension that every project of the platform has in that schema."""
    match node:
        case ast.CreateExtensionStmt(extname=name, options=options) if name in preset.extensions:
            into = next((o.arg.sval for o in options or () if o.defname == "schema"), None)
            return into is None or into in preset.schemas
        case ast.CommentStmt(objtype=enums.ObjectType.OBJECT_EXTENSION, object=ast.String(sval=name)):
            return name in preset.extensions
    return False


def left_to_platform(node: Any, preset: Preset, lacking: frozenset[str]) -> str:
    """Return why a statement of a migration is left to the platform; empty if it is not.

    It creates an extension that every project has, or one of ``lacking``, the services that the server does not offer,
    or calls a function of the platform.
    """
    match node:
        case ast.CreateExtensionStmt(extname=name) if name in lacking or is_brought(node, preset):
            return f"extension {name} belongs to the platform"
        case ast.SelectStmt(targetList=targets, fromClause=None) if targets:
            called = [_schema_of_call(target.val) for target in targets]
            if all(schema in preset.schemas - {*preset.built, "pg_catalog"} for schema in called):
                return "it calls a function of the platform"
    return ""


def is_platforms(sql: str, preset: Preset, lacking: frozenset[str]) -> bool:
    """Return True for a statement of a migration that is left to the platform: a throw-away server does without."""
    if not preset.schemas or not _MAY_BE_PLATFORMS.match(sql):
        return False
    return bool(left_to_platform(parse_sql(sql)[0].stmt, preset, lacking))


def _schema_of_call(node: Any) -> str:
    match node:
        case ast.FuncCall(funcname=(ast.String(sval=str(schema)), _)):
            return schema
    return ""


def about_extension(statement: SourceStatement) -> bool:
    """Return True for statements that create or comment on an extension: these do not run as the loader."""
    match statement.node:
        case ast.CreateExtensionStmt() | ast.CommentStmt(objtype=enums.ObjectType.OBJECT_EXTENSION):
            return True
    return False


def refused(statements: Sequence[SourceStatement], trusted: frozenset[str]) -> Iterator[SchemadiffError]:
    """Yield an error for each extension that is neither harmless nor named in the settings."""
    for statement in statements:
        name = statement.node.extname
        if name not in HARMLESS | trusted:
            yield SchemadiffError(
                f"extension {shown([name])} is not on the list of harmless extensions",
                at=statement.at,
                detail=statement.caret(0),
                hint=f'if you trust everyone who can change desired/, add "{name}" to extensions under [shadow]',
            )


def unmade(failed: Failed, server: Server) -> SchemadiffError:
    """Return the error for an extension that could not be created, with a hint where to get it."""
    statement = failed.step.statement
    # 0A000: no control file; 58P01: the same up to PostgreSQL 14; 22023: no such version of it.
    if not isinstance(failed.error, (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile)):
        return explained(failed, ())
    return Unavailable(
        f"extension {shown([statement.node.extname])} is not available on the {server.provider} PostgreSQL {server.major}",
        at=statement.at,
        detail=statement.caret(0),
        hint='choose a server that has it: under [shadow], provider = "local" (with contrib installed), or "docker" with an image',
    )


def notes_of_stand_ins(statements: Iterable[SourceStatement], server: Server) -> Iterator[Note]:
    """Yield a note for each extension for which the server only has a stand-in."""
    for statement in statements:
        node = statement.node
        if isinstance(node, ast.CreateExtensionStmt) and node.extname in server.stand_ins:
            yield Note(
                f"extension {shown([str(node.extname)])} is not installed on the throw-away server: a "
                "stand-in has its names, but does nothing",
                at=statement.at,
            )


def needs(statements: Iterable[SourceStatement]) -> tuple[frozenset[str], bool]:
    """Return the extensions that statements create, and whether they create something that needs ``wal_level = logical``."""
    nodes = [statement.node for statement in statements]
    logical = any(isinstance(n, ast.CreatePublicationStmt | ast.CreateSubscriptionStmt) for n in nodes)
    return frozenset(str(n.extname) for n in nodes if isinstance(n, ast.CreateExtensionStmt)), logical
