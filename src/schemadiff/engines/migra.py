"""The engine ``migra``, a wrapper of the library that declarative work on PostgreSQL in Python started with.

Its author has deprecated it, and it ignores comments, domains, sequence options, default privileges, owners, view
options and FORCE ROW LEVEL SECURITY. ``native`` completes its plans; only new domains come first, because tables
need them. Its grants are switched off, because it compares all of them and not only those that the files declare.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from pglast import ast, parser
from pglast.enums import AlterTableType, ObjectType
from psycopg.sql import Identifier

from schemadiff.catalog.cycle_marks import readable
from schemadiff.desired.declares import declared_by
from schemadiff.diff.statements import statements
from schemadiff.engines.engine import Database
from schemadiff.kinds.domain import Domain
from schemadiff.model import Address, Catalog, Effects, Statement, Verb


def migra(current: Database, desired: Database) -> Sequence[Statement]:
    """Run migra and return its statements in order, after the statements for new domains.

    Raises:
        SchemadiffError: migra itself failed.
    """
    return [*_domains(current.catalog, desired.catalog)] + [
        _statement(sql, node, current.catalog, desired.catalog)
        for text in _script(current.conninfo(), desired.conninfo())
        for sql, node in _split(readable(text))
        if not isinstance(node, ast.VariableSetStmt)
    ]


def _domains(current: Catalog, desired: Catalog) -> Iterator[Statement]:
    """Yield the statements that create new domains and new schemas; migra creates schemas with IF NOT EXISTS."""
    new = {
        address
        for address, found in desired.objects.items()
        if isinstance(found, Domain) and address not in current.objects
    }
    if new:
        for statement in statements(current, desired):
            made = statement.address in new or statement.address.type == "schema"
            if made and statement.verb is Verb.CREATE:
                yield statement


def second_opinion(one: str, other: str) -> tuple[str, ...]:
    """The statements, without grants, that migra would still run between two databases, given by connection string."""
    return tuple(text.strip() for text in _script(one, other))


def _script(one: str, other: str) -> list[str]:
    # Imported on use: it takes 0.5 s, and setuptools warns about what schemainspect imports.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from migra import Migration  # noqa: PLC0415

        with _connected(one) as source, _connected(other) as target:
            migration = Migration(source, target)
            migration.set_safety(False)
            migration.add_all_changes(privileges=False)
            return [str(text) for text in migration.statements]


@contextmanager
def _connected(conninfo: str) -> Iterator[Any]:
    from sqlalchemy import create_engine  # noqa: PLC0415 - see above
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=NullPool
    )
    with engine.connect() as connection:
        yield connection


def _split(text: str) -> Iterator[tuple[str, Any]]:
    for sql in parser.split(text):
        for raw in parser.parse_sql(sql):
            yield sql.strip(), raw.stmt


def _statement(sql: str, node: Any, old: Catalog, new: Catalog) -> Statement:
    verb, address = _address(sql, node)
    before, after = old.objects.get(address), new.objects.get(address)
    loss = ""
    if before is not None and verb is Verb.DROP and after is None:
        loss = before.loss
    elif before is not None and after is not None and before != after:
        loss = after.alters_with_loss(before)
    return Statement(sql, verb, address, effects=Effects(loses_data=loss), engine="migra")


def _address(sql: str, stmt: Any) -> tuple[Verb, Address]:
    """The verb and address of a statement, as far as its text tells."""
    node = stmt
    match stmt:
        case ast.AlterTableStmt(cmds=(ast.AlterTableCmd() as command, *_)):
            table = f"{_name(node.relation.schemaname)}.{_name(node.relation.relname)}"
            return _alter_table(node, command, table)
        case ast.DropStmt(objects=(target, *_)):
            return Verb.DROP, _dropped(_type_of(node.removeType), target)
    made = next(declared_by(node, "public"), None)
    if made is None:
        return Verb.ALTER, Address("statement", sql.partition("(")[0].strip()[:60])
    verb = Verb.CREATE if not made.about else Verb.ALTER
    names = [_name(part) for part in made.name]
    if made.type in ("policy", "trigger", "rule", "table constraint"):
        return verb, Address(made.type, f"{names[-1]} on {'.'.join(names[:-1])}")
    return verb, Address(made.type, ".".join(names))


SPELT = {
    ObjectType.OBJECT_COLUMN: "table column",
    ObjectType.OBJECT_DOMAIN: "type",
    ObjectType.OBJECT_MATVIEW: "materialized view",
    ObjectType.OBJECT_TABCONSTRAINT: "table constraint",
}


def _type_of(kind: ObjectType) -> str:
    """The type in an address."""
    return SPELT.get(kind) or kind.name.removeprefix("OBJECT_").lower().replace("_", " ")


PARTS = {
    AlterTableType.AT_AddColumn: (Verb.CREATE, "table column"),
    AlterTableType.AT_AddConstraint: (Verb.CREATE, "table constraint"),
    AlterTableType.AT_AlterColumnType: (Verb.ALTER, "table column"),
    AlterTableType.AT_ColumnDefault: (Verb.ALTER, "default value"),
    AlterTableType.AT_DropColumn: (Verb.DROP, "table column"),
    AlterTableType.AT_DropConstraint: (Verb.DROP, "table constraint"),
    AlterTableType.AT_DropNotNull: (Verb.ALTER, "table column"),
    AlterTableType.AT_SetNotNull: (Verb.ALTER, "table column"),
}


def _alter_table(node: Any, command: Any, table: str) -> tuple[Verb, Address]:
    verb, kind = PARTS.get(command.subtype, (Verb.ALTER, ""))
    made = getattr(command.def_, "colname", None) or getattr(command.def_, "conname", None)
    name = _name(command.name or made or "")
    match kind:
        case "":
            return verb, Address(_type_of(node.objtype), table)
        case "table constraint":
            return verb, Address(kind, f"{name} on {table}")
        case "default value":
            return verb, Address(kind, f"for {table}.{name}")
    return verb, Address(kind, f"{table}.{name}")


def _dropped(kind: str, target: Any) -> Address:
    match target:
        case ast.ObjectWithArgs():
            return Address(kind, ".".join(_name(n.sval) for n in target.objname or ()))
        case ast.TypeName():
            return Address(kind, ".".join(_name(n.sval) for n in target.names or ()))
        case tuple():
            names = [_name(n.sval) for n in target]
            if kind in ("policy", "trigger", "rule"):
                return Address(kind, f"{names[-1]} on {'.'.join(names[:-1])}")
            return Address(kind, ".".join(names))
    return Address(kind, _name(getattr(target, "sval", "")))


def _name(name: str | None) -> str:
    """The name, quoted if needed by PostgreSQL's rule, but without its list of reserved words."""
    if name is None:
        return "public"
    return (
        name
        if name.isascii() and name.isidentifier() and name == name.lower()
        else Identifier(name).as_string()
    )
