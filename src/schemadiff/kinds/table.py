"""Tables, plain and partitioned (``pg_class``); columns, defaults and constraints are objects of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeGuard

from schemadiff.model import Address, Catalog, MustReplace, Object, Question, Reading


class Part(Protocol):
    """An object that can be written inside CREATE TABLE."""

    @property
    def address(self) -> Address:
        """The address of the object."""

    def inline(self, parts: Sequence[Object]) -> str | None:
        """Return its text inside the parentheses; None if another part contains it."""

    def finish(self) -> Iterator[str]:
        """Yield the statements for what cannot be written inside the parentheses."""


def is_part(obj: object) -> TypeGuard[Part]:
    """Return True for an object that can be written inside CREATE TABLE."""
    # isinstance() with a protocol takes 90 us up to 3.11: more than a second for 14,000 columns and keys.
    return hasattr(obj, "inline")


@dataclass(frozen=True, kw_only=True)
class AnyTable(Object):
    """What tables and foreign tables have in common: they are created with their columns, and may have parents."""

    # Parents are objects (Inheritance), so that they can be altered: these fields only serve CREATE.
    inherits: list[str] = field(compare=False)
    partition_of: str | None = field(compare=False)
    partition_bound: str | None = field(compare=False)

    file = "{schema}/tables/{name}.sql"
    catalog = "pg_class"
    has_row_type = True

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options: PostgreSQL keeps them in the order they were given."""
        values["options"] = sorted(values["options"])

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions of its partition bound, which is part of its CREATE."""
        link = goal.objects.get(Address("inheritance", f"{self.identity} from {self.partition_of}"))
        if old is None and link is not None:
            yield from link.asks(start.objects.get(link.address), start, goal)

    def create(self) -> Iterator[str]:
        """CREATE without columns."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield CREATE with the columns and constraints inside of it, then what of them cannot be written there."""
        inner = [part for part in parts if is_part(part)]
        # Of the parts, only parts of others are written inside them.
        deeper = [part for part in parts if part.parent != self.address]
        lines = [text for part in inner if (text := part.inline(deeper))]
        body = "(\n    " + ",\n    ".join(lines) + "\n)" if lines else ""
        if self.partition_of:
            body = f"PARTITION OF {self.partition_of}{f' {body}' if body else ''} {self.partition_bound}"
        yield f"CREATE {self._shape(body)}"
        for part in inner:
            yield from part.finish()

    def _shape(self, body: str) -> str:
        """Return what follows CREATE; ``body`` has the columns or the bound, and is empty if it has neither."""
        raise NotImplementedError(self.kind)

    @property
    def _parents(self) -> str:
        return f" INHERITS ({', '.join(self.inherits)})" if self.inherits else ""


@dataclass(frozen=True, kw_only=True)
class Table(AnyTable):
    """A table without its columns and constraints."""

    unlogged: bool
    partition_by: str | None
    key_types: list[str] | None
    """The types of the columns in its partition key, which cannot be altered; None if it is not partitioned."""
    row_security: bool
    force_row_security: bool
    replica_identity: str
    """DEFAULT, NOTHING, FULL or INDEX; the index itself is marked."""
    options: list[str]
    access_method: str | None
    """None for the default: heap, or for a partitioned table the default at the time."""
    tablespace: str | None
    # The type is an object (Typed), so that it can be altered: this field only serves CREATE.
    of_type: str | None = field(compare=False)
    method_above: str | None = field(compare=False)
    """The parent's access method, which a partition gets by default; None if the parent names none."""
    space_above: bool = field(compare=False)
    """True if the parent is in a tablespace, which a partition would be in by default."""

    kind = "table"
    printed = ("partition_by",)
    query = """
        SELECT c.oid AS _oid, c.relowner AS _owner, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(c.relname) AS identity,
               c.relpersistence = 'u' AS unlogged,
               CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
               CASE WHEN c.relkind = 'p' THEN array(
                    SELECT format_type(atttypid, atttypmod) || coalesce(' ' || collname, '')
                    FROM pg_depend d JOIN pg_attribute ON attrelid = objid AND attnum = objsubid
                         LEFT JOIN pg_collation l ON l.oid = attcollation
                    WHERE classid = 'pg_class'::regclass AND objid = c.oid AND objsubid > 0 AND deptype = 'i'
                          AND refclassid = 'pg_class'::regclass AND refobjid = c.oid AND refobjsubid = 0
                    ORDER BY attname) END AS key_types,
               CASE WHEN c.relispartition THEN i.parents[1] END AS partition_of,
               CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
               CASE WHEN c.relispartition THEN '{}' ELSE coalesce(i.parents, '{}') END AS inherits,
               CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
               c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
               CASE c.relreplident WHEN 'd' THEN 'DEFAULT' WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL'
                    ELSE 'INDEX' END AS replica_identity,
               coalesce(c.reloptions, '{}') || coalesce(
                   (SELECT array_agg('toast.' || o) FROM unnest(k.reloptions) o), '{}') AS options,
               CASE WHEN a.amname <> 'heap' OR c.relkind = 'p' THEN quote_ident(a.amname) END AS access_method,
               CASE WHEN c.relispartition THEN (
                    SELECT quote_ident(b.amname) FROM pg_inherits JOIN pg_class o ON o.oid = inhparent
                           JOIN pg_am b ON b.oid = o.relam
                    WHERE inhrelid = c.oid) END AS method_above,
               c.relispartition AND EXISTS (
                    SELECT FROM pg_inherits JOIN pg_class o ON o.oid = inhparent
                    WHERE inhrelid = c.oid AND o.reltablespace <> 0) AS space_above,
               quote_ident(s.spcname) AS tablespace
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_class k ON k.oid = c.reltoastrelid
             LEFT JOIN pg_am a ON a.oid = c.relam
             LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
             LEFT JOIN (SELECT inhrelid, array_agg(quote_ident(m.nspname) || '.' || quote_ident(p.relname)
                                                   ORDER BY inhseqno) AS parents
                        FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
                             JOIN pg_namespace m ON m.oid = p.relnamespace
                        GROUP BY inhrelid) i ON i.inhrelid = c.oid
        WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
    """

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield CREATE TABLE, then what cannot be written inside of it."""
        yield from super().create_with(parts)
        if self.row_security:
            yield f"ALTER TABLE {self.identity} ENABLE ROW LEVEL SECURITY"
        if self.force_row_security:
            yield f"ALTER TABLE {self.identity} FORCE ROW LEVEL SECURITY"
        if self.replica_identity in ("NOTHING", "FULL"):
            yield f"ALTER TABLE {self.identity} REPLICA IDENTITY {self.replica_identity}"
        if self.method_above and self.partition_by and not self.access_method:
            yield f"ALTER TABLE {self.identity} SET ACCESS METHOD DEFAULT"
        if self._leaves_the_space_above:
            yield f"ALTER TABLE {self.identity} SET TABLESPACE pg_default"

    def _shape(self, body: str) -> str:
        text = f"{'UNLOGGED ' if self.unlogged else ''}TABLE {self.identity} "
        if self.of_type and not self.partition_of:
            text += f"OF {self.of_type}" + (f" {body}" if body else "")
        else:
            text += body or "()"
        text += self._parents
        text += f" PARTITION BY {self.partition_by}" if self.partition_by else ""
        method = self.access_method or ("heap" if self.method_above and not self.partition_by else None)
        text += f" USING {method}" if method else ""
        text += f" WITH ({', '.join(map(option, self.options))})" if self.options else ""
        space = self.tablespace or ("pg_default" if self.space_above and not self.partition_by else None)
        return text + (f" TABLESPACE {space}" if space else "")

    def alter(self, old: Object) -> Iterator[str]:
        """Alter everything but the partition key, for which it raises MustReplace."""
        assert isinstance(old, Table)
        changed = self.changed(old)
        if changed & {"partition_by", "key_types", "meaning"}:
            raise MustReplace
        head = f"ALTER TABLE {self.identity}"
        if "unlogged" in changed:
            yield f"{head} SET {'UNLOGGED' if self.unlogged else 'LOGGED'}"
        if "access_method" in changed:
            yield f"{head} SET ACCESS METHOD {self.access_method or ('DEFAULT' if self.partition_by else 'heap')}"
        if "tablespace" in changed:
            yield f"{head} SET TABLESPACE {self.tablespace or 'pg_default'}"
        if "row_security" in changed:
            yield f"{head} {'ENABLE' if self.row_security else 'DISABLE'} ROW LEVEL SECURITY"
        if "force_row_security" in changed:
            yield f"{head} {'FORCE' if self.force_row_security else 'NO FORCE'} ROW LEVEL SECURITY"
        if "replica_identity" in changed and self.replica_identity != "INDEX":
            yield f"{head} REPLICA IDENTITY {self.replica_identity}"
        yield from alter_options(head, old.options, self.options)

    def alters_with_loss(self, old: Object) -> str:
        """Return the loss of rows if the table becomes unlogged: it is empty after a crash or failover."""
        gone = isinstance(old, Table) and self.unlogged and not old.unlogged
        return f"the rows of table {self.identity} with the next crash or failover" if gone else ""

    def by_hand(self) -> tuple[str, str] | None:
        """Return what is lost of a new table that leaves the tablespace of its parent."""
        return self._forgotten_roles if self._leaves_the_space_above else None

    def by_hand_after(self, old: Object) -> tuple[str, str] | None:
        """Return how the rows of a table can be kept that becomes a partitioned one, or what its tablespace takes along."""
        if not isinstance(old, Table) or not self.partition_by:
            return None
        if old.partition_by:
            return self._forgotten_roles if old.tablespace and not self.tablespace else None
        return (
            f"{self.identity} becomes a partitioned table, and PostgreSQL cannot partition one that is there",
            (
                f"to keep its rows: in a migration of your own, ALTER TABLE {old.identity} RENAME TO another name, create "
                "the partitioned table, and either ATTACH the old one as a partition or INSERT its rows and drop it"
            ),
        )

    @property
    def _leaves_the_space_above(self) -> bool:
        return self.space_above and self.partition_by is not None and not self.tablespace

    @property
    def _forgotten_roles(self) -> tuple[str, str]:
        """What is lost (seen on 16 and 18): changeDependencyOnTablespace() deletes all that pg_shdepend has of the table."""
        return (
            (
                f"with SET TABLESPACE pg_default PostgreSQL forgets which roles {self.identity} names: "
                "DROP ROLE of its owner is then not refused, and REASSIGN OWNED passes over it"
            ),
            (
                "only a change is recorded again: afterwards, ALTER TABLE ... OWNER TO another role, and back; "
                "REVOKE what is granted on it, and GRANT it again"
            ),
        )

    @property
    def hollow(self) -> bool:
        """True if it is partitioned: its rows are in its partitions."""
        return self.partition_by is not None

    @property
    def loss(self) -> str:
        """The table with all its rows."""
        return f"table {self.identity} with all its rows"


class Marked(Protocol):
    """An index, or a constraint that has an index."""

    @property
    def clustered(self) -> bool:
        """True if CLUSTER uses it."""

    @property
    def clusters_none(self) -> bool:
        """True if CLUSTER uses no index of the table."""

    @property
    def identifies(self) -> bool:
        """True if it is the replica identity of the table."""


def marks(table: str, name: str, new: Marked, old: Marked | None = None) -> Iterator[str]:
    """Yield CLUSTER ON and REPLICA IDENTITY for an index; another index, or the table, removes such a mark."""
    if new.clustered and not (old and old.clustered):
        yield f"ALTER TABLE {table} CLUSTER ON {name}"
    if old and old.clustered and new.clusters_none:
        yield f"ALTER TABLE {table} SET WITHOUT CLUSTER"
    if new.identifies and not (old and old.identifies):
        yield f"ALTER TABLE {table} REPLICA IDENTITY USING INDEX {name}"


def option(text: str) -> str:
    """Return ``name='value'`` for ``name=value`` from reloptions; names are PostgreSQL's and need no quotes."""
    name, _, value = text.partition("=")
    quoted = value.replace("'", "''")
    return f"{name}='{quoted}'"


def alter_options(head: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield RESET for removed parameters, and SET for those that are new or different."""
    names = {text.partition("=")[0] for text in new}
    gone = sorted({text.partition("=")[0] for text in old} - names)
    if gone:
        yield f"{head} RESET ({', '.join(gone)})"
    fresh = [option(text) for text in new if text not in old]
    if fresh:
        yield f"{head} SET ({', '.join(fresh)})"
