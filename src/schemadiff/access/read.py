"""Reads the facts behind the access matrix from PostgreSQL, which knows memberships, PUBLIC and ownership.

``has_*_privilege`` and ``pg_has_role`` do the same checks as the server itself ("Access Privilege Inquiry Functions",
manual 9.27); which policies apply to a query is in "Row Security Policies", 5.9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, LiteralString, NamedTuple

import psycopg

from schemadiff.access.model import COMMANDS, Outcome, Rule, Way
from schemadiff.catalog import cycle_marks
from schemadiff.model import Address
from schemadiff.postgres.sessions import CATALOGUE

PUBLIC = "PUBLIC"
EVENTS = {"UPDATE": 4, "INSERT": 8, "DELETE": 16}
"""The bits of pg_relation_is_updatable()."""
RELATIONS: LiteralString = """
SELECT c.oid, i.type, i.identity, quote_ident(n.nspname), c.relrowsecurity, c.relkind::text,
       -- Under a foreign table without a handler PostgreSQL cannot tell, and fails: then all may be done.
       CASE WHEN blind AND relkind IN ('v', 'f') THEN 28 ELSE pg_relation_is_updatable(c.oid, true) END,
       CASE WHEN blind AND relkind IN ('v', 'f') THEN 28 ELSE pg_relation_is_updatable(c.oid, false) END,
       quote_ident(pg_get_userbyid(relowner)),
       EXISTS (SELECT FROM pg_options_to_table(reloptions)
               WHERE option_name = 'security_invoker' AND lower(option_value) IN ('true', 'on', 'yes', '1'))
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace,
     pg_identify_object('pg_class'::regclass, c.oid, 0) i,
     (SELECT EXISTS (SELECT FROM pg_foreign_table JOIN pg_foreign_server s ON s.oid = ftserver
                     JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE fdwhandler = 0) AS blind) b
WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
ORDER BY i.identity COLLATE "C"
"""
# Roles that hold a privilege on a relation, or that a policy names; a relation's owner does not count for it.
NAMED: LiteralString = """
SELECT DISTINCT quote_ident(rolname) FROM pg_roles r
WHERE NOT rolsuper AND rolname !~ '^pg_' AND (
  EXISTS (SELECT FROM pg_policy WHERE r.oid = ANY (polroles) AND polrelid = ANY (%(relations)s))
  OR EXISTS (SELECT FROM pg_class c, aclexplode(relacl) WHERE c.oid = ANY (%(relations)s) AND grantee = r.oid
             AND grantee <> relowner)
  OR EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid, aclexplode(attacl)
             WHERE attrelid = ANY (%(relations)s) AND grantee = r.oid AND grantee <> relowner))
ORDER BY 1
"""
# These functions accept the name public for PUBLIC, and no role can have that name.
ASKED: LiteralString = """
WITH asked AS (
  SELECT name, coalesce(rolname, 'public') AS rolname, r.oid, coalesce(rolsuper, false) AS super,
         coalesce(rolsuper OR rolbypassrls, false) AS bypasses
  FROM unnest(%(roles)s::text[]) AS name LEFT JOIN pg_roles r ON quote_ident(rolname) = name)
"""
RIGHTS: LiteralString = (
    ASKED
    + """
SELECT name, c.oid, command, has_schema_privilege(rolname, relnamespace, 'USAGE'),
       has_table_privilege(rolname, c.oid, command),
       CASE WHEN command IN ('SELECT', 'INSERT', 'UPDATE') AND NOT has_table_privilege(rolname, c.oid, command)
              AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL) THEN ARRAY(
         SELECT quote_ident(attname) FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
           AND has_column_privilege(rolname, c.oid, attnum, command) ORDER BY attnum) END,
       CASE WHEN super THEN 'superuser' WHEN bypasses THEN 'BYPASSRLS'
            WHEN NOT relforcerowsecurity AND asked.oid IS NOT NULL AND pg_has_role(asked.oid, relowner, 'USAGE')
            THEN 'owner of the table' ELSE '' END
FROM asked, pg_class c, unnest(%(commands)s::text[]) AS command
WHERE c.oid = ANY (%(relations)s)
"""
)
POLICIES: LiteralString = (
    ASKED
    + """
SELECT name, polrelid, polcmd::text, quote_ident(polname), polpermissive,
       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
FROM asked, pg_policy
WHERE polrelid = ANY (%(relations)s) AND (0 = ANY (polroles) OR EXISTS (
  SELECT FROM unnest(polroles) AS meant WHERE asked.oid IS NOT NULL AND pg_has_role(asked.oid, meant, 'USAGE')))
ORDER BY polname COLLATE "C"
"""
)
# A view reads with its owner's privileges, unless it has security_invoker (15 and later); a materialized view is a
# copy. A view with security_invoker inside of another reads as the caller, and so gives no further access.
VIEWS: LiteralString = """
WITH RECURSIVE reads AS (
  SELECT DISTINCT ev_class AS view, refobjid AS relation
  FROM pg_depend d JOIN pg_rewrite w ON classid = 'pg_rewrite'::regclass AND objid = w.oid
  WHERE refclassid = 'pg_class'::regclass AND refobjid <> ev_class AND ev_type = '1'),
lends AS (
  SELECT c.oid, relowner FROM pg_class c
  WHERE relkind = 'm' OR (relkind = 'v' AND NOT EXISTS (
    SELECT FROM pg_options_to_table(reloptions)
    WHERE option_name = 'security_invoker' AND lower(option_value) IN ('true', 'on', 'yes', '1')))),
-- UNION keeps no row twice, so this ends where views ask each other in a circle; there may be more paths than rows.
reached AS (
  SELECT l.oid AS view, l.relowner, relation FROM lends l JOIN reads ON view = l.oid
  UNION
  SELECT r.view, i.relowner, reads.relation
  FROM reached r JOIN lends i ON i.oid = r.relation JOIN reads ON reads.view = i.oid)
SELECT DISTINCT view, relation, quote_ident(pg_get_userbyid(relowner)) FROM reached
WHERE relation = ANY (%(relations)s)
  AND has_table_privilege(relowner, relation, 'SELECT, INSERT, UPDATE, DELETE')
"""
# The relations and columns that each view reads.
READS: LiteralString = """
SELECT ev_class, refobjid,
       coalesce(array_agg(DISTINCT quote_ident(attname)::text) FILTER (WHERE attname IS NOT NULL), '{}')
FROM pg_depend d JOIN pg_rewrite w ON classid = 'pg_rewrite'::regclass AND objid = w.oid
LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid AND refobjsubid > 0
WHERE refclassid = 'pg_class'::regclass AND refobjid <> ev_class AND ev_type = '1'
GROUP BY 1, 2
"""
FUNCTIONS: LiteralString = (
    ASKED
    + """
SELECT asked.name, lanname::text, i.identity, quote_ident(pg_get_userbyid(proowner)), pg_get_functiondef(p.oid)
FROM asked, pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang,
     -- pg_identify_object() would print pg_catalog.uuid.
     LATERAL (SELECT quote_ident(nspname) || '.' || quote_ident(proname) || '(' || array_to_string(array(
         SELECT format_type(t, NULL) FROM unnest(proargtypes) WITH ORDINALITY u(t, n) ORDER BY n), ',') || ')'
       AS identity) i
WHERE prosecdef AND prokind = 'f' AND nspname !~ '^(pg_|information_schema$)'
  AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
  AND has_schema_privilege(rolname, n.oid, 'USAGE') AND has_function_privilege(rolname, p.oid, 'EXECUTE')
ORDER BY i.identity COLLATE "C"
"""
)


class Right(NamedTuple):
    """The privileges of a role for one command on one relation."""

    usage: bool
    """True if it has USAGE on the schema."""
    whole: bool
    columns: tuple[str, ...]
    bypasses: str
    """Why policies do not apply to it; empty if they do."""


class Policy(NamedTuple):
    """A policy that applies to a role."""

    command: str
    """``polcmd``: r, a, w, d or ``*``."""
    rule: Rule


class Relation(NamedTuple):
    """A table, view, materialized view or foreign table."""

    oid: int
    address: Address
    schema: str
    row_security: bool
    kind: str
    """``relkind``."""
    updatable: int
    """The result of pg_relation_is_updatable(), for a view."""
    passes_on: int
    """The same without triggers: the commands that PostgreSQL itself passes on to the underlying table."""
    owner: str
    """Quoted."""
    asks_as_caller: bool
    """True for a view with ``security_invoker``."""

    def takes(self, command: str) -> bool:
        """True if the command is possible on this kind of relation."""
        if self.kind == "m":
            return command == "SELECT"
        if self.kind != "v" or command == "SELECT":
            return True
        return bool(self.updatable & EVENTS.get(command, 0))


class Read(NamedTuple):
    """The columns that a view reads of a relation."""

    relation: int
    columns: frozenset[str]
    """Quoted; empty if it uses no column, as in ``count(*)``."""


class Lent(NamedTuple):
    """A relation that a view reads with privileges other than the caller's."""

    view: int
    relation: int
    owner: str
    """The role whose privileges are used, quoted."""


class Definer(NamedTuple):
    """A SECURITY DEFINER function that a role may execute."""

    role: str
    way: Way
    definition: str
    language: str


@dataclass(frozen=True)
class Facts:
    """All facts read from PostgreSQL."""

    roles: tuple[str, ...]
    named: tuple[str, ...]
    """The roles without those that were asked about beside."""
    relations: tuple[Relation, ...]
    behind: Mapping[int, Relation]
    """By oid: the relations, and those that their views read."""
    reads: Mapping[int, tuple[Read, ...]]
    """The reads of each view."""
    rights: Mapping[tuple[str, int, str], Right]
    policies: Mapping[tuple[str, int], tuple[Policy, ...]]
    views: tuple[Lent, ...]
    definers: tuple[Definer, ...]

    @cached_property
    def through(self) -> dict[tuple[str, int, str], tuple[Outcome, str]]:
        """What is known so far of commands on views, with the reasons: by role, view and command."""
        return {}


def facts(
    conn: psycopg.Connection[Any],
    ours: Callable[[Relation], bool],
    roles: Sequence[str] = (),
    beside: Iterable[str] = (),
) -> Facts:
    """Read the facts in one snapshot.

    Args:
        conn: A connection to the database; nothing is written.
        ours: True for the relations to include.
        roles: Quoted names, or PUBLIC; none: PUBLIC and every role that holds a privilege or that a policy names.
        beside: Further roles to ask about, which need not exist.

    Raises:
        psycopg.Error: the role may not read a catalogue, or the connection is lost.
    """
    with conn.transaction(force_rollback=True):
        conn.execute(CATALOGUE)
        every = tuple(
            Relation(oid, Address(kind, identity), *others)
            for oid, kind, identity, *others in conn.execute(RELATIONS).fetchall()
        )
        relations, reads = tuple(filter(ours, every)), _reads(conn)
        behind = _behind(relations, {relation.oid: relation for relation in every}, reads)
        given: dict[str, Any] = {"relations": [r.oid for r in relations], "commands": list(COMMANDS)}
        if not roles:
            roles = [PUBLIC, *(name for (name,) in conn.execute(NAMED, given).fetchall())]
        named, roles = tuple(roles), [*roles, *sorted({*beside} - {*roles})]
        given["roles"] = list(roles)
        # A view uses its owner's privileges on the relations that it reads, so both are needed as well.
        owners = {relation.owner for relation in behind.values() if relation.kind == "v"}
        asked = given | {"roles": [*roles, *sorted(owners - {*roles})], "relations": list(behind)}
        return Facts(
            roles=tuple(roles),
            named=named,
            relations=relations,
            behind=behind,
            reads=reads,
            rights=_rights(conn, asked),
            policies=_policies(conn, asked),
            views=tuple(Lent(*row) for row in conn.execute(VIEWS, given)),
            definers=tuple(
                Definer(
                    role,
                    Way(Address("function", identity), owner),
                    cycle_marks.readable(definition),
                    language,
                )
                for role, language, identity, owner, definition in conn.execute(FUNCTIONS, given)
            ),
        )


def _reads(conn: psycopg.Connection[Any]) -> dict[int, tuple[Read, ...]]:
    """The reads of each view."""
    found: dict[int, list[Read]] = {}
    for view, relation, columns in conn.execute(READS):
        found.setdefault(view, []).append(Read(relation, frozenset(columns)))
    return {view: tuple(them) for view, them in found.items()}


def _rights(conn: psycopg.Connection[Any], asked: Mapping[str, Any]) -> dict[tuple[str, int, str], Right]:
    """The privileges of each role for each command on each relation."""
    return {
        (role, oid, command): Right(usage, whole, tuple(columns or ()), bypasses)
        for role, oid, command, usage, whole, columns, bypasses in conn.execute(RIGHTS, asked)
    }


def _policies(
    conn: psycopg.Connection[Any], asked: Mapping[str, Any]
) -> dict[tuple[str, int], tuple[Policy, ...]]:
    """The policies that apply to each role on each relation."""
    met: dict[tuple[str, int], list[Policy]] = {}
    for role, oid, command, *rule in conn.execute(POLICIES, asked):
        met.setdefault((role, oid), []).append(Policy(command, Rule(*rule)))
    return {key: tuple(them) for key, them in met.items()}


def _behind(
    relations: Sequence[Relation], every: Mapping[int, Relation], reads: Mapping[int, Sequence[Read]]
) -> dict[int, Relation]:
    """The relations, and all that their views read, by oid."""
    found: dict[int, Relation] = {}
    waiting = [relation.oid for relation in relations]
    while waiting:
        oid = waiting.pop()
        if oid in every and oid not in found:
            found[oid] = every[oid]
            waiting += [read.relation for read in reads.get(oid, ())]
    return found
