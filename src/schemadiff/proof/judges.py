"""The judges: three ways to decide whether two databases have the same schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemadiff.catalog.meanings import difference
from schemadiff.diff.statements import statements
from schemadiff.grants.server import of_server
from schemadiff.model import Address, Catalog, Member, Verdict
from schemadiff.proof.dump import differences, headers
from schemadiff.proof.entry_names import EntryName, Members, entry_name, granted_on
from schemadiff.scope import GROUPS, Scope
from schemadiff.scope.claims import Claims
from schemadiff.sql.identity import group_of, unquoted

OWNER = " OWNER TO "
NOT_MADE = "-- *not* creating schema, since initdb creates it"
AS_GRANTOR = "SESSION AUTHORIZATION"
GRANTS = ("GRANT ", "REVOKE ")
ACL_LETTERS = {
    "TABLES": "r",
    "SEQUENCES": "S",
    "FUNCTIONS": "f",
    "TYPES": "T",
    "SCHEMAS": "n",
    "OBJECTS": "L",
}


def catalogue(reached: Catalog, desired: Catalog) -> Verdict:
    """Compare by our own reading: the verdict holds the statements of a plan from ``reached`` to ``desired``."""
    left = [s.sql for s in statements(reached, desired)]
    both = reached.objects.keys() & desired.objects.keys() if left else ()
    unsaid = [
        f"{a}: {why}" for a in sorted(both) if (why := difference(reached.objects[a], desired.objects[a]))
    ]
    return Verdict("catalogue", not left, (*unsaid, *left))


def pg_dump(reached: str, desired: str, entries: EntryFilter) -> Verdict:
    """Compare by PostgreSQL's own output: two dumps, entry by entry, restricted to what is in scope."""
    # If the dumps are textually equal, their parts in scope are equal as well.
    same = reached == desired
    left = () if same else differences(entries.only_ours(reached), entries.only_ours(desired))
    return Verdict("pg_dump", not left, left)


@dataclass(frozen=True)
class EntryFilter:
    """Selects the entries of a dump to compare: those in scope, with the owners and grants that the files claim."""

    scope: Scope
    claims: Claims
    mode: str
    """The setting ``privileges``."""
    me: str
    """The role, unquoted, that the files mean where they name none."""
    left_out: frozenset[EntryName] = frozenset()
    """The objects that the catalogues leave out, or report as not modelled."""
    members: Members = field(default_factory=Members)
    unsaid: Mapping[EntryName, Sequence[str]] = field(default_factory=dict)
    """The roles, by object, whose privileges on it the files cannot speak of (``scope/owned.py``)."""

    def only_ours(self, text: str) -> str:
        """Return the dump without the entries that are out of scope."""
        return "".join(self._ours(text))

    def _ours(self, text: str) -> Iterator[str]:
        found = [*headers(text)]
        if not found:
            yield text
            return
        yield text[: found[0].start()]
        for header, following in zip(found, [*found[1:], None], strict=True):
            end = following.start() if following else len(text)
            kind, schema, name = header["type"], header["schema"], header["name"]
            if kind == "DEFAULT ACL" and not self._default_counts(
                name, schema, unquoted(header["owner"].strip())
            ):
                continue
            if self._leaves_out(kind, schema, name):
                continue
            body = self._granted(text[header.start() : end], kind, None if schema == "-" else schema, name)
            if not body:
                continue
            if OWNER in body and not self._owner_counts(kind, schema, name):
                body = "\n".join(line for line in body.split("\n") if not _says_owner(line))
                if kind == "SCHEMA" and NOT_MADE in body:
                    # The entry is printed only because of its owner: PostgreSQL 15 changed that of the schema public.
                    continue
            yield body

    def _granted(self, body: str, kind: str, schema: str | None, name: str) -> str:
        """Return the entry, without the grants that do not count if it holds some; empty if no grant is left."""
        if member := self.members.member(kind, schema, name):
            return _of_member(body, member)
        roles = self.unsaid.get(granted_on(schema, name)) if kind == "ACL" else None
        return _without(body, roles) if roles else body

    def _leaves_out(self, kind: str, schema: str, name: str) -> bool:
        place = inside = None if schema == "-" else schema
        if kind == "SCHEMA":
            place = name
        elif place is None and kind in ("COMMENT", "ACL"):
            what, _, rest = name.partition(" ")
            place = rest if what == "SCHEMA" else None
        if kind == "EXTENSION" or (kind == "COMMENT" and name.startswith("EXTENSION ")):
            # The catalogue judge checks its presence; its schema and its owner differ by platform.
            return True
        servers = of_server(place, name) and self.members.member(kind, inside, name) is None
        if kind == "ACL" and (servers or not self._privileges_count(place, inside, name)):
            return True
        if entry_name(kind, inside, name) in self.left_out:
            return True
        if self.members.granted(kind, inside, name):
            return True
        return bool(self.scope.leaves_out(Address(kind.lower(), _identity(kind, place, name)), place))

    def _owner_counts(self, kind: str, schema: str, name: str) -> bool:
        place = () if schema == "-" else (schema,)
        return self.claims.says("owner", group_of(kind.lower()), (*place, _plain(name)))

    def _privileges_count(self, schema: str | None, inside: str | None, name: str) -> bool:
        if self.mode != "declared":
            return self.mode == "exact"
        what, _, rest = name.partition(" ")
        group = "relation" if what == "COLUMN" else group_of(what.lower())
        plain = _plain(rest.partition(".")[0] if what == "COLUMN" else rest)
        names = (plain,) if what == "SCHEMA" else (schema or "", plain)
        sequence = "sequence" if what == "SEQUENCE" else group
        broadly = self.claims.sweeps if self.members.member("ACL", inside, name) else self.claims.broadly
        return self.claims.says("privilege", group, names) or broadly(sequence, schema)

    def _default_counts(self, name: str, schema: str, role: str) -> bool:
        place, letter = None if schema == "-" else schema, ACL_LETTERS.get(name.rpartition(" ")[2], "r")
        if self.scope.leaves_out_defaults(role, place, letter):
            return False
        if self.mode != "declared":
            return self.mode == "exact"
        return self.claims.default(GROUPS[letter], place, role, self.me)


def _of_member(body: str, member: Member) -> str:
    """Return the grants on a member of an extension, without those of its owner and without grantors; empty if none are left."""
    lines = [line for line in _without(body, [member.owner]).split("\n") if AS_GRANTOR not in line]
    said = {line for line in lines if line.startswith(GRANTS)}
    # Two roles may have granted the same.
    others = (line for line in lines if line not in said)
    return "\n".join([*others, *sorted(said), ""]) if said else ""


def _without(body: str, roles: Sequence[str]) -> str:
    """Return an entry without grants to some roles; empty if none are left."""
    ends = tuple(
        f" {word} {role}{end}"
        for role in roles
        for word in ("TO", "FROM")
        for end in (";", " WITH GRANT OPTION;")
    )
    lines = [line for line in body.split("\n") if not line.endswith(ends)]
    return "\n".join(lines) if any(line.startswith(GRANTS) for line in lines) else ""


def _identity(kind: str, schema: str | None, name: str) -> str:
    words = {"COMMENT", "ACL"}
    rest = name.partition(" ")[2] if kind in words else name.partition(" ")[0]
    return f"{schema}.{rest}" if schema and kind != "SCHEMA" else rest


def _plain(name: str) -> str:
    """Return the name of a routine without its arguments."""
    return name.partition("(")[0]


def _says_owner(line: str) -> bool:
    return line.startswith("ALTER ") and OWNER in line and line.endswith(";")
