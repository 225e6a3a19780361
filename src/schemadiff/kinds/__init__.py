"""All kinds of objects, one file each, in the order in which they are read, which also breaks ties between statements.

Parents come before their parts, so that a part finds the address of its parent while it is read.
"""

from __future__ import annotations

from schemadiff.kinds.base_type import BaseType
from schemadiff.kinds.cast import Cast
from schemadiff.kinds.collation import Collation
from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.kinds.domain import Domain, DomainConstraint
from schemadiff.kinds.enum import Enum
from schemadiff.kinds.event_trigger import EventTrigger
from schemadiff.kinds.extension import Extension
from schemadiff.kinds.extension_dependency import ExtensionDependency
from schemadiff.kinds.foreign import ForeignDataWrapper, ForeignServer, UserMapping
from schemadiff.kinds.foreign_table import ForeignColumn, ForeignTable
from schemadiff.kinds.identity_sequence import IdentitySequence
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.language import AccessMethod, Conversion, Language, Transform
from schemadiff.kinds.member_privilege import MemberPrivilege
from schemadiff.kinds.membership import Membership
from schemadiff.kinds.operator import Operator, OperatorClass, OperatorFamily
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.parameter_privilege import ParameterPrivilege
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.publication import Publication, PublishedSchema, PublishedTable
from schemadiff.kinds.range import Range
from schemadiff.kinds.role import Role
from schemadiff.kinds.role_setting import RoleSetting
from schemadiff.kinds.routine import Aggregate, Function, Procedure
from schemadiff.kinds.rule import Rule
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
from schemadiff.kinds.trigger import Trigger
from schemadiff.kinds.typed import Typed
from schemadiff.kinds.view import MaterializedView, View, ViewDefault
from schemadiff.model import Object

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
    # Expressions mean casts that their text does not name: what has such an expression comes later.
    Cast,
    Sequence,
    Function,
    Procedure,
    Aggregate,
    AccessMethod,
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
UNNAMED = frozenset({Cast.kind})
"""The types of objects that expressions mean without naming them."""
PLACED = frozenset(kind.kind for kind in KINDS if kind.placed)
"""The types of objects with a position among their siblings."""
WAITING = DefaultPrivilege.LETTER.keys() | {
    kind.kind for kind in (*SERVER_KINDS, *KINDS) if kind.after is not Object.after
}
"""The types of objects that other changes may have to precede without a dependency (``happens_after()``)."""
TYPING = frozenset({Typed.kind})
"""The types of objects that may require another order of columns than the existing one."""
FILLED = frozenset({Column.kind})
"""The types of objects that may be added to rows which are there."""
HOLDING = frozenset({Column.kind, Composite.kind})
"""The types of objects that hold the rows of a table if they are of its type."""
RETURNING = frozenset({Rule.kind})
"""The types of objects that may return whole rows of a table, and so count its columns."""
GRANTING = frozenset({Privilege.kind})
"""The types of objects that another role may have to grant."""
NEEDING = OWNED | {Owner.kind, Column.kind}
"""The types of objects that may have ``unsaid_needs()``."""
