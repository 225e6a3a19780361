"""Domains (``pg_type``) and their checks (``pg_constraint``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, LiteralString, Self

from schemadiff.kinds.aside import renamed
from schemadiff.kinds.asks import holders, misfits, refused
from schemadiff.kinds.casts import unfit
from schemadiff.kinds.types import FROM, HEAD
from schemadiff.kinds.within import NOTHING, inside
from schemadiff.model import Catalog, MustReplace, Name, Object, Question, Reading

# As get_rels_with_domain() and find_composite_type_dependencies() look: what is made of it, whatever that is made of.
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
      FROM made JOIN pg_attribute ON atttypid = type AND NOT attisdropped
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
class Domain(Object):
    """A domain; its checks are objects of their own."""

    base: str
    collation: str | None
    default: str | None
    base_has_default: bool = field(compare=False)
    """True if it would get the default of its base, a domain as well, if nothing was said."""
    not_null: bool
    not_null_name: str | None
    """The name of the NOT NULL constraint where PostgreSQL did not choose it; before 17 there are none."""
    not_null_called: str | None = field(compare=False)
    """The same whoever chose it."""
    held_in: list[str] = field(compare=False)
    """What has it inside of an array, a row or a range, where PostgreSQL checks no value of it: columns of tables,
    and materialized views."""

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
        """17 stores NOT NULL as a constraint with a name."""
        return cls.query_17 if version >= 170000 else cls.query

    def create(self) -> Iterator[str]:
        """CREATE DOMAIN."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """CREATE DOMAIN with its checks: PostgreSQL adds none to one that a type in a column is made of."""
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
        """The name of its NOT NULL."""
        if self.not_null_called:
            yield f"{self.schema}.{self.not_null_called}"

    def occupies(self) -> Iterator[Name]:
        """Its NOT NULL has a name among its checks."""
        yield from super().occupies()
        if self.not_null_called:
            yield DomainConstraint.catalog, f"{self.not_null_called} on {self.identity}"

    def told(self) -> Self:
        """With that name."""
        return replace(self, not_null_name=self.not_null_called)

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """Through text to the new base type."""
        return self.make_room() if isinstance(new, Domain) else None

    def make_room(self) -> tuple[Sequence[str], str]:
        """Under another name."""
        return renamed(self)

    def alters_with_loss(self, old: Object) -> str:
        """Values of the old base type that the new one does not take."""
        return unfit(f"domain {self.identity}", old.base, self.base) if isinstance(old, Domain) else ""

    def drop(self) -> Iterator[str]:
        """DROP DOMAIN: pg_identify_object() calls it a type, DROP TYPE would do as well."""
        yield f"DROP DOMAIN {self.identity}"

    def alter(self, old: Object) -> Iterator[str]:
        """Default and NOT NULL in place; the base type cannot be altered."""
        if not isinstance(old, Domain) or self.changed(old) & {"base", "collation"}:
            raise MustReplace
        head = f"ALTER DOMAIN {self.identity}"
        if self.changed(old) & {"default", "meaning"}:
            yield f"{head} DROP DEFAULT" if self.default is None else f"{head} SET DEFAULT {self.default}"
        if not self.not_null and old.not_null:
            yield f"{head} DROP NOT NULL"
        elif self.not_null and (not old.not_null or self.not_null_name != old.not_null_name):
            # A name that PostgreSQL chooses, unlike one that it is told, cannot be had by RENAME CONSTRAINT alone.
            yield from [f"{head} DROP NOT NULL"] if old.not_null else []
            yield f"{head} ADD{self._named} NOT NULL" if self._named else f"{head} SET NOT NULL"

    def checks_values(self, old: Object | None) -> bool:
        """True if PostgreSQL looks for NULL in all columns of it for it to become this."""
        now = self.not_null, self.not_null_name
        return isinstance(old, Domain) and self.not_null and now != (old.not_null, old.not_null_name)

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """No NULL where it takes none any more, no value that does not fit its new base type."""
        if not isinstance(old, Domain):
            return
        for rows, name in holders(self.identity, start, goal):
            if self.not_null and not old.not_null:
                yield rows.where(f"{name} IS NULL", f"NULL in {name}, of {self.identity}")
            yield from misfits(rows, name, old.base, self.base)
        if self.not_null and not old.not_null:
            for rows, name, path in inside(self.identity, start, goal):
                yield path.where(rows, NOTHING, f"NULL in {name}, in a value of {self.identity}")


@dataclass(frozen=True, kw_only=True)
class DomainConstraint(Object):
    """A CHECK of a domain."""

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
        """The name that it has; its identity says which it is to have."""
        yield self.catalog, f"{self.name} on {self.domain}"

    def vacate(self, name: Name, spare: str) -> Self:
        """It can be called otherwise."""
        del name
        return replace(self, name=spare)

    def inline_in(self, host: Object) -> bool:
        """NOT VALID has no place there, and nothing that it could mean."""
        return isinstance(host, Domain) and self.validated

    def create(self) -> Iterator[str]:
        """ALTER DOMAIN ... ADD CONSTRAINT."""
        yield f"ALTER DOMAIN {self.domain} ADD CONSTRAINT {self.name} {self.definition}"

    def drop(self) -> Iterator[str]:
        """ALTER DOMAIN ... DROP CONSTRAINT."""
        yield f"ALTER DOMAIN {self.domain} DROP CONSTRAINT {self.name}"

    def twin(self) -> tuple[str, ...]:
        """What it checks."""
        return self.kind, self.domain, self.definition

    def checks_values(self, old: Object | None) -> bool:
        """True if PostgreSQL asks it of all values, in all columns, for it to be made or become this."""
        known = isinstance(old, DomainConstraint) and old.definition == self.definition
        return self.validated and not known

    def alter(self, old: Object) -> Iterator[str]:
        """Its name, and that it is valid, in place."""
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
        """No value of the domain, in any column, that it refuses."""
        if not self.checks_values(old):
            return
        for rows, name in holders(self.domain, start, goal):
            yield refused(rows, name, self)
        for rows, name, path in inside(self.domain, start, goal):
            wrong = f"{name} holds what violates {self.name} of {self.domain}"
            yield path.where(rows, f"NOT ({self.expression})", wrong)


def _valid_or_not(check: DomainConstraint) -> tuple[str, str]:
    """What it says, and what it says once it is validated."""
    return check.definition, check.definition.removesuffix(" NOT VALID")
