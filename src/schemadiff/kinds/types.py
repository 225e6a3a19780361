"""Enum, composite and range types (``pg_type``)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import LiteralString, Self

from psycopg.sql import quote

from schemadiff.kinds.aside import ReadAsText, renamed, set_aside
from schemadiff.kinds.asks import holders
from schemadiff.kinds.casts import misfit, narrows, needs_using, through, unfit
from schemadiff.kinds.nested_values import inside
from schemadiff.model import AS_TEXT, Address, Catalog, MustReplace, Name, Object, Question

HEAD: LiteralString = """
    SELECT t.oid AS _oid, t.typowner AS _owner, quote_ident(n.nspname) AS schema,
           quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS identity,
"""
FROM: LiteralString = " FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace "


@dataclass(frozen=True, kw_only=True)
class Enum(ReadAsText):
    """An enum type, with its labels in order."""

    labels: list[str]

    kind = "type"
    catalog = "pg_type"
    rare = "pg_type WHERE typtype = 'e' AND oid >= 16384"
    query = (
        HEAD
        + """array(SELECT enumlabel::text FROM pg_enum
                   WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels"""
        + FROM
        + "WHERE t.oid >= 16384 AND typtype = 'e'"
    )

    def create(self) -> Iterator[str]:
        """CREATE TYPE ... AS ENUM."""
        yield f"CREATE TYPE {self.identity} AS ENUM ({_quoted(self.labels)})"

    def alters_with_loss(self, old: Object) -> str:
        """Return the labels that are removed: the change fails while a row has one, or a value that is no label."""
        if not isinstance(old, Enum):
            return (
                f"values of type {self.identity} that are not among its labels (it fails while a row has one)"
            )
        gone = self._gone(old)
        labels = _quoted(gone)
        one = "it" if len(gone) == 1 else "one of them"
        return f"{labels} of type {self.identity} (it fails while a row has {one})" if gone else ""

    def _gone(self, old: Object | None) -> list[str]:
        return [label for label in old.labels if label not in self.labels] if isinstance(old, Enum) else []

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for rows with a label that is removed, or with a value that is no label."""
        if old is not None and not isinstance(old, Enum):
            labels = _quoted(self.labels)
            for rows, name in holders(self.identity, start, goal):
                yield rows.where(f"{name}::text NOT IN ({labels})", f"{name} is no value of {self.identity}")
        gone = _quoted(self._gone(old))
        if not gone:
            return
        for rows, name in holders(self.identity, start, goal):
            wrong = f"{name} is {gone}, which is no longer a value of {self.identity}"
            yield rows.where(f"{name}::text IN ({gone})", wrong)
        for rows, name, path in inside(self.identity, start, goal):
            wrong = f"{name} contains {gone}, which is no longer a value of {self.identity}"
            yield path.where(rows, f"VALUE::text IN ({gone})", wrong)

    def alter(self, old: Object) -> Iterator[str]:
        """Add labels; raise MustReplace to remove or reorder them, which PostgreSQL cannot do."""
        if not isinstance(old, Enum) or [label for label in self.labels if label in old.labels] != old.labels:
            raise MustReplace
        for i, label in enumerate(self.labels):
            if label in old.labels:
                continue
            # The first label of an empty enum has no neighbour to name.
            before = f" BEFORE {quote(old.labels[0])}" if old.labels else ""
            place = f" AFTER {quote(self.labels[i - 1])}" if i else before
            yield f"ALTER TYPE {self.identity} ADD VALUE {quote(label)}{place}"


def _quoted(labels: Iterable[str]) -> str:
    """Return a list of literals; one with a backslash begins with E, before which ``quote`` puts a space."""
    return ", ".join(quote(label).strip() for label in labels)


@dataclass(frozen=True, kw_only=True)
class Composite(Object):
    """A stand-alone composite type."""

    names: list[str]
    types: list[str]
    of_tables: bool = field(compare=False)
    """True if it has typed tables and no column is of it: then ALTER ATTRIBUTE changes types together with theirs."""

    kind = "type"
    catalog = "pg_type"
    rare = "pg_class WHERE relkind = 'c'"
    query = (
        HEAD
        + """typrelid AS _relation, EXISTS (SELECT FROM pg_class WHERE reloftype = t.oid)
                 AND NOT EXISTS (SELECT FROM pg_attribute WHERE atttypid IN (t.oid, t.typarray) AND NOT attisdropped)
                 AS of_tables,
             array(SELECT quote_ident(attname) FROM pg_attribute
                   WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS names,
             array(SELECT format_type(atttypid, atttypmod) || CASE WHEN attcollation <> b.typcollation
                          THEN ' COLLATE ' || quote_ident(k.nspname) || '.' || quote_ident(l.collname)
                          ELSE '' END
                   FROM pg_attribute JOIN pg_type b ON b.oid = atttypid
                        LEFT JOIN pg_collation l ON l.oid = attcollation
                        LEFT JOIN pg_namespace k ON k.oid = l.collnamespace
                   WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS types"""
        + FROM
        + "JOIN pg_class c ON c.oid = typrelid AND relkind = 'c' WHERE t.oid >= 16384"
    )

    def create(self) -> Iterator[str]:
        """CREATE TYPE ... AS (...)."""
        attributes = (f"{name} {type_}" for name, type_ in zip(self.names, self.types, strict=True))
        yield f"CREATE TYPE {self.identity} AS ({', '.join(attributes)})"

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """Return the rename if ``new`` is a composite type, too: attributes are converted to those of the same name."""
        return self.make_room() if isinstance(new, Composite) else None

    def make_room(self) -> tuple[Sequence[str], str]:
        """Return the rename that frees its name, and the DROP of what was renamed."""
        return renamed(self)

    def reads_alike(self, new: Object) -> bool:
        """Return True if the names are the same: the text of a row has its attributes by position only."""
        return isinstance(new, Composite) and new.names == self.names

    def casts(self, new: Object, by_cast: Container[str]) -> tuple[Sequence[str], Sequence[str]]:
        """Return a function and a cast from rows of this type to ``new``, with NULL for new attributes, and their DROPs."""
        if self.identity not in by_cast or not isinstance(new, Composite):
            return (), ()
        name = f"{self.schema}.{set_aside(self)}"
        before = dict(zip(self.names, self.types, strict=True))
        values = [
            _carried(attribute, before.get(attribute), type_, by_cast)
            for attribute, type_ in zip(new.names, new.types, strict=True)
        ]
        body = quote(f"SELECT ROW({', '.join(values)})::{new.identity}")
        made = [
            f"CREATE FUNCTION {name}({name}) RETURNS {new.identity} LANGUAGE sql STRICT IMMUTABLE AS {body}",
            f"CREATE CAST ({name} AS {new.identity}) WITH FUNCTION {name}({name})",
        ]
        return made, [f"DROP CAST ({name} AS {new.identity})", f"DROP FUNCTION {name}({name})"]

    def alters_with_loss(self, old: Object) -> str:
        """Return what columns of the type lose in attributes that are dropped or get a narrower type."""
        if not isinstance(old, Composite):
            return ""
        now = dict(zip(self.names, self.types, strict=True))
        gone = [name for name in old.names if name not in now]
        said = [f"attribute {', '.join(gone)} of type {self.identity}, in all rows"] if gone else []
        for name, was in zip(old.names, old.types, strict=True):
            what = f"attribute {name} of type {self.identity}"
            if name in now and (lost := unfit(what, _bare(was), _bare(now[name]), (was, now[name]))):
                said.append(lost)
        return ", ".join(said)

    def alter(self, old: Object) -> Iterator[str]:
        """Drop and add attributes; raise MustReplace for another order or type, as columns may be of this type."""
        if not isinstance(old, Composite):
            raise MustReplace
        before, after = (
            dict(zip(old.names, old.types, strict=True)),
            dict(zip(self.names, self.types, strict=True)),
        )
        kept = [name for name in before if name in after]
        if kept + [name for name in after if name not in before] != self.names:
            raise MustReplace
        retyped = self.retyped(old)
        if retyped and not (self.of_tables and old.of_tables):
            raise MustReplace
        # ALTER ATTRIBUTE has no USING.
        if any(needs_using(_bare(before[name]), _bare(after[name])) for name in retyped):
            raise MustReplace
        actions = [f"DROP ATTRIBUTE {name}" for name in before if name not in after]
        actions += [f"ADD ATTRIBUTE {name} {after[name]}" for name in after if name not in before]
        actions += [f"ALTER ATTRIBUTE {name} TYPE {after[name]}" for name in retyped]
        if actions:
            yield f"ALTER TYPE {self.identity} {', '.join(f'{action} CASCADE' for action in actions)}"

    def retyped(self, old: Object | None) -> list[str]:
        """Return the names of the attributes that both have with different types."""
        before = dict(zip(old.names, old.types, strict=True)) if isinstance(old, Composite) else {}
        now = zip(self.names, self.types, strict=True)
        return [name for name, type_ in now if before.get(name, type_) != type_]

    def attribute(self, name: str) -> tuple[str, str | None]:
        """Return the type of an attribute and its collation, which is None if it is the type's own."""
        type_, _, collation = self.types[self.names.index(name)].partition(" COLLATE ")
        return type_, collation or None


def _carried(name: str, was: str | None, now: str, by_cast: Container[str]) -> str:
    """Return the value of a new attribute, from the old attribute of the same name."""
    if was is None:
        return "NULL"
    old, new = _bare(was), _bare(now)
    if old == new and new.removesuffix("[]") in by_cast:
        return f"($1).{name}::{new}"
    # A type with a schema in its name may itself be replaced meanwhile.
    return f"($1).{name}" if old == new and "." not in new else f"($1).{name}{through(old, new)}::{new}"


def _bare(type_: str) -> str:
    """Return the type of an attribute without its collation."""
    return type_.partition(" COLLATE ")[0]


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
    """The name of the functions that make multiranges: its own schema, and the name that the multirange was made with."""

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
             (SELECT DISTINCT quote_ident(pronamespace::regnamespace::name) || '.' || quote_ident(proname)
              FROM pg_depend JOIN pg_proc ON pg_proc.oid = objid
              WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_type'::regclass
                    AND refobjid = m.oid AND deptype = 'i') AS constructor"""
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
        """Yield its name, that of its multirange, and that of the function which is made with the latter."""
        yield from super().occupies()
        yield self.catalog, f"{self.multirange_schema}.{self.multirange}"
        yield "pg_proc", f"{self.schema}.{self.multirange}()"

    def retains(self) -> Iterator[Name]:
        """Yield the name of that function: it keeps it when the multirange gets another name."""
        yield "pg_proc", f"{self.constructor}()"

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
            misfit(f"{side}(VALUE)", old.subtype, self.subtype, start.version) for side in ("lower", "upper")
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
        """Return that the constructors of a renamed or moved multirange keep name and schema, and who can alter them."""
        assert isinstance(old, Range)
        was, now = (f"{each.multirange_schema}.{each.multirange}" for each in (old, self))
        if was == now:
            return None
        makes, whose = old.constructor, "they belong to whoever administers the server"
        return (
            f"the functions {makes}() that make a {now} keep their names: {whose}",
            f"nobody needs them under another one; a superuser can do it: ALTER FUNCTION {makes}() ...",
        )

    def needs(self) -> Iterator[Address]:
        """Yield the schema of its multirange."""
        yield Address("schema", self.multirange_schema)
