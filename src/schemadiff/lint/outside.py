"""What the outside reaches: the schemas that are exposed to it, its roles, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemadiff.kinds.owner import Owner
from schemadiff.kinds.policy import Policy
from schemadiff.kinds.privilege import Privilege
from schemadiff.lint.roles import PUBLIC, plain, role_name
from schemadiff.model import Address, Catalog
from schemadiff.settings.lint import Lint


@dataclass(frozen=True)
class Outside:
    """The clients of the API and of the application, as the settings of lint name them."""

    settings: Lint
    whole: Catalog
    privileges: Mapping[Address, tuple[Privilege, ...]]

    def exposed(self, schema: str | None) -> bool:
        """True if the settings say that the outside reaches the schema."""
        names = self.settings.exposed_schemas
        return not names or (schema is not None and plain(schema) in map(plain, names))

    @cached_property
    def api_roles(self) -> frozenset[str]:
        """The roles of the outside, unquoted; includes PUBLIC, whose privileges each of them has."""
        return frozenset(map(role_name, self.settings.api_roles)) | {PUBLIC}

    @cached_property
    def reachable_roles(self) -> frozenset[str]:
        """The roles of the outside and of the application, unquoted."""
        return self.api_roles | frozenset(map(role_name, self.settings.app_roles))

    def granted(self, address: Address, *privileges: str, roles: Iterable[str] = ()) -> dict[str, list[str]]:
        """The privileges that API roles (and ``roles``) were granted on the object or its columns, by role."""
        asked = self.api_roles | frozenset(map(role_name, roles))
        found: dict[str, list[str]] = {}
        for entry in self.privileges.get(address, ()):
            rights = {name for name, _ in entry.rights}
            rights |= {name for _, theirs in entry.columns for name, _ in theirs}
            held = [name for name in privileges if name in rights]
            if held and not entry.owners and role_name(entry.grantee) in asked:
                found[entry.grantee] = held
        return dict(sorted(found.items()))

    def held(self, address: Address, *privileges: str) -> dict[str, list[str]]:
        """The privileges that API roles hold on the object: granted ones, and all of them for its owner."""
        found = self.granted(address, *privileges)
        owner = self.owner(address)
        if owner and role_name(owner) in self.api_roles:
            found[owner] = list(privileges)
        return dict(sorted(found.items()))

    def owner(self, address: Address) -> str | None:
        """The role that owns the object, quoted."""
        owner = self.whole.objects.get(Address("owner", str(address)))
        return owner.role if isinstance(owner, Owner) else None

    def reached(self, address: Address, *privileges: str) -> bool:
        """True if an API role holds one of the privileges, or if the settings say to assume so."""
        return self.settings.require_rls == "all" or bool(self.held(address, *privileges))

    def meets_api(self, policy: Policy) -> bool:
        """True if the policy applies to PUBLIC or an API role."""
        return any(role_name(role) in self.api_roles for role in policy.roles)
