"""The owner of an object: read with the object itself, as ``pg_shdepend`` does not record the bootstrap superuser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.said import said
from schemadiff.model import Address, Catalog, Object, Statement


@dataclass(frozen=True, kw_only=True)
class Owner(Object):
    """The owner of one object."""

    role: str
    linked: str | None = field(default=None, compare=False)
    """For a sequence, the table whose column owns it: both change their owner together."""
    lent: bool = field(default=False, compare=False)
    """True if the owner may not create in the schema, and is granted that only while he becomes the owner."""

    kind = "owner"
    catalog = "pg_class"

    @classmethod
    def of(cls, obj: Object, role: str) -> Owner:
        """Return the Owner that says that ``role`` owns ``obj``."""
        return cls.restore(
            {
                "identity": str(obj.address),
                "parent": obj.address,
                "schema": obj.schema,
                "role": role,
                "linked": getattr(obj, "linked", None),
                "lent": False,
            }
        )

    def needs(self) -> Iterator[Address]:
        """Yield the owner of the schema, who may be the one that lets this owner create there."""
        # A schema is not in a schema, although its ``schema`` is itself.
        if self.schema is not None and self.parent != Address("schema", self.schema):
            yield Address(self.kind, f"schema {self.schema}")

    def named_roles(self) -> Iterator[str]:
        """Yield the owner."""
        yield self.role

    def forgotten(self, role: str) -> bool:
        """Return True for another role than ``role``: rebuilt statistics belong to the role that alters the column."""
        return self.role != role

    def create(self) -> Iterator[str]:
        """ALTER ... OWNER TO."""
        assert self.parent is not None
        lend, take_back = self.lending if self.lent else ((), ())
        yield from lend
        yield f"ALTER {said(self.parent)} OWNER TO {self.role}"
        yield from take_back

    @property
    def lending(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the statements that grant CREATE on the schema to the owner, and those that revoke it."""
        lend = f"GRANT CREATE ON SCHEMA {self.schema} TO {self.role}"
        return [lend], [f"REVOKE CREATE ON SCHEMA {self.schema} FROM {self.role}"]

    def drop(self) -> Iterator[str]:
        """Yield nothing: an object has an owner as long as it exists."""
        yield from ()

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER ... OWNER TO."""
        assert isinstance(old, Owner)
        if not self.linked or self.linked != old.linked:
            yield from self.create()


def lends_on(last: Statement, following: Statement, catalog: Catalog) -> bool:
    """Return True if ``last`` revokes from an owner what ``following`` grants to him again, for another object."""
    one, other = (catalog.objects.get(statement.address) for statement in (last, following))
    if not isinstance(one, Owner) or not isinstance(other, Owner) or one is other:
        return False
    lend, take_back = one.lending
    return one.lending == other.lending and [last.sql] == take_back and [following.sql] == lend


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
