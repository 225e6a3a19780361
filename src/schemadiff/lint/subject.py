"""The input of the rules: the shadow's catalogue, the places in ``desired/``, and cached look-ups."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import UnionType
from typing import Any, NamedTuple, TypeVar

from schemadiff.desired.files import SourceStatement
from schemadiff.desired.report import BodyError, PolicyError
from schemadiff.errors import SchemadiffError
from schemadiff.kinds.column import Column
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.index import Index
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.table import Table
from schemadiff.kinds.trigger import Trigger
from schemadiff.lint.expressions import bare_name
from schemadiff.lint.grouping import by, grouped
from schemadiff.lint.indexes import Access, access_of
from schemadiff.lint.named import Named
from schemadiff.lint.observed import LIVE, Observed
from schemadiff.lint.outside import Outside
from schemadiff.lint.rule_options import option
from schemadiff.lint.volatility import volatilities
from schemadiff.model import Address, Catalog, Object, Position
from schemadiff.settings.lint import Lint
from schemadiff.sql.identity import unquoted

T = TypeVar("T")
FACTS = frozenset(
    {
        "comment",
        "default acl",
        "default value",
        "extension dependency",
        "inheritance",
        "owner",
        "privilege",
        "sequence owner",
        "typed table",
    }
)
"""Types that are objects of the catalogue, but that users regard as facts about other objects."""


class BrokenPolicy(NamedTuple):
    """A policy whose expression PostgreSQL refuses; the shadow has it with ``USING (false)`` instead."""

    address: Address
    error: SchemadiffError


SERVED = ("storage",)
"""Schemas of Supabase whose tables it shows to the outside by other ways than the API, as far as policies allow."""


@dataclass(frozen=True)
class Subject:
    """All inputs of the rules. No rule queries a server."""

    catalog: Catalog
    """The objects in scope, which are checked."""
    settings: Lint
    statements: Sequence[SourceStatement]
    """The statements of ``desired/``, for comments and for what no catalogue stores."""
    at: Mapping[Address, Position]
    """The places in ``desired/`` of objects and their parts."""
    policy_errors: Sequence[PolicyError]
    """The policies that PostgreSQL refused on loading, with the errors."""
    body_errors: Sequence[BodyError] = ()
    """The function bodies that PostgreSQL refused, with the errors."""
    everything: Catalog | None = None
    """The catalogue including objects out of scope (a platform's schemas, others' roles), for looking up references. If
    None: the same as ``catalog``."""
    observed: Observed | None = None
    """The facts of a database in use; None if only ``desired/`` is checked."""
    _by_kind: dict[type[Any] | UnionType, tuple[Any, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def whole(self) -> Catalog:
        """The catalogue for look-ups."""
        return self.everything or self.catalog

    def every(self, kind: type[T] | UnionType) -> tuple[T, ...]:
        """All things of a kind (or BrokenPolicy, or of ``LIVE``) to check."""
        if kind not in self._by_kind:
            things: Iterable[Any] = self._objects if kind is Object else self._of(kind)
            if kind is BrokenPolicy:
                things = self.broken
            elif kind in LIVE or isinstance(kind, UnionType):
                # Rules that look at both declare a union.
                things = (*(() if kind in LIVE else things), *(self.observed.things if self.observed else ()))
            self._by_kind[kind] = tuple(thing for thing in things if isinstance(thing, kind))
        return self._by_kind[kind]

    def _of(self, kind: type[T] | UnionType) -> Iterator[Object]:
        """Yield candidates for a kind: rules ask for many kinds, and each is a small part of all objects."""
        for one, objects in self._by_class.items():
            if issubclass(one, kind):
                yield from objects

    @cached_property
    def _by_class(self) -> Mapping[type[Object], tuple[Object, ...]]:
        return by(self._facts, type)

    @cached_property
    def _facts(self) -> tuple[Object, ...]:
        # Counterparts on partitions are reported on the parent.
        whole = (o for o in self.catalog.objects.values() if o.tied() is None)
        return tuple(o for o in whole if o.address not in self.broken_addresses)

    @cached_property
    def _objects(self) -> tuple[Object, ...]:
        return tuple(o for o in self._facts if o.address.type not in FACTS)

    def place(self, obj: Object) -> Position | None:
        """The place of the object's declaration, or else that of its nearest declared parent."""
        return self.at.get(obj.address) or next(filter(None, map(self.at.get, self.above(obj.address))), None)

    def above(self, address: Address) -> Iterator[Address]:
        """Yield the object's parent, the parent's parent, and so on."""
        obj = self.whole.objects.get(address)
        if obj is not None and obj.parent is not None:
            yield obj.parent
            yield from self.above(obj.parent)

    @cached_property
    def broken(self) -> tuple[BrokenPolicy, ...]:
        """The policies that PostgreSQL refused."""
        declared = {at: address for address, at in self.at.items() if address.type == "policy"}
        return tuple(
            BrokenPolicy(
                next(
                    (a for at, a in declared.items() if _within(at, e.statement)),
                    Address("policy", e.statement.node.policy_name),
                ),
                e.error,
            )
            for e in self.policy_errors
        )

    @cached_property
    def broken_addresses(self) -> frozenset[Address]:
        """The addresses of these policies, whose catalogue entries are not the declared ones."""
        return frozenset(policy.address for policy in self.broken)

    def statement(self, obj: Object) -> SourceStatement | None:
        """The statement of ``desired/`` that declares the object."""
        at = self.place(obj)
        return self.statement_at(at) if at else None

    def statement_at(self, at: Position) -> SourceStatement | None:
        """The statement of ``desired/`` that contains a place."""
        here = self._statements.get(at.path, [])
        before = bisect_right(here, (at.line, at.column or 0), key=lambda s: (s.at.line, s.at.column or 0))
        return here[before - 1] if before and _within(at, here[before - 1]) else None

    @cached_property
    def _statements(self) -> Mapping[str, list[SourceStatement]]:
        """The statements by path, in the order of the file."""
        found: dict[str, list[SourceStatement]] = {}
        for statement in sorted(self.statements, key=lambda s: s.at):
            found.setdefault(statement.at.path, []).append(statement)
        return found

    # Parts of a relation, by the relation's address.

    @cached_property
    def policies(self) -> Mapping[Address, tuple[Policy, ...]]:
        """The policies of each table."""
        return grouped(self.whole, Policy, lambda o: o)

    @cached_property
    def privileges(self) -> Mapping[Address, tuple[Privilege, ...]]:
        """The privileges on each object."""
        return grouped(self.whole, Privilege, lambda o: o)

    @cached_property
    def constraints(self) -> Mapping[Address, tuple[Constraint, ...]]:
        """The constraints of each table."""
        return grouped(self.whole, Constraint, lambda o: o)

    @cached_property
    def columns(self) -> Mapping[Address, tuple[Column, ...]]:
        """The columns that each table declares itself."""
        return {
            # The catalogue has them in the server's order of rows.
            table: tuple(sorted(columns, key=lambda column: column.position))
            for table, columns in grouped(self.whole, Column, lambda o: o).items()
        }

    def present(self, table: Address | None) -> frozenset[str]:
        """The columns of a table that are NOT NULL, unquoted."""
        return self._present.get(table, frozenset()) if table else frozenset()

    @cached_property
    def _present(self) -> Mapping[Address, frozenset[str]]:
        return {
            table: frozenset(unquoted(column.name) for column in columns if column.not_null)
            for table, columns in self.columns.items()
        }

    @cached_property
    def accesses(self) -> Mapping[Address, tuple[Access, ...]]:
        """The indexes of each table, including those of constraints."""
        return grouped(self.whole, (Index, Constraint), access_of)

    @cached_property
    def triggers(self) -> Mapping[Address, tuple[Trigger, ...]]:
        """The triggers of each relation."""
        return grouped(self.whole, Trigger, lambda o: o)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns in scope by their names."""
        return by(self.every(Column), lambda column: column.name)

    @cached_property
    def tables_by_name(self) -> Mapping[str, tuple[Table, ...]]:
        """The tables in scope without partitions, by their unquoted names without schema."""
        whole = (table for table in self.every(Table) if not table.partition_of)
        return by(whole, lambda table: bare_name(table.address))

    @cached_property
    def key_types(self) -> frozenset[str]:
        """The types of single-column primary keys."""
        keys = (c for c in self.every(Constraint) if c.type == "p" and len(c.columns) == 1 and c.parent)
        columns = (self.column(key.parent, unquoted(key.columns[0])) for key in keys if key.parent)
        return frozenset(column.data_type for column in columns if column)

    @cached_property
    def referrers(self) -> Mapping[str, tuple[Constraint, ...]]:
        """The foreign keys to each table, by its identity."""
        return by((c for c in self.every(Constraint) if c.references), lambda c: str(c.references))

    @cached_property
    def referenced(self) -> Mapping[Address, frozenset[Address]]:
        """For each object, the objects that it depends on directly."""
        found: dict[Address, set[Address]] = {}
        for dependent, address in self.whole.depends:
            found.setdefault(dependent, set()).add(address)
        return {address: frozenset(them) for address, them in found.items()}

    @cached_property
    def named(self) -> Named:
        """The resolver for names in policies and bodies."""
        return Named(self.whole)

    @cached_property
    def refers_to(self) -> Mapping[Address, frozenset[Address]]:
        """For each relation or routine, the relations that it depends on, directly or through a column."""
        found: dict[Address, set[Address]] = {}
        for dependent, referenced in self.whole.depends:
            column = referenced.type.endswith(" column")
            above = next(self.above(referenced), None) if column else referenced
            if above is not None:
                found.setdefault(dependent, set()).add(above)
        return {address: frozenset(them) for address, them in found.items()}

    @cached_property
    def volatilities(self) -> Mapping[tuple[str, ...], str]:
        """``provolatile`` of all functions, by schema and name."""
        return volatilities(self.whole)

    def guarded_by_parent(self, table: Table) -> bool:
        """True for a partition of a table with row level security."""
        parent = self.whole.objects.get(Address("table", table.partition_of or ""))
        return isinstance(parent, Table) and (parent.row_security or self.guarded_by_parent(parent))

    def quoted(self, table: Address, name: str) -> str:
        """The name of a column, quoted by PostgreSQL if the column is known."""
        column = self.column(table, name)
        return column.name if column else '"{}"'.format(name.replace('"', '""'))

    def column(self, table: Address, name: str) -> Column | None:
        """The column of a table by its unquoted name; an inherited column is the parent's."""
        for column in self.columns.get(table, ()):
            if unquoted(column.name) == name:
                return column
        obj = self.whole.objects.get(table)
        if not isinstance(obj, Table):
            return None
        parents = [*obj.inherits, *([obj.partition_of] if obj.partition_of else [])]
        found = (self.column(Address("table", parent), name) for parent in parents)
        return next((column for column in found if column), None)

    def option(self, code: str, name: str, key: str) -> Any:
        """The value of a rule's option, by the rule's code and name, or its default."""
        return option(self.settings, code, name, key)

    @cached_property
    def outside(self) -> Outside:
        """What the outside reaches."""
        return Outside(self.settings, self.whole, self.privileges)

    def shows(self, policy: Policy) -> bool:
        """True if the outside reaches the policy's table, in an exposed schema or through a service of the platform's."""
        served = policy.schema in SERVED and policy.parent not in self.catalog.objects
        return served or self.outside.exposed(policy.schema)


def _within(at: Position, statement: SourceStatement) -> bool:
    end = statement.position(len(statement.sql))
    return at.path == end.path and statement.at[1:] <= (at.line, at.column or 0) <= end[1:]
