"""The owner of an object: read with the object itself, as ``pg_shdepend`` does not record the bootstrap superuser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from schemadiff.model import Address, Object, in_sql


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

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """Return the owner of the same object under its new name."""
        now = renamed.get(self.parent) if self.parent else None
        return replace(self, parent=now, identity=str(now)) if now else self

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
        yield f"ALTER {in_sql(self.parent)} OWNER TO {self.role}"
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
