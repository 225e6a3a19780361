"""What a restored dump has otherwise than the original, because pg_dump leaves it out or restoring chooses anew.

Parents and base types pass on what their heirs have given up: storage, compression, defaults. A NOT NULL constraint
gets another name where another table's has the usual one by then, a CHECK below one that is NOT ENFORCED is valid, the
columns of an index are called as those of the table are by now, and comments on inherited constraints and on multiranges
are not dumped; neither is that an aggregate depends on an extension.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.domain import Domain
from schemadiff.kinds.extension_dependency import ExtensionDependency
from schemadiff.kinds.index import Index
from schemadiff.model import Address, Catalog, Object
from schemadiff.sql.identity import unquoted

NOT_VALID = " NOT VALID"
OF_COLUMNS = ("storage", "compression", "statistics")


def lost_by_dump(copied: Catalog, original: Catalog) -> Iterator[Object]:
    """Yield the objects as they have to be in ``copied``; nothing if it is of another major version, which prints otherwise."""
    if copied.major != original.major:
        return
    for address, was in original.objects.items():
        copy = copied.objects.get(address)
        if copy is None:
            if isinstance(was, Comment) and {was.on, was.parent} & copied.objects.keys():
                yield was
            if isinstance(was, ExtensionDependency) and was.parent in copied.objects:
                yield was
        elif copy != was and (meant := _as_it_was(copy, was)) is not copy:
            yield meant


def _as_it_was(copy: Object, was: Object) -> Object:
    match copy, was:
        case Column(), Column() if copy.data_type == was.data_type:
            values: dict[str, Any] = {
                name: getattr(was, name) for name in OF_COLUMNS if getattr(copy, name) != getattr(was, name)
            }
            if copy.not_null and was.not_null and copy.not_null_name != was.not_null_name:
                values |= {"not_null_name": was.not_null_name, "not_null_usual": was.not_null_usual}
            return replace(copy, **values) if values else copy
        case Constraint(), Constraint() if was.definition == f"{copy.definition}{NOT_VALID}":
            return replace(copy, definition=was.definition)
        case Constraint(), Constraint() if _is_key_elsewhere(copy, was):
            return replace(copy, tablespace=was.tablespace, options=was.options)
        case Domain(), Domain() if copy.default != was.default:
            return replace(copy, default=was.default)
    return copy


def _is_key_elsewhere(copy: Constraint, was: Constraint) -> bool:
    """Return True for a part that got the tablespace and the parameters of its whole."""
    same = (copy.of, copy.type, copy.definition) == (was.of, was.type, was.definition)
    other = (copy.tablespace, copy.options) != (was.tablespace, was.options)
    return same and other and was.of is not None and was.type != "f"


def said_without_quotes(original: Catalog) -> Iterator[tuple[str, str, str]]:
    """Yield the table, the line of pg_dump 18 and the right one for each NOT NULL constraint whose name needs quotes."""
    for column in original.objects.values():
        if isinstance(column, Column) and column.not_null_name and column.not_null_name.startswith('"'):
            said, meant = (
                f"    CONSTRAINT {name} NOT NULL {column.name}"
                for name in (unquoted(column.not_null_name), column.not_null_name)
            )
            yield column.table, said, meant


class Misnamed(NamedTuple):
    """What a partition has of its parent's foreign key, and the name that it should have."""

    schema: str
    table_name: str
    table: str
    name: str
    meant: str


def parts_called_otherwise(copied: Catalog, original: Catalog) -> Iterator[Misnamed]:
    """Yield the parts of foreign keys that are called otherwise in the original."""
    parts = {
        (str(key.parent), str(key.of)): key
        for key in copied.objects.values()
        if isinstance(key, Constraint) and key.type == "f" and key.of
    }
    for key, was in _pairs(parts, original):
        if key.name != was.name:
            yield Misnamed(str(key.schema), key.table_name, key.table, key.name, was.name)


def _pairs(
    parts: dict[tuple[str, str], Constraint], original: Catalog
) -> Iterator[tuple[Constraint, Constraint]]:
    """Yield each part with the original, from the topmost tables down: a whole may be a part of another name itself."""
    below: dict[str, list[Constraint]] = {}
    for each in original.objects.values():
        if isinstance(each, Constraint) and each.type == "f" and each.of:
            below.setdefault(each.of, []).append(each)
    roots = [whole for whole in below if not _is_part(original, whole)]
    todo = [(part, whole) for whole in roots for part in below[whole]]
    for was, whole in todo:
        if key := parts.get((str(was.parent), whole)):
            yield key, was
            todo += [(part, key.identity) for part in below.get(was.identity, ())]


def _is_part(original: Catalog, identity: str) -> bool:
    key = original.objects.get(Address(Constraint.kind, identity))
    return isinstance(key, Constraint) and key.of is not None


class Columns(NamedTuple):
    """A partitioned index whose columns are called otherwise than in the original: as the table's are by now."""

    schema: str
    name: str
    now: Sequence[str]
    meant: Sequence[str]


def index_columns_called_otherwise(copied: Catalog, original: Catalog) -> Iterator[Columns]:
    """Yield the partitioned indexes whose columns kept the former names of the table's: parts are called by them."""
    for address, was in original.objects.items():
        copy = copied.objects.get(address)
        if not isinstance(was, Index | Constraint) or not isinstance(copy, Index | Constraint):
            continue
        now, meant = copy.index_columns, was.index_columns
        if now != meant and len(now) == len(meant):
            yield Columns(unquoted(str(copy.schema)), unquoted(copy.name), now, meant)
