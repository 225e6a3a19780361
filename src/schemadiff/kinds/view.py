"""Views and materialized views (``pg_class``, ``pg_get_viewdef()``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from schemadiff.kinds.column_settings import Settings, settings
from schemadiff.kinds.table import alter_options, option
from schemadiff.model import MustReplace, Object, Reading

SELECT: LiteralString = """
    SELECT c.oid AS _oid, relowner AS _owner, quote_ident(nspname) AS schema,
           quote_ident(nspname) || '.' || quote_ident(relname) AS identity,
           rtrim(pg_get_viewdef(c.oid), ';') AS definition, coalesce(reloptions, '{}') AS options,
           array(SELECT ARRAY[quote_ident(attname), format_type(atttypid, atttypmod), attcollation::text]
                 FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                 ORDER BY attnum) AS columns,
"""
FROM: LiteralString = " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "


@dataclass(frozen=True, kw_only=True)
class View(Object):
    """A view."""

    definition: str
    options: list[str]
    # They follow from the definition, and decide whether OR REPLACE is possible.
    columns: list[list[str]] = field(compare=False)
    """Name, type, and the oid of the collation."""

    kind = "view"
    catalog = "pg_class"
    has_row_type = True
    printed = ("definition",)
    rebuildable = True
    query = (
        SELECT
        + "NULL AS _nothing"
        + FROM
        + "WHERE c.oid >= 16384 AND relkind = 'v' AND relpersistence <> 't'"
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options."""
        values.pop("_nothing", None)
        values["options"] = sorted(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE VIEW."""
        yield f"CREATE VIEW {self._text()}"

    def _text(self) -> str:
        options = f" WITH ({', '.join(map(option, self.options))})" if self.options else ""
        return f"{self.identity}{options} AS\n{self.definition}"

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE if the old columns keep their types, else raise MustReplace; SET and RESET for options alone."""
        assert isinstance(old, View)
        if self.changed(old) & {"definition", "meaning"}:
            # The oid of a user-defined collation differs between databases: then it raises MustReplace, too.
            if [each[1:] for each in self.columns[: len(old.columns)]] != [each[1:] for each in old.columns]:
                raise MustReplace
            for was, now in self.renamed_columns(old).items():
                yield f"ALTER VIEW {self.identity} RENAME COLUMN {was} TO {now}"
            yield f"CREATE OR REPLACE VIEW {self._text()}"
            return
        yield from alter_options(f"ALTER VIEW {self.identity}", old.options, self.options)

    def renamed_columns(self, old: View) -> dict[str, str]:
        """The new names of the old columns that get another name; MustReplace if a name is that of another column then.

        What uses such a column may have the same text and mean another one.
        """
        before, after = ([each[0] for each in view.columns] for view in (old, self))
        names = {was: now for was, now in zip(before, after, strict=False) if was != now}
        if not {*names}.isdisjoint(after) or not {*names.values()}.isdisjoint(before):
            raise MustReplace
        return names


@dataclass(frozen=True, kw_only=True)
class ViewDefault(Object):
    """The default of a view's column, for INSERTs through the view."""

    name: str
    expression: str
    view: str = field(compare=False)  # in the identity

    kind = "default value"
    catalog = "pg_attrdef"
    printed = ("expression",)
    rebuildable = True
    query = """
        SELECT d.oid AS _oid, adrelid AS _parent, quote_ident(attname) AS name,
               pg_get_expr(adbin, adrelid) AS expression
        FROM pg_attrdef d JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum
        WHERE adrelid = ANY (ARRAY(SELECT oid FROM pg_class WHERE relkind = 'v')) AND d.oid >= 16384
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it after its column."""
        values["view"] = values["parent"].identity
        values["identity"] = f"for {values['view']}.{values['name']}"

    def create(self) -> Iterator[str]:
        """SET DEFAULT."""
        yield f"ALTER VIEW {self.view} ALTER COLUMN {self.name} SET DEFAULT {self.expression}"

    def alter(self, old: Object) -> Iterator[str]:
        """Set the new default, which replaces the old one."""
        yield from self.create()

    def drop(self) -> Iterator[str]:
        """DROP DEFAULT."""
        yield f"ALTER VIEW {self.view} ALTER COLUMN {self.name} DROP DEFAULT"


@dataclass(frozen=True, kw_only=True)
class MaterializedView(Object):
    """A materialized view; its rows are computed again when it is created again."""

    definition: str
    options: list[str]
    access_method: str | None
    tablespace: str | None
    columns: list[list[Any]]
    """The columns with settings: name, storage, compression, statistics, options, usual storage."""
    # It follows from the definition.
    outcome: list[list[str]] = field(compare=False)
    """Name and type of every column."""
    populated: bool = field(compare=False)
    """True if it is created with rows; afterwards REFRESH is up to its users."""

    kind = "materialized view"
    file = "{schema}/views/{name}.sql"
    catalog = "pg_class"
    has_row_type = True
    rare = "pg_class WHERE relkind = 'm'"
    printed = ("definition",)
    rebuildable = True
    query = """
        SELECT c.oid AS _oid, relowner AS _owner, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(relname) AS identity,
               rtrim(pg_get_viewdef(c.oid), ';') AS definition, coalesce(c.reloptions, '{}') || coalesce(
                   (SELECT array_agg('toast.' || o) FROM pg_class k, unnest(k.reloptions) o
                    WHERE k.oid = c.reltoastrelid), '{}') AS options,
               CASE WHEN amname <> 'heap' THEN quote_ident(amname) END AS access_method,
               quote_ident(spcname) AS tablespace, relispopulated AS populated,
               (SELECT json_agg(json_build_array(quote_ident(attname), CASE WHEN attstorage <> typstorage THEN attstorage END,
                                nullif(attcompression, ''), nullif(attstattarget, -1),
                                ARRAY(SELECT o FROM unnest(attoptions) o WHERE o !~ '^pg_attver='),
                                typstorage) ORDER BY attnum)
                FROM pg_attribute JOIN pg_type t ON t.oid = atttypid
                WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND (
                    attstorage <> typstorage OR attcompression <> '' OR coalesce(attstattarget, -1) <> -1
                    OR EXISTS (SELECT FROM unnest(attoptions) o WHERE o !~ '^pg_attver='))) AS columns,
               array(SELECT ARRAY[quote_ident(attname), format_type(atttypid, atttypmod)] FROM pg_attribute
                     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS outcome
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_am a ON a.oid = relam
             LEFT JOIN pg_tablespace s ON s.oid = reltablespace
        WHERE c.oid >= 16384 AND relkind = 'm'
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options."""
        values["options"] = sorted(values["options"])
        values["columns"] = values["columns"] or []

    def _settings(self, old: Sequence[Sequence[Any]]) -> Iterator[str]:
        before, after = {row[0]: row for row in old}, {row[0]: row for row in self.columns}
        for name in sorted(before.keys() | after.keys()):
            usual = (before.get(name) or after[name])[5]
            was, now = (
                Settings(*row[1:5]) if row else Settings() for row in (before.get(name), after.get(name))
            )
            head = f"ALTER MATERIALIZED VIEW {self.identity} ALTER COLUMN {name}"
            yield from settings(head, now, was, usual)

    def create(self) -> Iterator[str]:
        """CREATE MATERIALIZED VIEW, with its rows if it is populated."""
        method = f" USING {self.access_method}" if self.access_method else ""
        options = f" WITH ({', '.join(map(option, self.options))})" if self.options else ""
        space = f" TABLESPACE {self.tablespace}" if self.tablespace else ""
        empty = "" if self.populated else "\nWITH NO DATA"
        yield f"CREATE MATERIALIZED VIEW {self.identity}{method}{options}{space} AS\n{self.definition}{empty}"
        yield from self._settings(())

    def alter(self, old: Object) -> Iterator[str]:
        """Alter options and settings; raise MustReplace for anything else."""
        assert isinstance(old, MaterializedView)
        if self.changed(old) - {"options", "columns"}:
            raise MustReplace
        yield from self._settings(old.columns)
        yield from alter_options(f"ALTER MATERIALIZED VIEW {self.identity}", old.options, self.options)

    def refresh(self) -> Iterator[str]:
        """REFRESH, if it is populated."""
        if self.populated:
            yield f"REFRESH MATERIALIZED VIEW {self.identity}"

    @property
    def computed_again(self) -> bool:
        """True: what is created in place of a filled one is filled as well, if it can be."""
        return True

    def replaces_with_loss(self, old: Object) -> str:
        """The computed rows, if this one cannot be filled."""
        gone = isinstance(old, MaterializedView) and old.populated and not self.populated
        return f"the computed rows of materialized view {self.identity}" if gone else ""

    @property
    def loss(self) -> str:
        """The computed rows."""
        return f"materialized view {self.identity} with its computed rows"
