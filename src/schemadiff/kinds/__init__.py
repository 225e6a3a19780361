"""All kinds of objects, one file each, in the order in which they are read, which also breaks ties between statements.

Parents come before their parts, so that a part finds the address of its parent while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.kinds.aside import AS_TEXT, as_text
from schemadiff.kinds.base_type import BaseType
from schemadiff.kinds.becoming import dropped_before_attaching
from schemadiff.kinds.between import Between
from schemadiff.kinds.by_place import (
    Moved,
    bound_to_places,
    in_place,
    lists_columns,
    names_places,
    orders_rows,
    placed,
    returning,
)
from schemadiff.kinds.cast import Cast
from schemadiff.kinds.checks_of_heirs import checked_first, loose_above, refuse_looser
from schemadiff.kinds.collation import Collation
from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.kinds.domain import Domain, DomainConstraint
from schemadiff.kinds.event_trigger import EventTrigger
from schemadiff.kinds.extension import Extension, moved
from schemadiff.kinds.extension_dependency import ExtensionDependency
from schemadiff.kinds.foreign import ForeignDataWrapper, ForeignServer, UserMapping
from schemadiff.kinds.foreign_table import ForeignColumn, ForeignTable
from schemadiff.kinds.granted import defaults_of, initial
from schemadiff.kinds.heirs import (
    altered_in_children,
    altered_with_parent,
    created_in_children,
    dropped_in_children,
    heirs_first,
    kept_checks_of_parents,
    named_first,
    needed_by_children,
)
from schemadiff.kinds.identity_sequence import IdentitySequence
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.keys_below_indexes import not_to_serve, served_until, waits_to_be_served
from schemadiff.kinds.language import AccessMethod, Conversion, Language, Transform
from schemadiff.kinds.member_privilege import MemberPrivilege
from schemadiff.kinds.membership import Membership
from schemadiff.kinds.nested_types import (
    CHECKING,
    holders_of_rows,
    holders_to_empty,
    made_to_hold,
    rows_retyped,
    waiting_for_checks,
)
from schemadiff.kinds.not_null import (
    forgets,
    inherited_only,
    not_null_renewals,
    refuse_renamed,
    refuse_unsettled,
    renewed_for_child,
)
from schemadiff.kinds.of_types import (
    as_altered_alone,
    as_heir,
    as_own,
    as_recast,
    columns_of_typed_table,
    goes_with_attribute,
    gone_with_attributes,
    refuse_other_orders,
    type_of,
)
from schemadiff.kinds.operator import Operator, OperatorClass, OperatorFamily
from schemadiff.kinds.operator_pairs import named_before, unnamed
from schemadiff.kinds.owner import Owner, lends_on, lets_create
from schemadiff.kinds.parameter_privilege import ParameterPrivilege
from schemadiff.kinds.partition_names import called_alike, numbered_parts, wholes_in_turn
from schemadiff.kinds.partitioned_indexes import adopted, attached_before, incomplete, last_to_attach
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.publication import Publication, PublishedSchema, PublishedTable
from schemadiff.kinds.role import Role
from schemadiff.kinds.role_setting import RoleSetting
from schemadiff.kinds.routine import Aggregate, Function, Procedure, columns_of_merge
from schemadiff.kinds.row_constructors import expressions, kept_rows, may_make_rows
from schemadiff.kinds.rule import Rule
from schemadiff.kinds.said import said as in_sql
from schemadiff.kinds.schema import Schema
from schemadiff.kinds.security_label import SecurityLabel
from schemadiff.kinds.sequence import Sequence, SequenceOwner
from schemadiff.kinds.statistics import Statistics
from schemadiff.kinds.subscription import Subscription
from schemadiff.kinds.table import Table
from schemadiff.kinds.text_search import (
    TextSearchConfiguration,
    TextSearchDictionary,
    TextSearchParser,
    TextSearchTemplate,
)
from schemadiff.kinds.ties import tied_together, ties_among
from schemadiff.kinds.trigger import Trigger
from schemadiff.kinds.typed import Typed
from schemadiff.kinds.types import Composite, Enum, Range
from schemadiff.kinds.unlogged import altered_first
from schemadiff.kinds.validated import as_validated
from schemadiff.kinds.view import MaterializedView, View, ViewDefault, refreshed, refuse_circle
from schemadiff.kinds.zoned import by_time_zone
from schemadiff.model import Address, Catalog, Object

KINDS: tuple[type[Object], ...] = (
    Schema,
    DefaultPrivilege,
    Extension,
    Collation,
    Enum,
    Composite,
    Range,
    BaseType,
    Domain,
    DomainConstraint,
    Language,
    Sequence,
    Function,
    Procedure,
    Aggregate,
    AccessMethod,
    Cast,
    Operator,
    OperatorFamily,
    OperatorClass,
    Conversion,
    Transform,
    TextSearchParser,
    TextSearchTemplate,
    TextSearchDictionary,
    TextSearchConfiguration,
    ForeignDataWrapper,
    ForeignServer,
    UserMapping,
    Table,
    ForeignTable,
    Column,
    ForeignColumn,
    IdentitySequence,
    Default,
    SequenceOwner,
    Inheritance,
    Typed,
    Constraint,
    View,
    ViewDefault,
    MaterializedView,
    Index,
    Statistics,
    Rule,
    Trigger,
    Policy,
    Publication,
    PublishedSchema,
    PublishedTable,
    Subscription,
    EventTrigger,
    ExtensionDependency,
    Owner,
    Privilege,
    MemberPrivilege,
    Comment,
    SecurityLabel,
)

SERVER_KINDS: tuple[type[Object], ...] = (Role, Membership, RoleSetting, ParameterPrivilege)
"""Objects of a whole server: only read if the settings say that roles are managed."""

PRIORITY: dict[str, int] = {}
"""The position of each type of address among the kinds."""
for _place, _kind in enumerate((*SERVER_KINDS, *KINDS)):
    PRIORITY.setdefault(_kind.kind, _place)
# Event triggers fire on all later statements: they are created last and dropped first, as by pg_dump.
PRIORITY[EventTrigger.kind] = len(SERVER_KINDS) + len(KINDS)

OWNED = frozenset(
    kind.kind for kind in KINDS if any("AS _owner" in kind.query_for(v) for v in (140000, 180000))
)
"""The types of objects with an owner, which also may have privileges."""


TIED = frozenset(kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.tied is not Object.tied)
"""The types of objects that may be parts of a parent table's (``tied()``)."""
TWINNED = frozenset(kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.twin is not Object.twin)
"""The types of objects that are recognised under another name (``twin()``)."""
CHOOSING = frozenset(kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.chosen is not Object.chosen)
"""The types of objects that PostgreSQL may choose names for (``chosen()``)."""
RETAINING = frozenset(kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.retains is not Object.retains)
"""The types of objects that may have names which only dropping them frees (``retains()``)."""
OVERLOADED = frozenset(kind.kind for kind in (Function, Procedure, Aggregate))
"""The types of objects that can share a name."""
PLACED = frozenset(kind.kind for kind in KINDS if kind.placed)
"""The types of objects with a position among their siblings."""
WAITING = DefaultPrivilege.LETTER.keys() | {
    kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.after is not Object.after
}
"""The types of objects that other changes may have to precede without a dependency (``happens_after()``)."""
TYPING = frozenset({Typed.kind})
"""The types of objects that may require another order of columns than the existing one."""
NEEDING = OWNED | {Owner.kind, Column.kind}
"""The types of objects that may have ``unsaid_needs()``."""


def kept_but_rebuilt(between: Between) -> Iterator[tuple[Address, str]]:
    """Yield kept objects to create again, and why: parts or references of theirs cannot be changed otherwise."""
    yield from incomplete(between)
    yield from unnamed(between)
    yield from loose_above(between)
    yield from not_to_serve(between)


def implied(obj: Object, catalog: Catalog) -> Iterator[Object]:
    """Yield the owner and privileges that ``obj`` has once ``catalog.role`` creates it under ``catalog``'s defaults."""
    if obj.kind not in OWNED:
        return
    owner = catalog.objects.get(Address("owner", str(obj.address)))
    if isinstance(owner, Owner):
        mine = Owner.of(obj, catalog.role)
        # A new sequence is not owned by a column yet.
        yield mine if mine.linked is None else replace(mine, linked=None)
    for privilege in initial(obj, catalog):
        # A default privilege of the owner to be becomes an owner's right with ALTER ... OWNER TO.
        if (
            privilege.grantee == catalog.role
            or not isinstance(owner, Owner)
            or privilege.grantee != owner.role
        ):
            yield privilege


def unsaid_needs(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield what ``obj`` needs to be created or altered and ``pg_depend`` does not record."""
    yield from columns_of_merge(obj, catalog)
    yield from type_of(obj)
    yield from named_before(obj, catalog)
    if obj.kind in OWNED or isinstance(obj, Owner):
        yield from lets_create(obj, catalog)


def happens_after(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield what must be done before ``obj`` is created although it does not depend on that."""
    yield from obj.after()
    # Default privileges decide which privileges it is created with.
    yield from defaults_of(obj, catalog.role)


__all__ = [
    "AS_TEXT",
    "CHECKING",
    "CHOOSING",
    "KINDS",
    "NEEDING",
    "OVERLOADED",
    "OWNED",
    "PLACED",
    "PRIORITY",
    "RETAINING",
    "SERVER_KINDS",
    "TIED",
    "TWINNED",
    "TYPING",
    "WAITING",
    "Between",
    "Moved",
    "adopted",
    "altered_first",
    "altered_in_children",
    "altered_with_parent",
    "as_altered_alone",
    "as_heir",
    "as_own",
    "as_recast",
    "as_text",
    "as_validated",
    "attached_before",
    "bound_to_places",
    "by_time_zone",
    "called_alike",
    "checked_first",
    "columns_of_typed_table",
    "created_in_children",
    "dropped_before_attaching",
    "dropped_in_children",
    "expressions",
    "forgets",
    "goes_with_attribute",
    "gone_with_attributes",
    "happens_after",
    "heirs_first",
    "holders_of_rows",
    "holders_to_empty",
    "implied",
    "in_place",
    "in_sql",
    "inherited_only",
    "kept_but_rebuilt",
    "kept_checks_of_parents",
    "kept_rows",
    "last_to_attach",
    "lends_on",
    "lists_columns",
    "made_to_hold",
    "may_make_rows",
    "moved",
    "named_first",
    "names_places",
    "needed_by_children",
    "not_null_renewals",
    "numbered_parts",
    "orders_rows",
    "placed",
    "refreshed",
    "refuse_circle",
    "refuse_looser",
    "refuse_other_orders",
    "refuse_renamed",
    "refuse_unsettled",
    "renewed_for_child",
    "returning",
    "rows_retyped",
    "served_until",
    "tied_together",
    "ties_among",
    "unsaid_needs",
    "waiting_for_checks",
    "waits_to_be_served",
    "wholes_in_turn",
]
