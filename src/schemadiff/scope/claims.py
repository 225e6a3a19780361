"""Claims: the owners, privileges and extensions that a state specifies; a database may have all others as it likes."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemadiff.model import Address
from schemadiff.sql.identity import group_of, identity, unquoted


@dataclass(frozen=True)
class Claims:
    """The claims of the files by name; ask with ``owner`` and ``privileges``."""

    named: frozenset[tuple[str, str, tuple[str, ...]]] = frozenset()
    """The claim ("owner", "privilege", "version", "comment"), the group of objects, and the name, schema first."""
    broad: frozenset[tuple[str, str | None]] = frozenset()
    """Group of objects and schema (None: every schema), from ALL ... IN SCHEMA and default privileges."""
    defaults: frozenset[tuple[str, str | None, str | None]] = frozenset()
    """Claims from ALTER DEFAULT PRIVILEGES, with the role (None: whoever runs it)."""
    swept: frozenset[tuple[str, str | None]] = frozenset()
    """The part of ``broad`` from ALL ... IN SCHEMA: default privileges only concern future objects, of one role."""
    everything: bool = field(default=False, kw_only=True)
    """True for a state that is known completely: what it does not mention does not exist."""

    @property
    def versions(self) -> frozenset[str]:
        """The extensions, unquoted, whose version the files specify."""
        return self._extensions("version")

    @property
    def described(self) -> frozenset[str] | None:
        """The extensions, unquoted, that the files have a comment for; None for all of them."""
        return None if self.everything else self._extensions("comment")

    def _extensions(self, wanted: str) -> frozenset[str]:
        return frozenset(name for about, _, (name, *_) in self.named if about == wanted)

    def owner(self, address: Address) -> bool:
        """Return True if the files specify its owner."""
        return self._named("owner", address)

    def privileges(self, address: Address, schema: str | None) -> bool:
        """Return True if the files specify its privileges."""
        group = "sequence" if address.type == "sequence" else group_of(address.type)
        return self._named("privilege", address) or self.broadly(group, unquoted(schema) if schema else None)

    def of_member(self, address: Address, schema: str | None) -> bool:
        """Return True if the files specify privileges on this member of an extension."""
        group = "sequence" if address.type == "sequence" else group_of(address.type)
        return self._named("privilege", address) or self.sweeps(group, unquoted(schema) if schema else None)

    def sweeps(self, group: str, schema: str | None) -> bool:
        """Return True if the files grant or revoke on ALL such objects in the schema; names are unquoted."""
        return self.everything or (group, schema) in self.swept

    def broadly(self, group: str, schema: str | None) -> bool:
        """Return True if the files specify privileges of all such objects in the schema; names are unquoted."""
        return self.everything or bool({(group, schema), (group, None)} & self.broad)

    def default(self, group: str, schema: str | None, role: str, me: str) -> bool:
        """Return True if the files have ALTER DEFAULT PRIVILEGES for this group of objects, schema and role."""
        names = {role, None} if role == me else {role}
        return self.everything or any((group, schema, name) in self.defaults for name in names)

    def says(self, about: str, group: str, name: tuple[str, ...]) -> bool:
        """Return True if the files make this sort of claim about the object; names are unquoted."""
        return self.everything or (about, group, name) in self.named

    def _named(self, about: str, address: Address) -> bool:
        whole = identity(address)
        return self.everything or (whole is not None and (about, whole.group, whole.name) in self.named)
