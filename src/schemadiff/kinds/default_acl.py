"""Default privileges (``pg_default_acl``): what is granted on objects that are created later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from schemadiff.model import Address, Object, Reading, key

OBJECTS = {
    "r": "TABLES",
    "S": "SEQUENCES",
    "f": "FUNCTIONS",
    "T": "TYPES",
    "n": "SCHEMAS",
    "L": "LARGE OBJECTS",
}
# An entry without IN SCHEMA starts from these, as it replaces PostgreSQL's own defaults.
PUBLIC = {"f": (("EXECUTE", False),), "T": (("USAGE", False),)}
OWNER = {
    "r": ("DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"),
    "S": ("SELECT", "UPDATE", "USAGE"),
    "f": ("EXECUTE",),
    "T": ("USAGE",),
    "n": ("CREATE", "USAGE"),
    "L": ("SELECT", "UPDATE"),
}

Entries = tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class DefaultPrivilege(Object):
    """The privileges on each new object of one type that one role creates, in all schemas or in one."""

    role: str
    within: str | None
    """The schema; None for all."""
    letter: str
    """``defaclobjtype``."""
    grants: Entries
    usual: Entries
    """The ``grants`` before any ALTER DEFAULT PRIVILEGES."""

    LETTER: ClassVar = {
        "aggregate": "f",
        "foreign table": "r",
        "function": "f",
        "materialized view": "r",
        "procedure": "f",
        "schema": "n",
        "sequence": "S",
        "table": "r",
        "type": "T",
        "view": "r",
    }

    kind = "default acl"
    file = "_cluster/default_privileges.sql"
    catalog = "pg_default_acl"
    rare = "pg_default_acl"
    parent_catalog = "pg_namespace"
    query = """
        SELECT oid AS _oid, defaclrole AS role, nullif(defaclnamespace, 0) AS namespace,
               defaclobjtype::text AS letter
        FROM pg_default_acl
    """

    @staticmethod
    def address_of(role: str, schema: str | None, letter: str) -> Address:
        """Return the address, as ``pg_identify_object()`` words it."""
        place = f" in schema {schema}" if schema else ""
        return Address("default acl", f"for role {role}{place} on {OBJECTS[letter].lower()}")

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool:
        """Resolve role and schema, and add the grants; False if the schema is not managed."""
        role = values["role"] = reading.roles[values["role"]]
        namespace, letter = values.pop("namespace"), values["letter"]
        schema = reading.address("pg_namespace", namespace) if namespace else None
        if namespace and schema is None:
            return False
        values["within"] = values["schema"] = schema.identity if schema else None
        values["parent"] = schema
        values["identity"] = cls.address_of(role, values["within"], letter).identity
        per: dict[str, dict[str, bool]] = {}
        for grant in reading.grants.get(key(reading.classes["pg_default_acl"], values["_oid"]), ()):
            per.setdefault(grant.grantee, {})[grant.privilege] = grant.grantable
        values["grants"] = tuple(sorted((g, tuple(sorted(r.items()))) for g, r in per.items()))
        values["usual"] = () if schema else usual(role, letter, reading.version)
        return True

    def named_roles(self) -> Iterator[str]:
        """Yield the role that creates the objects, and the grantees."""
        yield self.role
        yield from (grantee for grantee, _ in self.grants)

    def create(self) -> Iterator[str]:
        """Yield the statements that turn PostgreSQL's own defaults into these."""
        yield from self._from(self.usual)

    def drop(self) -> Iterator[str]:
        """Yield the statements that restore PostgreSQL's own defaults, which removes the row."""
        yield from self._to(self.grants, self.usual)

    def alter(self, old: Object) -> Iterator[str]:
        """Yield the statements that turn the old defaults into these."""
        assert isinstance(old, DefaultPrivilege)
        yield from self._from(old.grants)

    def _from(self, old: Entries) -> Iterator[str]:
        yield from self._to(old, self.grants)

    def _to(self, old: Entries, new: Entries) -> Iterator[str]:
        place = f" IN SCHEMA {self.within}" if self.within else ""
        head = f"ALTER DEFAULT PRIVILEGES FOR ROLE {self.role}{place}"
        before, after = dict(old), dict(new)
        for grantee in sorted(before.keys() | after.keys()):
            was, now = dict(before.get(grantee, ())), dict(after.get(grantee, ()))
            gone = sorted(name for name in was if name not in now)
            if gone:
                yield f"{head} REVOKE {', '.join(gone)} ON {OBJECTS[self.letter]} FROM {grantee}"
            lowered = sorted(name for name in now if was.get(name) and not now[name])
            if lowered:
                words = ", ".join(lowered)
                yield f"{head} REVOKE GRANT OPTION FOR {words} ON {OBJECTS[self.letter]} FROM {grantee}"
            for option in (False, True):
                fresh = sorted(
                    n for n, g in now.items() if g == option and (n not in was or (g and not was[n]))
                )
                if fresh:
                    tail = " WITH GRANT OPTION" if option else ""
                    yield f"{head} GRANT {', '.join(fresh)} ON {OBJECTS[self.letter]} TO {grantee}{tail}"


def usual(role: str, letter: str, version: int) -> Entries:
    """Return what PostgreSQL grants on a new object without any default privileges (``acldefault()``)."""
    own = OWNER[letter] + (("MAINTAIN",) if letter == "r" and version >= 170000 else ())
    entries = [(role, tuple((name, False) for name in sorted(own)))]
    if letter in PUBLIC:
        entries.append(("PUBLIC", PUBLIC[letter]))
    return tuple(sorted(entries))
