"""The statements of the files that alter something which another statement creates, by what they alter.

A pull takes them out where that differs, so that the files do not say first one thing and then another; what they said
besides is then said anew, as PostgreSQL spells it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ConstrType, ObjectType

from schemadiff.desired.declares import home, qualified, relation
from schemadiff.desired.files import SourceStatement
from schemadiff.model import Address
from schemadiff.sql.identity import identity

Key = tuple[str, tuple[str, ...]]
"""The group and the names of an object, as in its identity."""
TIES = frozenset({"inheritance", "typed table", "publication relation", "sequence owner"})
"""Types of objects that go while what they tie together stays."""
_PARTS = {
    "column": frozenset({
        AlterTableType.AT_ColumnDefault, AlterTableType.AT_SetNotNull, AlterTableType.AT_DropNotNull,
        AlterTableType.AT_SetStatistics, AlterTableType.AT_SetOptions, AlterTableType.AT_ResetOptions,
        AlterTableType.AT_SetStorage, AlterTableType.AT_SetCompression, AlterTableType.AT_AddIdentity,
        AlterTableType.AT_SetIdentity,
    }),
    "trigger": frozenset({
        AlterTableType.AT_EnableTrig, AlterTableType.AT_DisableTrig,
        AlterTableType.AT_EnableAlwaysTrig, AlterTableType.AT_EnableReplicaTrig,
    }),
    "rule": frozenset({
        AlterTableType.AT_EnableRule, AlterTableType.AT_DisableRule,
        AlterTableType.AT_EnableAlwaysRule, AlterTableType.AT_EnableReplicaRule,
    }),
}  # fmt: skip
"""Subcommands about a part of a relation that they name, by its group."""
_WHOLE = frozenset({
    AlterTableType.AT_EnableRowSecurity, AlterTableType.AT_DisableRowSecurity,
    AlterTableType.AT_ForceRowSecurity, AlterTableType.AT_NoForceRowSecurity,
    AlterTableType.AT_ReplicaIdentity, AlterTableType.AT_SetRelOptions, AlterTableType.AT_ResetRelOptions,
    AlterTableType.AT_SetLogged, AlterTableType.AT_SetUnLogged, AlterTableType.AT_SetAccessMethod,
    AlterTableType.AT_SetTableSpace,
})  # fmt: skip
"""Subcommands about the relation itself."""
_ONE: dict[str, Callable[[Any, str], Key]] = {
    "AlterEnumStmt": lambda n, s: ("type", qualified(n.typeName, s)),
    "AlterEventTrigStmt": lambda n, _: ("event trigger", (n.trigname,)),
    "AlterFunctionStmt": lambda n, s: ("routine", qualified(n.func.objname, s)),
    "AlterPolicyStmt": lambda n, s: ("policy", (*relation(n.table, s), n.policy_name)),
    "AlterStatsStmt": lambda n, s: ("statistics object", qualified(n.defnames, s)),
    "AlterTSConfigurationStmt": lambda n, s: ("text search configuration", qualified(n.cfgname, s)),
}
"""Statements that alter one object, by node class."""


class Alterations:
    """The statements that alter something, by its group and names."""

    def __init__(self, statements: Iterable[SourceStatement]) -> None:
        self._by_key: dict[Key, list[SourceStatement]] = {}
        for statement in statements:
            for key in {*altered(statement)}:
                self._by_key.setdefault(key, []).append(statement)

    def of(self, address: Address) -> Sequence[SourceStatement]:
        """Return the statements that alter this very object; a routine's overloads are altered with it."""
        return self._by_key.get(_key(address), ())


def altered(statement: SourceStatement) -> Iterator[Key]:
    """Yield what a statement alters; nothing for one that creates something, or does what a pull cannot say anew."""
    node, schema = statement.node, home(statement)
    match node:
        case ast.AlterTableStmt(relation=ast.RangeVar(), cmds=cmds):
            found = [_command(node, command, schema) for command in cmds or ()]
            yield from (key for key in found if key and None not in found)
        case ast.AlterPublicationStmt(pubname=str(name), pubobjects=objects):
            yield from (
                ("publication relation", (*relation(each.pubtable.relation, schema), name))
                for each in objects or ()
                if each.pubtable
            )
        case ast.AlterDomainStmt(typeName=names, def_=made, name=check):
            # A check that it adds is declared there.
            if not (isinstance(made, ast.Constraint) and made.contype == ConstrType.CONSTR_CHECK):
                of = qualified(names, schema)
                yield ("domain constraint", (*of, check)) if check else ("type", of)
        case ast.AlterSeqStmt(sequence=sequence, options=options):
            said = {option.defname for option in options or ()}
            yield from [("sequence owner", relation(sequence, schema))] if "owned_by" in said else ()
            yield from [("relation", relation(sequence, schema))] if said - {"owned_by"} else ()
        case _ if type(node).__name__ in _ONE:
            yield _ONE[type(node).__name__](node, schema)


def _command(node: Any, command: Any, schema: str) -> Key | None:
    """Return what a subcommand of ALTER TABLE alters; None for one that a pull cannot say anew."""
    of, kind = relation(node.relation, schema), command.subtype
    part = next((group for group, kinds in _PARTS.items() if kind in kinds and command.name), None)
    found: Key | None = None
    if node.objtype == ObjectType.OBJECT_TYPE:
        found = "type", of
    elif part is not None:
        found = part, (*of, command.name)
    elif kind == AlterTableType.AT_ClusterOn:
        found = "relation", (of[0], command.name)
    elif kind == AlterTableType.AT_AttachPartition:
        found = "inheritance", (*relation(command.def_.name, schema), *of)
    elif kind == AlterTableType.AT_AddInherit:
        found = "inheritance", (*of, *relation(command.def_, schema))
    elif kind == AlterTableType.AT_AddOf:
        found = "typed table", of
    elif kind in _WHOLE:
        found = "relation", of
    return found


def _key(address: Address) -> Key:
    exact = identity(address)
    if exact is None:
        return address.type, ()
    group, name, _ = exact
    group = address.type if address.type in {"sequence owner", "domain constraint"} else group
    if address.type in {"inheritance", "publication relation"}:
        word = " from " if address.type == "inheritance" else " in publication "
        further = identity(Address("table", address.identity.rpartition(word)[2]))
        return group, (*name, *(further.name if further else ()))
    if group in {"attribute", "enum value"}:
        return "type", name[:-1]
    return ("type" if group == "domain" else group), name
