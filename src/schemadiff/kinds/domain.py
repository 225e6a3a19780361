"""Domains (``pg_type``) and their checks (``pg_constraint``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString, Self

from schemadiff.kinds.aside import ReadAsText
from schemadiff.kinds.asks import holders, misfits, refused
from schemadiff.kinds.casts import unfit
from schemadiff.kinds.nested_values import NOTHING, inside
from schemadiff.kinds.type_query import FROM, HEAD
from schemadiff.model import Address, Catalog, MustReplace, Name, Object, Question, Reading

# Finds types made of the domain, recursively, as get_rels_with_domain() and find_composite_type_dependencies() do.
HELD_IN: LiteralString = """ARRAY(
      WITH RECURSIVE made (type, inside) AS (
          SELECT t.oid, false
          UNION SELECT coalesce(b.oid, c.reltype), inside OR b.oid IS NULL OR b.typtype <> 'd'
          FROM made JOIN pg_depend ON refclassid = 'pg_type'::regclass AND refobjid = type
               LEFT JOIN pg_type b ON classid = 'pg_type'::regclass AND b.oid = objid
               LEFT JOIN pg_class c ON classid = 'pg_class'::regclass AND c.oid = objid AND objsubid > 0
          WHERE coalesce(b.oid, nullif(c.reltype, 0)) IS NOT NULL)
      SELECT DISTINCT quote_ident(n.nspname) || '.' || quote_ident(relname)
                      || CASE WHEN relkind <> 'm' THEN '.' || quote_ident(attname) ELSE '' END
      -- No index leads from a type to its columns but that of pg_depend, and OFFSET has it used.
      FROM made CROSS JOIN LATERAL (
                SELECT objid, objsubid FROM pg_depend
                WHERE refclassid = 'pg_type'::regclass AND refobjid = type
                      AND classid = 'pg_class'::regclass AND objsubid > 0 OFFSET 0) d
           JOIN pg_attribute ON attrelid = objid AND attnum = objsubid AND NOT attisdropped
           JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'm', 'p')
           JOIN pg_namespace n ON n.oid = relnamespace
      WHERE inside ORDER BY 1) AS held_in"""
DOMAIN: LiteralString = (
    """format_type(typbasetype, typtypmod) AS base,
     pg_get_expr(typdefaultbin, 0) AS default, typnotnull AS not_null,
     EXISTS (SELECT FROM pg_type b WHERE b.oid = t.typbasetype AND b.typdefaultbin IS NOT NULL) AS base_has_default,
     (SELECT quote_ident(k.nspname) || '.' || quote_ident(collname)
      FROM pg_collation l JOIN pg_namespace k ON k.oid = collnamespace
           JOIN pg_type b ON b.oid = t.typbasetype
      WHERE l.oid = t.typcollation AND b.typcollation <> t.typcollation) AS collation, """
    + HELD_IN
    + FROM
    + "WHERE t.oid >= 16384 AND typtype = 'd'"
)


@dataclass(frozen=True, kw_only=True)
class Domain(ReadAsText):
    """A domain; its CHECKs are objects of their own."""

    base: str
    collation: str | None
    default: str | None
    base_has_default: bool = field(compare=False)
    """True if its base is a domain with a default, which it gets unless the default is dropped."""
    not_null: bool
    not_null_name: str | None
    """The name of the NOT NULL constraint, if PostgreSQL did not choose it; None before 17."""
    not_null_called: str | None = field(compare=False)
    """The name of the NOT NULL constraint, whoever chose it."""
    held_in: list[str] = field(compare=False)
    """Columns of tables, and materialized views, that contain it within an array, a row or a range, where PostgreSQL
    checks no value of it.
    """

    kind = "type"
    catalog = "pg_type"
    rare = "pg_type WHERE typtype = 'd' AND oid >= 16384"
    printed = ("default",)
    query = HEAD + "NULL AS not_null_name, NULL AS not_null_called, " + DOMAIN
    query_17: ClassVar[LiteralString] = (
        HEAD
        + """(SELECT quote_ident(conname) FROM pg_constraint
              WHERE contypid = t.oid AND contype = 'n' AND conname <> typname || '_not_null') AS not_null_name,
             (SELECT quote_ident(conname) FROM pg_constraint
              WHERE contypid = t.oid AND contype = 'n') AS not_null_called, """
        + DOMAIN
    )

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """Select the query: 17 stores NOT NULL as a named constraint."""
        return cls.query_17 if version >= 170000 else cls.query

    def create(self) -> Iterator[str]:
        """CREATE DOMAIN."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield CREATE DOMAIN with its CHECKs: PostgreSQL adds none while a column has the domain inside another type."""
        checks = [part for part in parts if isinstance(part, DomainConstraint)]
        yield (
            f"CREATE DOMAIN {self.identity} AS {self.base}"
            + (f" COLLATE {self.collation}" if self.collation else "")
            + (f" DEFAULT {self.default}" if self.default is not None else "")
            + (f"{self._named} NOT NULL" if self.not_null else "")
            + "".join(f" CONSTRAINT {check.name} {check.definition}" for check in checks)
        )
        if self.base_has_default and self.default is None:
            yield f"ALTER DOMAIN {self.identity} DROP DEFAULT"

    @property
    def _named(self) -> str:
        return f" CONSTRAINT {self.not_null_name}" if self.not_null_name else ""

    def chosen(self) -> Iterator[str]:
        """Yield the name of its NOT NULL."""
        if self.not_null_called:
            yield f"{self.schema}.{self.not_null_called}"

    def occupies(self) -> Iterator[Name]:
        """Yield its own name, and that of its NOT NULL among its constraints."""
        yield from super().occupies()
        if self.not_null_called:
            yield DomainConstraint.catalog, f"{self.not_null_called} on {self.identity}"

    def told(self) -> Self:
        """Return the same with the name of its NOT NULL written out."""
        return replace(self, not_null_name=self.not_null_called)

    def alters_with_loss(self, old: Object) -> str:
        """Return the loss of values, or labels, that the new base type does not accept."""
        return unfit(f"domain {self.identity}", old.base if isinstance(old, Domain) else "text", self.base)

    def drop(self) -> Iterator[str]:
        """DROP DOMAIN; pg_identify_object() calls it a type, and DROP TYPE would work as well."""
        yield f"DROP DOMAIN {self.identity}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the default and NOT NULL; raise MustReplace for another base type or collation."""
        if not isinstance(old, Domain) or self.changed(old) & {"base", "collation"}:
            raise MustReplace
        head = f"ALTER DOMAIN {self.identity}"
        if self.changed(old) & {"default", "meaning"}:
            yield f"{head} DROP DEFAULT" if self.default is None else f"{head} SET DEFAULT {self.default}"
        if not self.not_null and old.not_null:
            yield f"{head} DROP NOT NULL"
        elif self.not_null and (not old.not_null or self.not_null_name != old.not_null_name):
            # RENAME CONSTRAINT needs a name, and ``not_null_name`` is None where PostgreSQL is to choose one.
            yield from [f"{head} DROP NOT NULL"] if old.not_null else []
            yield f"{head} ADD{self._named} NOT NULL" if self._named else f"{head} SET NOT NULL"

    def checks_values(self, old: Object | None) -> bool:
        """Return True if the change makes PostgreSQL scan all columns of the domain for NULL."""
        now = self.not_null, self.not_null_name
        return isinstance(old, Domain) and self.not_null and now != (old.not_null, old.not_null_name)

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for NULLs that it rejects from now on, and for values that do not fit the new base type."""
        if old is None:
            return
        base, had_none = (old.base, old.not_null) if isinstance(old, Domain) else ("text", False)
        for rows, name in holders(self.identity, start, goal):
            if self.not_null and not had_none:
                yield rows.where(f"{name} IS NULL", f"NULL in {name}, of {self.identity}")
            yield from misfits(rows, name, base, self.base)
        if self.not_null and not had_none:
            for rows, name, path in inside(self.identity, start, goal):
                yield path.where(rows, NOTHING, f"NULL in {name}, in a value of {self.identity}")
        if not isinstance(old, Domain) or old.base != self.base:
            # Created again, it contains its CHECKs, which have no statement of their own then.
            for check in sorted(goal.children.get(self.address, ())):
                yield from goal.objects[check].asks(start.objects.get(check), start, goal)


@dataclass(frozen=True, kw_only=True)
class DomainConstraint(Object):
    """A CHECK constraint of a domain."""

    name: str
    definition: str
    validated: bool
    domain: str = field(compare=False)  # in the identity
    expression: str = field(compare=False)

    kind = "domain constraint"
    catalog = "pg_constraint"
    rare = "pg_constraint WHERE contypid >= 16384"
    printed = ("definition", "expression")
    parent_catalog = "pg_type"
    inlines = True
    rebuildable = True
    query = """
        SELECT oid AS _oid, contypid AS _parent, quote_ident(conname) AS name,
               pg_get_constraintdef(oid) AS definition, convalidated AS validated,
               pg_get_expr(conbin, 0) AS expression
        FROM pg_constraint WHERE oid >= 16384 AND contypid <> 0 AND contype = 'c'
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its domain."""
        values["domain"] = values["parent"].identity
        values["identity"] = f"{values['name']} on {values['domain']}"

    def occupies(self) -> Iterator[Name]:
        """Yield the name that it has now; the identity has the one that it gets."""
        yield self.catalog, f"{self.name} on {self.domain}"

    def vacate(self, name: Name, spare: str) -> Self:
        """Return the same under the name ``spare``."""
        del name
        return replace(self, name=spare)

    def inline_in(self, host: Object) -> bool:
        """Return True unless it is NOT VALID, which CREATE DOMAIN does not accept."""
        return isinstance(host, Domain) and self.validated

    def create(self) -> Iterator[str]:
        """ALTER DOMAIN ... ADD CONSTRAINT."""
        yield f"ALTER DOMAIN {self.domain} ADD CONSTRAINT {self.name} {self.definition}"

    def drop(self) -> Iterator[str]:
        """ALTER DOMAIN ... DROP CONSTRAINT."""
        yield f"ALTER DOMAIN {self.domain} DROP CONSTRAINT {self.name}"

    def twin(self) -> tuple[str, ...]:
        """Return what it checks, which identifies it under any name."""
        return self.kind, self.domain, self.definition

    def checks_values(self, old: Object | None) -> bool:
        """Return True if the change makes PostgreSQL check the values of all columns of the domain."""
        known = isinstance(old, DomainConstraint) and old.definition == self.definition
        return self.validated and not known

    def alter(self, old: Object) -> Iterator[str]:
        """Rename or validate it; raise MustReplace for anything else."""
        if not isinstance(old, DomainConstraint) or self.definition not in _valid_or_not(old):
            raise MustReplace
        if self.changed(old) - {"identity", "name", "definition", "validated"}:
            raise MustReplace
        head = f"ALTER DOMAIN {self.domain}"
        if self.name != old.name:
            yield f"{head} RENAME CONSTRAINT {old.name} TO {self.name}"
        if self.definition != old.definition:
            yield f"{head} VALIDATE CONSTRAINT {self.name}"

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for values of the domain that it rejects, in all columns."""
        if not self.checks_values(old):
            return
        type_ = Address("type", self.domain)
        was, now = (
            vars(side.objects[type_]).get("base") if type_ in side.objects else None for side in (start, goal)
        )
        cast = "" if was == now else f"::text::{now}"
        for rows, name in holders(self.domain, start, goal):
            yield refused(rows, name, self, cast)
        for rows, name, path in inside(self.domain, start, goal):
            wrong = f"{name} holds what violates {self.name} of {self.domain}"
            yield path.where(rows, f"NOT ({self.expression})", wrong)


def _valid_or_not(check: DomainConstraint) -> tuple[str, str]:
    """Return the definition as it is, and as it is once validated."""
    return check.definition, check.definition.removesuffix(" NOT VALID")
