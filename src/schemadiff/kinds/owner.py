"""Who owns an object: read with the object itself, for ``pg_shdepend`` does not record the bootstrap superuser."""

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
    """Of a sequence, the table with the column that owns it: the two change hands together."""
    lent: bool = field(default=False, compare=False)
    """True if he may not create in the schema, and has to be lent the right for as long as it takes to get it."""

    kind = "owner"
    catalog = "pg_class"

    @classmethod
    def of(cls, obj: Object, role: str) -> Owner:
        """The fact that ``role`` owns ``obj``."""
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
        """The owner of its schema, who may be the one that lets him create there."""
        # A schema counts as its own.
        if self.schema is not None and self.parent != Address("schema", self.schema):
            yield Address(self.kind, f"schema {self.schema}")

    def named_roles(self) -> Iterator[str]:
        """The owner."""
        yield self.role

    def forgotten(self, role: str) -> bool:
        """Statistics belong to whoever alters a column of theirs."""
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
        """What lends him the right to create in the schema, and what takes it back."""
        lend = f"GRANT CREATE ON SCHEMA {self.schema} TO {self.role}"
        return [lend], [f"REVOKE CREATE ON SCHEMA {self.schema} FROM {self.role}"]

    def drop(self) -> Iterator[str]:
        """Nobody owns what is not there."""
        yield from ()

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER ... OWNER TO."""
        assert isinstance(old, Owner)
        if not self.linked or self.linked != old.linked:
            yield from self.create()


def lends_on(last: Statement, following: Statement, catalog: Catalog) -> bool:
    """True if one takes back from an owner what the next one lends him at once, for another thing that he gets."""
    one, other = (catalog.objects.get(statement.address) for statement in (last, following))
    if not isinstance(one, Owner) or not isinstance(other, Owner) or one is other:
        return False
    lend, take_back = one.lending
    return one.lending == other.lending and [last.sql] == take_back and [following.sql] == lend


def lets_create(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the privileges by which who makes an object, or gets it, may create in its schema (manual, ALTER TABLE).

    The schema's own owner needs none: whatever waited for one without a reason would come after all that is made.
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
    """The same, lent the right to create in its schema if nobody gives it (manual, ALTER TABLE ... OWNER TO).

    What a role has by being a member of another is not known. Who owns the database has it in a schema of pg_database_owner.
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
