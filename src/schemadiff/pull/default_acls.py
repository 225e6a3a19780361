"""Default privileges that a database no longer has: the statements that grant them go, instead of being taken back below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pglast import ast

from schemadiff.desired.declares import declared
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.sources import default_acl
from schemadiff.kinds.default_acl import DefaultPrivilege
from schemadiff.model import Alter, Change, Drop
from schemadiff.pull.editing import Editing
from schemadiff.pull.pretty import pretty
from schemadiff.render.sql import terminated


def granted_less(editing: Editing, change: Change) -> bool:
    """Take out what grants more than the database has, and say what is left of it there; True if that is all."""
    old = change.old if isinstance(change, Alter | Drop) else None
    new = change.new if isinstance(change, Alter) else None
    if not isinstance(old, DefaultPrivilege) or old.within is None:
        return False
    after = dict(new.grants) if isinstance(new, DefaultPrivilege) else {}
    less = {role for role, rights in old.grants if not {*rights} <= {*after.get(role, ())}}
    gone = [s for s in _statements(editing, old) if {*_grantees(s)} <= less]
    if not less or not {role for s in gone for role in _grantees(s)} >= less:
        return False
    kept = replace(old, grants=tuple(entry for entry in old.grants if entry[0] not in less))
    said = [pretty(sql, editing.keywords) for sql in new.alter(kept)] if new is not None else []
    editing.replaced.update((id(statement), (statement, None)) for statement in gone)
    if said:
        texts = [*map(terminated, said[:-1]), said[-1]]
        editing.replaced[id(gone[0])] = gone[0], "\n".join(texts)
    return True


def _statements(editing: Editing, acl: DefaultPrivilege) -> Iterator[SourceStatement]:
    """Yield the statements about these default privileges and no others."""
    role, name = default_acl(acl.identity)
    for statement in editing.declarations.statements:
        match statement.node:
            case ast.AlterDefaultPrivilegesStmt(action=ast.GrantStmt(is_grant=True)):
                found = [*declared(statement)]
                if len(found) == 1 and found[0].name == name and found[0].role in (role, ""):
                    yield statement


def _grantees(statement: SourceStatement) -> Iterator[str]:
    for role in statement.node.action.grantees or ():
        yield role.rolename or "PUBLIC"
