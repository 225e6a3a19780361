"""Python types for supabase-py, postgrest-py and other readers of PostgREST's JSON: typed dicts, without run-time cost.

For each table a row (``Campaigns``), the values of an INSERT (``CampaignsInsert``) and of an UPDATE; for each view a
row; for each function its arguments (``CheckInTicketArgs``) and its result; enums as ``Literal``. Values have their
JSON types: a timestamp or a uuid is a ``str``.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemadiff.types.introspection import Argument, Column, Introspection, Relation, Routine, Type
from schemadiff.types.layout import LINE, SOFT, Doc, IfBroken, Indent, group, join, lay_out

WIDTH = 88
HEAD = '''"""Types of the database's API, written by schemadiff."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

JsonValue: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool"
Json: TypeAlias = "JsonValue | None"
'''
RESERVED = ("Literal", "NotRequired", "TypeAlias", "TypedDict", "JsonValue", "Json", "None", "True", "False")
STRINGS = (
    "bytea", "bpchar", "varchar", "date", "text", "citext", "time", "timetz", "timestamp", "timestamptz", "uuid",
    "vector", "interval",
)  # fmt: skip
BY_NAME = {
    "bool": "bool",
    **dict.fromkeys(("int2", "int4", "int8"), "int"),
    **dict.fromkeys(("float4", "float8", "numeric"), "float"),
    **dict.fromkeys(STRINGS, "str"),
    "json": "Json",
    "jsonb": "Json",
    "void": "None",
    "record": "dict[str, object]",
}
"""By ``typname``. JSON has no decimal type, so a numeric arrives as a float."""
QUOTES = re.compile(r'\\(.)|(")')
UNKNOWN = "object"
ROW, ARGUMENTS, RETURNS = "", "Args", "Returns"


def python(seen: Introspection) -> str:
    """A Python module with the types."""
    writer = _Writer(seen)
    blocks = [block for schema in seen.schemas for block in writer.schema(schema)]
    return "\n\n".join((HEAD, *(f"{block}\n" for block in blocks)))


@dataclass(frozen=True)
class _Key:
    """A key of a typed dict."""

    name: str
    type: str
    required: bool = True

    @property
    def is_plain(self) -> bool:
        """True if it can be an attribute of a class; two leading underscores would be mangled there."""
        return (
            self.name.isidentifier() and not keyword.iskeyword(self.name) and not self.name.startswith("__")
        )

    @property
    def annotation(self) -> str:
        return self.type if self.required else f"NotRequired[{self.type}]"


@dataclass
class _Writer:
    """Assigns all names first, so that types can refer to later ones."""

    seen: Introspection
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """By schema and name: relations, enums and composite types, which share one namespace."""
    taken: set[str] = field(default_factory=lambda: set(RESERVED))

    def __post_init__(self) -> None:
        for relation in self.seen.relations:
            ends = (ROW,) if relation.is_view else (ROW, "Insert", "Update")
            self.names[relation.schema, relation.name] = self._name(relation.schema, relation.name, *ends)
        for type_ in self.seen.types:
            if type_.schema in self.seen.schemas and (type_.labels or type_.attributes):
                self.names[type_.schema, type_.name] = self._name(type_.schema, type_.name, ROW)

    def _name(self, schema: str, name: str, *ends: str) -> str:
        """A name that is free with each suffix; in schemas other than the first it begins with the schema's name."""
        first = "public" if "public" in self.seen.schemas else self.seen.schemas[0]
        stem = _camel(name) if schema == first else _camel(schema) + _camel(name)
        number, found = 1, stem
        while any(found + end in self.taken for end in ends):
            number += 1
            found = f"{stem}{number}"
        self.taken |= {found + end for end in ends}
        return found

    def schema(self, schema: str) -> Iterator[str]:
        """Yield a block of code for each object of a schema."""
        for type_ in self.seen.types:
            if type_.schema == schema and type_.labels:
                yield _alias(self.names[schema, type_.name], _literal(type_.labels))
            elif type_.schema == schema and type_.attributes:
                keys = [_Key(name, _nullable(self.by_oid(oid), null=True)) for name, oid in type_.attributes]
                yield _typed_dict(self.names[schema, type_.name], f"The type {schema}.{type_.name}.", keys)
        for relation in self.seen.relations:
            if relation.schema == schema:
                yield from self.relation(relation)
        for routine in self.seen.routines:
            if routine.schema == schema and self._callable(routine):
                yield from self.routine(routine)

    def relation(self, relation: Relation) -> Iterator[str]:
        """Yield a relation's row type, and the types for INSERT and UPDATE."""
        name, called = self.names[relation.schema, relation.name], f"{relation.schema}.{relation.name}"
        row = [_Key(it.name, self.column(it)) for it in relation.columns]
        yield _typed_dict(name, f"A row of {called}.", row)
        if relation.is_view:
            return
        written = [it for it in relation.columns if not it.generated]
        insert = [_Key(it.name, self.column(it), not (it.nullable or it.has_default)) for it in written]
        yield _typed_dict(f"{name}Insert", f"What an INSERT into {called} takes.", insert)
        update = [_Key(it.name, self.column(it), required=False) for it in written]
        yield _typed_dict(f"{name}Update", f"What an UPDATE of {called} takes.", update)

    def routine(self, routine: Routine) -> Iterator[str]:
        """Yield the types of a function's arguments and result; overloads are numbered."""
        name = self._name(routine.schema, routine.name, ARGUMENTS, RETURNS)
        called = f"{routine.schema}.{routine.name}"
        if name[-1:].isdigit():
            # A number alone does not identify the overload.
            called += f"({routine.identity})"
        arguments = [self._argument(it) for it in routine.inputs]
        yield _typed_dict(f"{name}{ARGUMENTS}", f"The arguments of {called}.", arguments)
        row = self.by_oid(routine.returns)
        if columns := [it for it in routine.arguments if it.mode == "t"]:
            row = self._name(routine.schema, f"{routine.name}_row", ROW)
            keys = [_Key(it.name, _nullable(self.by_oid(it.type), null=True)) for it in columns]
            yield _typed_dict(row, f"A row of what {called} returns.", keys)
        # Any function may return NULL, but the rows of a set are never NULL.
        is_row = routine.setof and (bool(columns) or routine.relation is not None)
        result = _nullable(row, null=not is_row)
        yield _alias(f"{name}{RETURNS}", f"list[{result}]" if routine.setof else result)

    def _argument(self, argument: Argument) -> _Key:
        return _Key(argument.name, _nullable(self.by_oid(argument.type), null=True), not argument.has_default)

    def _callable(self, routine: Routine) -> bool:
        """True if all arguments have names; a function of a row is a computed field and is not called."""
        inputs = routine.inputs
        one = self.seen.type_by_oid.get(inputs[0].type) if len(inputs) == 1 else None
        return all(it.name for it in inputs) and (one is None or one.relation is None)

    def column(self, column: Column) -> str:
        """The type of a column's values."""
        return _nullable(self.of(column.type, column.type_schema), null=column.nullable)

    def by_oid(self, oid: int) -> str:
        """The type with an oid."""
        found = self.seen.type_by_oid.get(oid)
        return UNKNOWN if found is None else self.of(found.name, found.schema)

    def of(self, name: str, schema: str) -> str:
        """The Python type for the PostgreSQL type ``name``."""
        if found := BY_NAME.get(name) or self.names.get((schema, name)):
            return found
        if name.startswith("_"):
            return f"list[{self.of(name[1:], schema)}]"
        enum = self._enum(name, schema)
        return UNKNOWN if enum is None else f"Literal[{', '.join(map(_string, enum.labels))}]"

    def _enum(self, name: str, schema: str) -> Type | None:
        return next(
            (it for it in self.seen.types if (it.schema, it.name) == (schema, name) and it.labels), None
        )


def _camel(name: str) -> str:
    """A name in class style: ``event_tickets`` becomes EventTickets."""
    words = re.findall(r"[^\W_]+", name)
    found = "".join(word[0].upper() + word[1:] for word in words)
    return found if found.isidentifier() else f"Of{found}"


def _nullable(type_: str, *, null: bool) -> str:
    if type_ == "Json":
        return "Json" if null else "JsonValue"
    return type_ if not null or type_ in (UNKNOWN, "None") else f"{type_} | None"


def _literal(labels: Iterable[str]) -> Doc:
    inside = (SOFT, join((",", LINE), map(_string, labels)), IfBroken(",", ""))
    return group(("Literal[", Indent(Indent(inside)), SOFT, "]"))


def _string(text: str) -> str:
    """A string literal with double quotes, or with single ones if that needs fewer escapes, as formatters write it."""
    mark = "'" if text.count('"') > text.count("'") else '"'
    # repr() provides the escapes; because of the leading double quote it uses single quotes.
    escaped = repr('"' + text)[2:-1]

    def other(found: re.Match[str]) -> str:
        char = found[1] or found[2]
        if char in "\"'":
            return f"\\{char}" if char == mark else char
        return found[0]

    return mark + QUOTES.sub(other, escaped) + mark


def _alias(name: str, type_: Doc) -> str:
    # A name that is defined later must be quoted here; a Literal contains no names.
    text = _string(type_) if isinstance(type_, str) else type_
    return lay_out((f"{name}: TypeAlias = ", text), WIDTH)


def _typed_dict(name: str, doc: str, keys: list[_Key]) -> str:
    if not all(key.is_plain for key in keys):
        members = [f"        {_string(key.name)}: {_string(key.annotation)}," for key in keys]
        spelled = (
            f"# {' '.join(doc.split())}",
            f"{name} = TypedDict(",
            f'    "{name}",',
            "    {",
            *members,
            "    },",
            ")",
        )
        return "\n".join(spelled)
    text = doc.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f"class {name}(TypedDict):", f'    """{text}"""', *([""] if keys else [])]
    return "\n".join((*lines, *(f"    {key.name}: {key.annotation}" for key in keys)))
