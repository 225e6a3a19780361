"""Range types and their multiranges (``pg_type``, ``pg_range``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from schemadiff.kinds.casts import misfit, narrows, unfit
from schemadiff.kinds.nested_values import inside
from schemadiff.kinds.type_query import FROM, HEAD
from schemadiff.model import AS_TEXT, Address, Catalog, MustReplace, Name, Object, Question


@dataclass(frozen=True, kw_only=True)
class Range(Object):
    """A range type with its multirange.

    A range type cannot be renamed to free its name for a new one: its constructor functions keep their names and belong
    to whoever administers the server.
    """

    subtype: str
    opclass: str | None
    collation: str | None
    canonical: str | None
    diff: str | None
    multirange: str
    multirange_schema: str
    """The schema of the range, unless the two were separated."""
    constructor: str = field(compare=False)
    """The function that makes an empty multirange: its own schema, and the name that the multirange was made with."""
    of_bounds: str = field(compare=False)
    """The function that makes a range of two bounds: its own schema, and the name that the range was made with."""

    kind = "type"
    catalog = "pg_type"
    rare = "pg_range WHERE rngtypid >= 16384"
    query = (
        HEAD
        + """format_type(rngsubtype, NULL) AS subtype, nullif(rngcanonical::text, '-') AS canonical,
             nullif(rngsubdiff::text, '-') AS diff,
             CASE WHEN NOT o.opcdefault THEN quote_ident(p.nspname) || '.' || quote_ident(opcname) END AS opclass,
             CASE WHEN rngcollation <> b.typcollation
                  THEN quote_ident(k.nspname) || '.' || quote_ident(l.collname) END AS collation,
             quote_ident(m.typname) AS multirange, quote_ident(h.nspname) AS multirange_schema,
             -- Each of its functions can be moved or renamed by itself: the one without arguments.
             (SELECT quote_ident(pronamespace::regnamespace::name) || '.' || quote_ident(proname)
              FROM pg_depend JOIN pg_proc ON pg_proc.oid = objid
              WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass
                    AND refobjid = m.oid AND deptype = 'i' AND proargtypes::text = '') AS constructor,
             (SELECT quote_ident(pronamespace::regnamespace::name) || '.' || quote_ident(proname)
              FROM pg_depend JOIN pg_proc ON pg_proc.oid = objid
              WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass
                    AND refobjid = t.oid AND deptype = 'i' AND pronargs = 2) AS of_bounds"""
        + FROM
        + """JOIN pg_range r ON r.rngtypid = t.oid JOIN pg_type b ON b.oid = rngsubtype
             JOIN pg_type m ON m.oid = rngmultitypid JOIN pg_namespace h ON h.oid = m.typnamespace
             JOIN pg_opclass o ON o.oid = rngsubopc JOIN pg_namespace p ON p.oid = opcnamespace
             LEFT JOIN pg_collation l ON l.oid = rngcollation
             LEFT JOIN pg_namespace k ON k.oid = l.collnamespace
             WHERE t.oid >= 16384"""
    )

    def create(self) -> Iterator[str]:
        """CREATE TYPE ... AS RANGE."""
        options = [f"subtype = {self.subtype}"]
        for word, value in (
            ("subtype_opclass", self.opclass),
            ("collation", self.collation),
            ("canonical", self.canonical),
            ("subtype_diff", self.diff),
            ("multirange_type_name", f"{self.multirange_schema}.{self.multirange}"),
        ):
            options += [f"{word} = {value}"] if value else []
        yield f"CREATE TYPE {self.identity} AS RANGE ({', '.join(options)})"

    def alter(self, old: Object) -> Iterator[str]:
        """Rename or move its multirange; raise MustReplace for anything else."""
        if not isinstance(old, Range) or self.changed(old) - {"multirange", "multirange_schema"}:
            raise MustReplace
        if self.multirange_schema != old.multirange_schema:
            yield f"ALTER TYPE {old.multirange_schema}.{old.multirange} SET SCHEMA {self.multirange_schema}"
        if self.multirange != old.multirange:
            yield f"ALTER TYPE {self.multirange_schema}.{old.multirange} RENAME TO {self.multirange}"

    def occupies(self) -> Iterator[Name]:
        """Yield its name, that of its multirange, and those of the functions which are made with them."""
        yield from super().occupies()
        yield self.catalog, f"{self.multirange_schema}.{self.multirange}"
        yield "pg_proc", f"{self.schema}.{self.multirange}()"
        yield "pg_proc", f"{self.identity}({self.subtype},{self.subtype})"

    def retains(self) -> Iterator[Name]:
        """Yield the names of those functions: they keep them when the type and the multirange get others."""
        yield "pg_proc", f"{self.constructor}()"
        yield "pg_proc", f"{self.of_bounds}({self.subtype},{self.subtype})"

    def vacate(self, name: Name, spare: str) -> Self | None:
        """Return the same with its multirange under the name ``spare``; None if it is its own name that is wanted."""
        return None if name == (self.catalog, self.identity) else replace(self, multirange=spare)

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """Return AS_TEXT if ``new`` is a range type, too: columns hold text meanwhile, which it reads or rejects."""
        return AS_TEXT if isinstance(new, Range) else None

    def make_room(self) -> tuple[Sequence[str], str]:
        """Return AS_TEXT: columns hold text meanwhile."""
        return AS_TEXT

    def alters_with_loss(self, old: Object) -> str:
        """Return the loss of bounds that the new subtype does not accept, and of ranges whose bounds change their order."""
        if not isinstance(old, Range):
            return ""
        said = [unfit(f"type {self.identity}", old.subtype, self.subtype)]
        if self.changed(old) & {"opclass", "collation"}:
            said.append(
                f"values of type {self.identity} whose bounds would be in wrong order (it fails on them)"
            )
        return ", ".join(filter(None, said))

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for bounds that the new subtype does not accept."""
        if not isinstance(old, Range) or not narrows(old.subtype, self.subtype):
            return
        bad = [
            misfit(f"{side}(VALUE)", old.subtype, self.subtype, start.knows) for side in ("lower", "upper")
        ]
        wrong = f"do not fit {self.subtype}, of {self.identity}"
        for rows, name, path in inside(self.identity, start, goal, itself=True):
            if None in bad:
                yield rows.unsaid(
                    f"bounds in {name} {wrong}",
                    f"SQL cannot find the values of {old.subtype} that do not fit {self.subtype}",
                )
            elif any(bad):
                yield path.where(rows, " OR ".join(str(each) for each in bad), f"bounds in {name} {wrong}")

    def by_hand_after(self, old: Object) -> tuple[str, str] | None:
        """Return that the constructors of a renamed or moved range or multirange keep name and schema, and who can alter them."""
        if not isinstance(old, Range):
            return None
        many = f"{self.multirange_schema}.{self.multirange}"
        kept = {many: f"{old.constructor}()"} if many != f"{old.multirange_schema}.{old.multirange}" else {}
        if old.of_bounds != self.of_bounds:
            kept |= {self.identity: f"{old.of_bounds}({self.subtype},{self.subtype})"}
        if not kept:
            return None
        makes = ", ".join(kept.values())
        return (
            f"the functions {makes} that make a {', '.join(kept)} keep their names: they belong to whoever administers the server",
            f"a body that calls them by the new name fails when it runs; a superuser can do it: ALTER FUNCTION {makes.split('(')[0]}(...) RENAME TO ...",
        )

    def needs(self) -> Iterator[Address]:
        """Yield the schema of its multirange."""
        yield Address("schema", self.multirange_schema)
