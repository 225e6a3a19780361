"""TypeScript types for supabase-js and postgrest-js, byte for byte as postgres-meta 0.99.0 prints them.

The format is that of @supabase/postgrest-typegen, laid out like oxfmt and prettier without semicolons; ``helpers.ts``
beside this file is the part that is the same for every database, and names its author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from schemadiff.types.introspection import Introspection, Relation, Type
from schemadiff.types.layout import LINE, SOFT, Doc, Indent, group, join, lay_out
from schemadiff.types.relationships import Relationship
from schemadiff.types.typescript.routines import Routines
from schemadiff.types.typescript.syntax import (
    Member,
    Name,
    Nothing,
    Object,
    TsType,
    Tuple,
    Union,
    document,
    listed,
    nullable,
    quoted,
    record,
)
from schemadiff.types.typescript.values import Values

JSON_TYPE = """\
export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]
"""
DEFAULT = "public"
"""The schema that ``Tables<"name">`` refers to, if it is shown."""


def typescript(seen: Introspection) -> str:
    """The file with the type ``Database``, its helper types and ``Constants``."""
    blocks = (
        JSON_TYPE,
        _exported("type Database = ", document(shape(seen))),
        'type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">\n',
        lay_out(_default_schema(DEFAULT if DEFAULT in seen.schemas else seen.schemas[0])) + "\n",
        _helpers(),
        _exported("const Constants = ", _constants(seen), " as const"),
    )
    # postgres-meta appends another newline to the file.
    return "\n".join(blocks) + "\n"


def shape(seen: Introspection) -> Object:
    """The type ``Database``: its schemas, their sections and members."""
    return _Writer(seen).database()


def _helpers() -> str:
    """``helpers.ts`` without the comment at its head."""
    text = files(__package__).joinpath("helpers.ts").read_text(encoding="utf-8")
    return text.partition("*/\n\n")[2]


def _exported(start: str, doc: Doc, end: str = "") -> str:
    return lay_out((f"export {start}", doc, end)) + "\n"


def _default_schema(name: str) -> Doc:
    arguments = (Indent((SOFT, join((",", LINE), ("keyof Database", quoted(name))))), SOFT)
    return ("type DefaultSchema = DatabaseWithoutInternals[Extract<", group(arguments), ">]")


def _constants(seen: Introspection) -> Doc:
    """The enum labels as values, which clients can iterate over."""
    schemas = []
    for schema in seen.schemas:
        enums = [
            (it.name, listed(quoted(label) for label in it.labels))
            for it in _of(seen.types, schema)
            if it.labels
        ]
        schemas.append((schema, record([("Enums", record(enums))])))
    return record(schemas)


def _of(types: Iterable[Type], schema: str) -> list[Type]:
    return [it for it in types if it.schema == schema]


@dataclass(frozen=True)
class _Writer:
    seen: Introspection

    def database(self) -> Object:
        return Object(tuple(Member(schema, self.schema(schema)) for schema in self.seen.schemas))

    def schema(self, schema: str) -> Object:
        values = Values(self.seen)
        routines = Routines(self.seen, values)
        types = _of(self.seen.types, schema)
        relations = [it for it in self.seen.relations if it.schema == schema]
        tables = [it for it in relations if not it.is_view]
        views = [it for it in relations if it.is_view]
        return Object(
            (
                Member("Tables", _section(self.table(it, values, routines) for it in tables)),
                Member("Views", _section(self.view(it, values, routines) for it in views)),
                Member("Functions", _section(routines.members(schema))),
                Member("Enums", _section(_enum(it) for it in types if it.labels)),
                Member("CompositeTypes", _section(_composite(it, values) for it in types if it.attributes)),
            )
        )

    def table(self, table: Relation, values: Values, routines: Routines) -> Member:
        parts = (
            _row(table, values, routines),
            Member("Insert", Object(tuple(_written(table, values, update=False)))),
            Member("Update", Object(tuple(_written(table, values, update=True)))),
            self.relationships(table),
        )
        return Member(table.name, Object(parts))

    def view(self, view: Relation, values: Values, routines: Routines) -> Member:
        parts = [_row(view, values, routines)]
        given = Object(tuple(_given(view, values)))
        parts += [Member("Insert", given)] if view.insertable else []
        parts += [Member("Update", given)] if view.updatable else []
        return Member(view.name, Object((*parts, self.relationships(view))))

    def relationships(self, relation: Relation) -> Member:
        return Member("Relationships", Tuple(tuple(_relationship(it) for it in self.seen.related(relation))))


def _section(members: Iterable[Member]) -> TsType:
    found = tuple(members)
    return Object(found) if found else Nothing()


def _row(relation: Relation, values: Values, routines: Routines) -> Member:
    columns = (values.column(column, null=column.nullable) for column in relation.columns)
    return Member("Row", Object((*columns, *routines.computed(relation))))


def _written(table: Relation, values: Values, *, update: bool) -> Iterator[Member]:
    """Yield the members of a table's Insert or Update type."""
    for column in table.columns:
        if column.generated:
            yield Member(column.name, Name("never"), optional=True)
            continue
        optional = update or column.nullable or column.has_default
        yield values.column(column, null=column.nullable, optional=optional)


def _given(view: Relation, values: Values) -> Iterator[Member]:
    """Yield the members of a view's Insert or Update type, all optional: what its table requires is not known."""
    for column in view.columns:
        if column.writable:
            yield values.column(column, null=True, optional=True)
        else:
            yield Member(column.name, Name("never"), optional=True)


def _relationship(it: Relationship) -> Object:
    return Object(
        (
            Member("foreignKeyName", Name(quoted(it.name))),
            Member("columns", Tuple(tuple(Name(quoted(column)) for column in it.columns))),
            Member("isOneToOne", Name("true" if it.one_to_one else "false")),
            Member("referencedRelation", Name(quoted(it.referenced_relation))),
            Member("referencedColumns", Tuple(tuple(Name(quoted(c)) for c in it.referenced_columns))),
        )
    )


def _enum(type_: Type) -> Member:
    labels = tuple(Name(quoted(label)) for label in type_.labels)
    return Member(type_.name, labels[0] if len(labels) == 1 else Union(labels))


def _composite(type_: Type, values: Values) -> Member:
    members = (Member(name, nullable(values.by_oid(oid), null=True)) for name, oid in type_.attributes)
    return Member(type_.name, Object(tuple(members)))
