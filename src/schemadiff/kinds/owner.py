"""Who owns an object: read with the object itself, for ``pg_shdepend`` does not record the bootstrap superuser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemadiff.kinds.said import said
from schemadiff.model import Address, Object


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
        """Who gets an object must be allowed to create in its schema (manual, ALTER TABLE)."""
        # A schema counts as its own.
        if self.schema is not None and self.parent != Address("schema", self.schema):
            yield Address(self.kind, f"schema {self.schema}")
            yield Address("privilege", f"{self.role} on schema {self.schema}")
            yield Address("privilege", f"PUBLIC on schema {self.schema}")

    def named_roles(self) -> Iterator[str]:
        """The owner."""
        yield self.role

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
