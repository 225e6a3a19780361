"""Operators (``pg_operator``), and the families and classes that indexes use (``pg_opfamily``, ``pg_opclass``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemadiff.model import Address, MustReplace, Object


@dataclass(frozen=True, kw_only=True)
class Operator(Object):
    """An operator; only its estimator functions can be altered."""

    name: str = field(compare=False)  # in the identity
    function: str
    left: str | None
    right: str | None
    commutator: str | None
    negator: str | None
    restrict: str | None
    join: str | None
    hashes: bool
    merges: bool
    # They repeat the names above.
    partners: list[str | None] = field(compare=False)
    """The identities of commutator and negator."""

    kind = "operator"
    file = "{schema}/operators.sql"
    catalog = "pg_operator"
    rare = "pg_operator WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT o.oid AS _oid, o.oprowner AS _owner, i.identity, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || o.oprname AS name, o.oprcode::regproc::text AS function,
               CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS left,
               CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END AS right,
               CASE WHEN c.oprname IS NOT NULL
                    THEN 'OPERATOR(' || quote_ident(cn.nspname) || '.' || c.oprname || ')' END AS commutator,
               CASE WHEN g.oprname IS NOT NULL
                    THEN 'OPERATOR(' || quote_ident(gn.nspname) || '.' || g.oprname || ')' END AS negator,
               nullif(o.oprrest::regproc::text, '-') AS restrict, nullif(o.oprjoin::regproc::text, '-') AS join,
               o.oprcanhash AS hashes, o.oprcanmerge AS merges,
               array(SELECT identity FROM unnest(ARRAY[o.oprcom, o.oprnegate]) WITH ORDINALITY p(oid, number)
                     LEFT JOIN LATERAL pg_identify_object('pg_operator'::regclass, p.oid, 0) ON true
                     ORDER BY number) AS partners
        FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
             LEFT JOIN pg_operator c ON c.oid = o.oprcom LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
             LEFT JOIN pg_operator g ON g.oid = o.oprnegate LEFT JOIN pg_namespace gn ON gn.oid = g.oprnamespace,
             pg_identify_object('pg_operator'::regclass, o.oid, 0) i
        WHERE o.oid >= 16384 AND o.oprcode <> 0
    """

    def create(self) -> Iterator[str]:
        """CREATE OPERATOR."""
        parts = [f"FUNCTION = {self.function}"]
        for word, value in (
            ("LEFTARG", self.left),
            ("RIGHTARG", self.right),
            ("COMMUTATOR", self.commutator),
            ("NEGATOR", self.negator),
            ("RESTRICT", self.restrict),
            ("JOIN", self.join),
        ):
            parts += [f"{word} = {value}"] if value else []
        parts += ["HASHES"] if self.hashes else []
        parts += ["MERGES"] if self.merges else []
        yield f"CREATE OPERATOR {self.name} (\n    " + ",\n    ".join(parts) + "\n)"

    def drop(self) -> Iterator[str]:
        """DROP OPERATOR."""
        yield f"DROP OPERATOR {self.name} ({self.left or 'NONE'}, {self.right or 'NONE'})"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the estimator functions; raise MustReplace for anything else."""
        if self.changed(old) - {"restrict", "join"}:
            raise MustReplace
        parts = f"RESTRICT = {self.restrict or 'NONE'}, JOIN = {self.join or 'NONE'}"
        yield f"ALTER OPERATOR {self.name} ({self.left or 'NONE'}, {self.right or 'NONE'}) SET ({parts})"


@dataclass(frozen=True, kw_only=True)
class OperatorFamily(Object):
    """An operator family, with the members that belong to no operator class."""

    members: list[str]

    kind = "operator family"
    file = "{schema}/operator_classes/{name}.sql"
    catalog = "pg_opfamily"
    rare = "pg_opfamily WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT f.oid AS _oid, opfowner AS _owner, quote_ident(nspname) AS schema,
        -- pg_identify_object() does not quote the access method.
        quote_ident(nspname) || '.' || quote_ident(opfname) || ' USING ' || quote_ident(amname) AS identity,
        array(SELECT 'OPERATOR ' || amopstrategy::text || ' ' || amopopr::regoperator::text
                     || coalesce(' FOR ORDER BY ' || sort.identity, '')
              FROM pg_amop p LEFT JOIN LATERAL (
                       SELECT quote_ident(s.nspname) || '.' || quote_ident(q.opfname) AS identity
                       FROM pg_opfamily q JOIN pg_namespace s ON s.oid = q.opfnamespace
                       WHERE q.oid = amopsortfamily) sort ON true
              WHERE amopfamily = f.oid AND NOT EXISTS (
                  SELECT FROM pg_depend d WHERE d.classid = 'pg_amop'::regclass AND d.objid = p.oid
                  AND d.refclassid = 'pg_opclass'::regclass)
              ORDER BY 1)
        || array(SELECT 'FUNCTION ' || amprocnum::text || ' (' || format_type(amproclefttype, NULL) || ', '
                        || format_type(amprocrighttype, NULL) || ') ' || amproc::regprocedure::text
                 FROM pg_amproc p
                 WHERE amprocfamily = f.oid AND NOT EXISTS (
                     SELECT FROM pg_depend d WHERE d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                     AND d.refclassid = 'pg_opclass'::regclass)
                 ORDER BY 1) AS members
        FROM pg_opfamily f JOIN pg_namespace n ON n.oid = opfnamespace JOIN pg_am a ON a.oid = opfmethod
        WHERE f.oid >= 16384
    """

    def needs(self) -> Iterator[Address]:
        """Yield the functions and operators of its own members: pg_depend records them for the members only."""
        for member in self.members:
            word, _, rest = member.split(" ", 2)
            whose = rest.partition(") ")[2] if word == "FUNCTION" else rest.partition(" FOR ORDER BY ")[0]
            yield Address(word.lower(), whose)

    def create(self) -> Iterator[str]:
        """CREATE OPERATOR FAMILY, and ADD for its own members."""
        yield f"CREATE OPERATOR FAMILY {self.identity}"
        yield from self._add(self.members)

    def _add(self, members: list[str]) -> Iterator[str]:
        if members:
            yield f"ALTER OPERATOR FAMILY {self.identity} ADD\n    " + ",\n    ".join(members)

    def alter(self, old: Object) -> Iterator[str]:
        """Add and drop its own members."""
        assert isinstance(old, OperatorFamily)
        gone = [_without_target(text) for text in old.members if text not in self.members]
        if gone:
            yield f"ALTER OPERATOR FAMILY {self.identity} DROP\n    " + ",\n    ".join(gone)
        yield from self._add([text for text in self.members if text not in old.members])


def _without_target(member: str) -> str:
    """Return ``OPERATOR 1 s.<(a,b)`` as DROP takes it: with number and types only."""
    word, number, rest = member.split(" ", 2)
    types = (
        rest[: rest.index(")") + 1] if word == "FUNCTION" else rest[rest.rindex("(") :].split(")")[0] + ")"
    )
    return f"{word} {number} {types}"


@dataclass(frozen=True, kw_only=True)
class OperatorClass(Object):
    """An operator class, with the members that it added to its family."""

    default: bool
    type: str
    family: str
    storage: str | None
    members: list[str]

    kind = "operator class"
    file = "{schema}/operator_classes/{name}.sql"
    catalog = "pg_opclass"
    rare = "pg_opclass WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT c.oid AS _oid, opcowner AS _owner, i.identity, quote_ident(n.nspname) AS schema,
               opcdefault AS default, format_type(opcintype, NULL) AS type,
               quote_ident(m.nspname) || '.' || quote_ident(opfname) AS family,
               CASE WHEN opckeytype NOT IN (0, opcintype) THEN format_type(opckeytype, NULL) END AS storage,
               array(SELECT 'OPERATOR ' || amopstrategy::text || ' ' || amopopr::regoperator::text
                            || coalesce(' FOR ORDER BY ' || sort.identity, '')
                     FROM pg_amop p JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = p.oid
                          LEFT JOIN LATERAL (
                              SELECT quote_ident(s.nspname) || '.' || quote_ident(q.opfname) AS identity
                              FROM pg_opfamily q JOIN pg_namespace s ON s.oid = q.opfnamespace
                              WHERE q.oid = amopsortfamily) sort ON true
                     WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid ORDER BY 1)
               || array(SELECT 'FUNCTION ' || amprocnum::text || ' (' || format_type(amproclefttype, NULL) || ', '
                               || format_type(amprocrighttype, NULL) || ') ' || amproc::regprocedure::text
                        FROM pg_amproc p JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                        WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid ORDER BY 1) AS members
        FROM pg_opclass c JOIN pg_namespace n ON n.oid = opcnamespace
             JOIN pg_opfamily f ON f.oid = opcfamily JOIN pg_namespace m ON m.oid = opfnamespace,
             pg_identify_object('pg_opclass'::regclass, c.oid, 0) i
        WHERE c.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE OPERATOR CLASS in its family, which is a separate object."""
        name, _, method = self.identity.rpartition(" USING ")
        default = " DEFAULT" if self.default else ""
        members = list(self.members)
        # The parentheses of an empty class cannot be empty: STORAGE of its own type has no effect.
        if self.storage or not members:
            members.append(f"STORAGE {self.storage or self.type}")
        yield (
            f"CREATE OPERATOR CLASS {name}{default} FOR TYPE {self.type} USING {method} FAMILY {self.family} AS\n    "
            + ",\n    ".join(members)
        )
