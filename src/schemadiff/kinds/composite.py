"""Composite types (``pg_type``, ``pg_attribute``)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from psycopg.sql import quote

from schemadiff.kinds.aside import renamed, set_aside
from schemadiff.kinds.casts import needs_using, through, unfit
from schemadiff.kinds.type_query import FROM, HEAD
from schemadiff.model import MustReplace, Object


@dataclass(frozen=True, kw_only=True)
class Composite(Object):
    """A stand-alone composite type."""

    names: list[str]
    types: list[str]
    typed: bool = field(compare=False)
    """True if it has typed tables: these change with it."""
    of_tables: bool = field(compare=False)
    """True if it has typed tables and no column is of it: then ALTER ATTRIBUTE changes types together with theirs."""

    kind = "type"
    catalog = "pg_type"
    has_row_type = True
    rare = "pg_class WHERE relkind = 'c'"
    query = (
        HEAD
        + """typrelid AS _relation, EXISTS (SELECT FROM pg_class WHERE reloftype = t.oid) AS typed,
             EXISTS (SELECT FROM pg_class WHERE reloftype = t.oid)
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
        # It is for typed tables, and drops what reads an attribute without a word.
        cascade = " CASCADE" if self.typed or old.typed else ""
        if actions:
            yield f"ALTER TYPE {self.identity} {', '.join(f'{action}{cascade}' for action in actions)}"

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
