"""Rights on a schema that a new owner, or the role that must run GRANT, needs there, and may be lent for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schemadiff.kinds.owner import Owner
from schemadiff.kinds.privilege import Privilege
from schemadiff.model import Address, Catalog, Object, Statement
from schemadiff.sql.identity import identity


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


def lets_grant(obj: Object) -> Iterator[Address]:
    """Yield what decides whether the role that must run GRANT may use the schema: its privileges, PUBLIC's, the owner."""
    if not isinstance(obj, Privilege) or obj.speaker is None or obj.schema is None:
        return
    if obj.on.type != "schema":
        yield from (
            Address(Privilege.kind, f"{role} on schema {obj.schema}") for role in (obj.speaker, "PUBLIC")
        )
        yield Address(Owner.kind, f"schema {obj.schema}")


def with_what_it_takes(obj: Owner | Privilege, new: Catalog) -> Owner | Privilege:
    """Return an owner, or a privilege, as lent the right on the schema that its statements take if nobody grants it.

    It is CREATE for a new owner (manual, ALTER TABLE ... OWNER TO), and USAGE for the role that must run GRANT.
    """
    if obj.schema is None or obj.parent == Address("schema", obj.schema):
        return obj
    right, role = ("CREATE", obj.role) if isinstance(obj, Owner) else ("USAGE", obj.speaker)
    return obj if role is None or _may(role, right, obj.schema, new) else replace(obj, lent=True)


def _may(role: str, right: str, name: str, new: Catalog) -> bool:
    """Return True if a role has a right on a schema, or may have it in a way that is not known.

    Rights by role membership are not known. In a schema of pg_database_owner, the owner of the database has the right.
    """
    schema = Address("schema", name)
    owner = new.objects.get(Address(Owner.kind, str(schema)))
    if not isinstance(owner, Owner) or owner.role in (role, "pg_database_owner") or role == new.role:
        return True
    given = (new.objects[address] for address in new.children.get(schema, ()))
    return any(
        one.grantee in (role, "PUBLIC") and right in dict(one.rights)
        for one in given
        if isinstance(one, Privilege)
    )


def given_away(relation: tuple[str, str], catalog: Catalog, loader: str) -> Iterator[Sequence[str]]:
    """Yield the statements that give a relation, named unquoted with its schema, to its owner, unless that is the loader."""
    for owner in catalog.objects.values():
        whole = identity(owner.parent) if isinstance(owner, Owner) and owner.parent else None
        if whole is None or (whole.group, whole.name) != ("relation", relation):
            continue
        if isinstance(owner, Owner) and owner.role != loader:
            yield [*replace(owner, lent=True).create()]


def lent_to_grantors(catalog: Catalog) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield each role whose grants outlived its right to use the schema, what lends it that, and what takes it back."""
    for privilege in catalog.objects.values():
        if isinstance(privilege, Privilege) and privilege.speaker:
            lent = with_what_it_takes(privilege, catalog)
            if lent.lent:
                yield privilege.speaker, *lent.lending


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
    """Return True if ``last`` revokes from a role what ``following`` grants to it again, for another statement."""
    one, other = (catalog.objects.get(statement.address) for statement in (last, following))
    if not isinstance(one, Owner | Privilege) or not isinstance(other, Owner | Privilege):
        return False
    lend, take_back = one.lending
    return one.lending == other.lending and [last.sql] == take_back and [following.sql] == lend
