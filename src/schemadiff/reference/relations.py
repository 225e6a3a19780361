"""Tables and views on a reference page: columns, keys, indexes, triggers and privileges."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.kinds.column import Column
from schemadiff.kinds.comment import Comment
from schemadiff.kinds.constraint import Constraint
from schemadiff.kinds.default import Default
from schemadiff.kinds.foreign_table import ForeignTable
from schemadiff.kinds.identity_sequence import IdentitySequence
from schemadiff.kinds.index import Index
from schemadiff.kinds.inheritance import Inheritance
from schemadiff.kinds.owner import Owner
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.table import Table
from schemadiff.kinds.trigger import Trigger
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.model import Address, Object
from schemadiff.reference.lookups import Book, Relation, own, table
from schemadiff.render.gfm import code, fenced
from schemadiff.sql.identity import unquoted
from schemadiff.words import listed

SHOWN = (
    Column, Comment, Constraint, Default, IdentitySequence, Index, Inheritance, Owner, Policy, Privilege, Trigger
)  # fmt: skip
"""The kinds of parts that have sections of their own."""
ORDER = "pufxc"
"""Constraints in the order of ``contype``: keys, then foreign keys, then conditions on values."""
COMMANDS = {"ALL": "everything"}


def relation(book: Book, of: Relation) -> Iterator[str]:
    """Yield the blocks about a table or a view."""
    yield book.heading(of, own(of))
    yield _facts(book, of)
    yield _view_columns(book, of) if isinstance(of, View | MaterializedView) else _columns(book, of)
    yield _keys(book, of)
    yield _indexes(book, of)
    if isinstance(of, View | MaterializedView):
        yield fenced(of.definition.strip(), "sql")
    yield _triggers(book, of)
    yield _access(book, of)
    yield _rest(book, of)


def _facts(book: Book, of: Relation) -> str:
    """The kind and properties in a line, and the comment below it."""
    facts = [of.kind.capitalize(), *_shape(of), book.declared(of)]
    said = book.comment(of.address)
    return " · ".join(filter(None, facts)) + (f"<br>{said}" if said else "") + "\n"


def _shape(of: Relation) -> Iterator[str]:
    if isinstance(of, Table):
        if of.row_security:
            yield "row level security, for the owner too" if of.force_row_security else "row level security"
        yield "unlogged" if of.unlogged else ""
        yield f"partitioned by {code(of.partition_by)}" if of.partition_by else ""
        yield f"of type {code(of.of_type)}" if of.of_type else ""
    if isinstance(of, ForeignTable):
        yield f"of server {code(of.server)}"
    if isinstance(of, Table | ForeignTable):
        if of.partition_of:
            yield f"partition of {code(of.partition_of)} {code(of.partition_bound or '')}"
        yield f"inherits {listed([*map(code, of.inherits)])}" if of.inherits else ""
    yield f"with {code(', '.join(of.options))}" if of.options and not isinstance(of, ForeignTable) else ""


def _columns(book: Book, of: Table | ForeignTable) -> str:
    keys = [(c, "".join(f" {mark}" for mark in _marks(book, of, c))) for c in book.parts(of.address, Column)]
    rows = [
        (
            f"{code(unquoted(column.name))}{marks}",
            book.type(column.data_type),
            "" if column.not_null else "yes",
            _value(book, column),
            book.comment(column.address),
        )
        for column, marks in keys
    ]
    return table(("Column", "Type", "Null", "Default", "Description"), rows)


def _marks(book: Book, of: Relation, column: Column) -> Iterator[str]:
    """Yield marks for the keys that contain a column."""
    constraints = [c for c in book.parts(of.address, Constraint) if column.name in c.columns]
    if any(c.type == "p" for c in constraints):
        yield "🔑"
    for key in constraints:
        if key.type == "f" and key.references and key.columns[0] == column.name:
            yield f"→ {book.link(Address('table', key.references), _short(of, key.references))}"


def _short(of: Relation, identity: str) -> str:
    """A name next to a relation: without the schema if both have the same."""
    return identity.removeprefix(f"{of.schema}.")


def _value(book: Book, column: Column) -> str:
    if column.generated:
        return f"always {code(column.generated)}"
    if column.identity_kind:
        return "identity" if column.identity_kind == "d" else "always identity"
    return "".join(code(default.expression) for default in book.parts(column.address, Default))


def _view_columns(book: Book, of: View | MaterializedView) -> str:
    columns = of.columns if isinstance(of, View) else of.outcome
    rows = [
        (
            code(unquoted(name)),
            book.type(data_type),
            book.comment(Address(f"{of.kind} column", f"{of.identity}.{name}")),
        )
        for name, data_type, *_ in columns
    ]
    return table(("Column", "Type", "Description"), rows)


def _keys(book: Book, of: Relation) -> str:
    """The constraints of a relation, and the relations that refer to it."""
    rows = [
        (code(unquoted(constraint.name)), code(constraint.definition), book.comment(constraint.address))
        for constraint in sorted(
            book.parts(of.address, Constraint),
            key=lambda c: ORDER.index(c.type) if c.type in ORDER else len(ORDER),
        )
    ]
    text = table(("Constraint", "Definition", "Description"), rows)
    others = sorted(book.referring.get(of.identity, frozenset()) - {of.address})
    links = [book.link(address, _short(of, address.identity)) for address in others]
    return text + (f"\nReferred to by {listed(links)}.\n" if links else "")


def _indexes(book: Book, of: Relation) -> str:
    rows = [
        (
            code(unquoted(index.name)),
            code(index.definition.partition(" USING ")[2] or index.definition),
            "yes" if index.unique else "",
            book.comment(index.address),
        )
        for index in book.parts(of.address, Index)
    ]
    return table(("Index", "On", "Unique", "Description"), rows)


def _triggers(book: Book, of: Relation) -> str:
    rows = [
        (
            code(unquoted(trigger.name)),
            code(trigger.definition.partition(f" {trigger.name} ")[2].partition(f" ON {of.identity} ")[0]),
            listed([book.link(routine) for routine in sorted(book.called.get(trigger.address, ()))]),
            book.comment(trigger.address),
        )
        for trigger in book.parts(of.address, Trigger)
    ]
    return table(("Trigger", "Fires", "Calls", "Description"), rows)


def _access(book: Book, of: Relation) -> str:
    """Grants, and the policies that restrict them to certain rows."""
    grants = [(code(grantee), rights) for grantee, rights in book.granted(of.address)]
    policies = [
        (
            code(unquoted(policy.name)),
            f"{COMMANDS.get(policy.command, policy.command)}{'' if policy.permissive else ', restrictive'}",
            ", ".join(map(code, policy.roles)),
            code(policy.using) if policy.using else "",
            code(policy.check) if policy.check else "",
            book.comment(policy.address),
        )
        for policy in book.parts(of.address, Policy)
    ]
    heads = ("Policy", "For", "To", "Sees rows where", "Writes rows where", "Description")
    return "\n".join(filter(None, [table(("Role", "May"), grants), table(heads, policies)]))


def _rest(book: Book, of: Relation) -> str:
    others: list[Object] = [p for p in book.parts(of.address, Object) if not isinstance(p, SHOWN)]
    return "".join(f"- {code(str(other.address))}{_dash(book, other)}\n" for other in others)


def _dash(book: Book, obj: Object) -> str:
    said = book.comment(obj.address)
    return f": {said}" if said else ""
