"""The right to create in a schema: who may give an object there to a new owner needs it, and it may be lent for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.model import Address, Catalog, Object, Statement


def lets_create(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the privileges by which the creator or new owner of ``obj`` may create in its schema (manual, ALTER TABLE).

    The owner of the schema needs none: to wait for one without need would place the object behind all that is created.
    """
    owned = obj.parent if isinstance(obj, Owner) else obj.address
    if obj.schema is None or owned == Address("schema", obj.schema):
        return
    role = obj.role if isinstance(obj, Owner) else catalog.role
    of_schema = catalog.objects.get(Address(Owner.kind, f"schema {obj.schema}"))
    if isinstance(of_schema, Owner) and of_schema.role == role:
        return
    for grantee in (role, "PUBLIC"):
        found = catalog.objects.get(Address(Privilege.kind, f"{grantee} on schema {obj.schema}"))
        if isinstance(found, Privilege):
            yield found.address


def with_what_it_takes(owner: Owner, new: Catalog) -> Owner:
    """Return the owner as lent the right to create in its schema if nobody grants it (manual, ALTER TABLE ... OWNER TO).

    Rights by role membership are not known. In a schema of pg_database_owner, the owner of the database has the right.
    """
    schema = Address("schema", str(owner.schema))
    of_schema = new.objects.get(Address(Owner.kind, str(schema)))
    if owner.parent == schema or not isinstance(of_schema, Owner):
        return owner
    if of_schema.role in (owner.role, "pg_database_owner") or owner.role == new.role:
        return owner
    given = (new.objects[address] for address in new.children.get(schema, ()))
    creates = any(
        one.grantee in (owner.role, "PUBLIC") and "CREATE" in dict(one.rights)
        for one in given
        if isinstance(one, Privilege)
    )
    return owner if creates else replace(owner, lent=True)


def lent_once(ordered: Iterable[Statement], new: Catalog) -> list[Statement]:
    """The statements without each REVOKE that the GRANT of the same privilege follows at once, and that GRANT."""
    kept: list[Statement] = []
    for statement in ordered:
        if kept and _lends_on(kept[-1], statement, new):
            kept.pop()
        else:
            kept.append(statement)
    return kept


def _lends_on(last: Statement, following: Statement, catalog: Catalog) -> bool:
    """Return True if ``last`` revokes from an owner what ``following`` grants to him again, for another object."""
    one, other = (catalog.objects.get(statement.address) for statement in (last, following))
    if not isinstance(one, Owner) or not isinstance(other, Owner) or one is other:
        return False
    lend, take_back = one.lending
    return one.lending == other.lending and [last.sql] == take_back and [following.sql] == lend
