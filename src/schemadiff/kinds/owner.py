"""Who owns an object: read with the object itself, for ``pg_shdepend`` does not record the bootstrap superuser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemadiff.kinds.privilege import Privilege
from schemadiff.kinds.said import said
from schemadiff.model import Address, Catalog, Object


@dataclass(frozen=True, kw_only=True)
class Owner(Object):
    """The owner of one object."""

    role: str
    linked: str | None = field(default=None, compare=False)
    """Of a sequence, the table with the column that owns it: the two change hands together."""

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
        yield f"ALTER {said(self.parent)} OWNER TO {self.role}"

    def drop(self) -> Iterator[str]:
        """Nobody owns what is not there."""
        yield from ()

    def alter(self, old: Object) -> Iterator[str]:
        """ALTER ... OWNER TO."""
        assert isinstance(old, Owner)
        if not self.linked or self.linked != old.linked:
            yield from self.create()


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
