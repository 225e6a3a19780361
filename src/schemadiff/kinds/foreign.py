"""Foreign data: wrappers, servers, user mappings and foreign tables (``pg_foreign_*``, ``pg_user_mappings``).

Options can hold secrets. What is called like one is never read: it is neither compared nor written, so a
plan that makes a mapping names the option that is to be set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, LiteralString

from psycopg.sql import Identifier, quote

from schemadiff.kinds.column import SELECT, WHERE, Column
from schemadiff.kinds.table import Part
from schemadiff.model import MustReplace, Object, Reading

SECRET = ("password", "passfile", "sslpassword", "secret", "token", "key", "credential")


def public(options: Sequence[str]) -> list[str]:
    """Options without those whose name says that they are secret.

    >>> public(["host=db", "password=hunter2"])
    ['host=db']
    """
    return sorted(o for o in options if not any(word in o.partition("=")[0].lower() for word in SECRET))


def _pairs(options: Sequence[str]) -> dict[str, str]:
    return dict(option.split("=", 1) for option in options)


def _name(option: str) -> str:
    return (
        option
        if option.isascii() and option.isidentifier() and option.islower()
        else Identifier(option).as_string()
    )


def clause(options: Sequence[str]) -> str:
    """``OPTIONS (...)`` with a space in front; empty without any."""
    listed = ", ".join(f"{_name(name)} {quote(value)}" for name, value in _pairs(options).items())
    return f" OPTIONS ({listed})" if listed else ""


def changes(old: Sequence[str], new: Sequence[str]) -> str:
    """``OPTIONS (ADD ..., SET ..., DROP ...)``."""
    before, after = _pairs(old), _pairs(new)
    words = [f"DROP {_name(name)}" for name in before if name not in after]
    words += [f"SET {_name(n)} {quote(v)}" for n, v in after.items() if n in before and before[n] != v]
    words += [f"ADD {_name(n)} {quote(v)}" for n, v in after.items() if n not in before]
    return f"OPTIONS ({', '.join(words)})"


@dataclass(frozen=True, kw_only=True)
class ForeignDataWrapper(Object):
    """A foreign-data wrapper; only a superuser may make one."""

    handler: str | None
    validator: str | None
    options: list[str]

    kind = "foreign-data wrapper"
    catalog = "pg_foreign_data_wrapper"
    query = """
        SELECT oid AS _oid, fdwowner AS _owner, quote_ident(fdwname) AS identity,
               nullif(fdwhandler::regproc::text, '-') AS handler, nullif(fdwvalidator::regproc::text, '-') AS validator,
               coalesce(fdwoptions, '{}') AS options
        FROM pg_foreign_data_wrapper WHERE oid >= 16384
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Leave out what may be secret."""
        values["options"] = public(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE FOREIGN DATA WRAPPER."""
        handler = f" HANDLER {self.handler}" if self.handler else ""
        validator = f" VALIDATOR {self.validator}" if self.validator else ""
        yield f"CREATE FOREIGN DATA WRAPPER {self.identity}{handler}{validator}{clause(self.options)}"

    def drop(self) -> Iterator[str]:
        """DROP FOREIGN DATA WRAPPER."""
        yield f"DROP FOREIGN DATA WRAPPER {self.identity}"

    def alter(self, old: Object) -> Iterator[str]:
        """All of it in place."""
        assert isinstance(old, ForeignDataWrapper)
        words = []
        if self.handler != old.handler:
            words.append(f"HANDLER {self.handler}" if self.handler else "NO HANDLER")
        if self.validator != old.validator:
            words.append(f"VALIDATOR {self.validator}" if self.validator else "NO VALIDATOR")
        if self.options != old.options:
            words.append(changes(old.options, self.options))
        yield f"ALTER FOREIGN DATA WRAPPER {self.identity} {' '.join(words)}"


@dataclass(frozen=True, kw_only=True)
class ForeignServer(Object):
    """A foreign server."""

    wrapper: str
    type: str | None
    version: str | None
    options: list[str]

    kind = "server"
    catalog = "pg_foreign_server"
    query = """
        SELECT s.oid AS _oid, srvowner AS _owner, quote_ident(srvname) AS identity, quote_ident(fdwname) AS wrapper,
               srvtype AS type, srvversion AS version, coalesce(srvoptions, '{}') AS options
        FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw
        WHERE s.oid >= 16384
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Leave out what may be secret."""
        values["options"] = public(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE SERVER."""
        kind = f" TYPE {quote(self.type)}" if self.type else ""
        version = f" VERSION {quote(self.version)}" if self.version else ""
        yield f"CREATE SERVER {self.identity}{kind}{version} FOREIGN DATA WRAPPER {self.wrapper}{clause(self.options)}"

    def alter(self, old: Object) -> Iterator[str]:
        """Version and options in place."""
        assert isinstance(old, ForeignServer)
        if self.changed(old) & {"wrapper", "type"}:
            raise MustReplace
        words = [f"VERSION {quote(self.version)}" if self.version else "VERSION NULL"]
        words = words if self.version != old.version else []
        words += [changes(old.options, self.options)] if self.options != old.options else []
        yield f"ALTER SERVER {self.identity} {' '.join(words)}"


@dataclass(frozen=True, kw_only=True)
class UserMapping(Object):
    """Which remote user a role is on a server; its password stays where it is."""

    role: str
    server: str
    options: list[str]

    kind = "user mapping"
    catalog = "pg_user_mapping"
    parent_catalog = "pg_foreign_server"
    query = """
        SELECT umid AS _oid, srvid AS _parent, CASE WHEN umuser = 0 THEN 'public' ELSE usename::text END AS usename,
               CASE WHEN umuser = 0 THEN 'PUBLIC' ELSE quote_ident(usename) END AS role,
               quote_ident(srvname) AS server, coalesce(umoptions, '{}') AS options
        FROM pg_user_mappings
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Name it as PostgreSQL does, and leave out what may be secret."""
        values["identity"] = f"{values.pop('usename')} on server {values['server']}"
        values["options"] = public(values["options"])

    @property
    def drop_first(self) -> bool:
        """DROP SERVER does not take its mappings along."""
        return True

    @property
    def _target(self) -> str:
        return f"FOR {self.role} SERVER {self.server}"

    def create(self) -> Iterator[str]:
        """CREATE USER MAPPING, without any secret."""
        yield f"CREATE USER MAPPING {self._target}{clause(self.options)}"

    def drop(self) -> Iterator[str]:
        """DROP USER MAPPING."""
        yield f"DROP USER MAPPING {self._target}"

    def alter(self, old: Object) -> Iterator[str]:
        """Options in place."""
        assert isinstance(old, UserMapping)
        yield f"ALTER USER MAPPING {self._target} {changes(old.options, self.options)}"


@dataclass(frozen=True, kw_only=True)
class ForeignTable(Object):
    """A foreign table; its columns and constraints are objects as those of any table are."""

    server: str
    options: list[str]
    inherits: list[str]
    partition_of: str | None
    partition_bound: str | None

    kind = "foreign table"
    catalog = "pg_class"
    query = """
        SELECT c.oid AS _oid, relowner AS _owner, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS identity,
               quote_ident(srvname) AS server, coalesce(ftoptions, '{}') AS options,
               CASE WHEN relispartition THEN '{}' ELSE i.parents END AS inherits,
               CASE WHEN relispartition THEN i.parents[1] END AS partition_of,
               CASE WHEN relispartition THEN pg_get_expr(relpartbound, c.oid) END AS partition_bound
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
             JOIN pg_foreign_table f ON ftrelid = c.oid JOIN pg_foreign_server s ON s.oid = ftserver,
             LATERAL (SELECT array(SELECT quote_ident(m.nspname) || '.' || quote_ident(p.relname)
                                   FROM pg_inherits JOIN pg_class p ON p.oid = inhparent
                                        JOIN pg_namespace m ON m.oid = p.relnamespace
                                   WHERE inhrelid = c.oid ORDER BY inhseqno) AS parents) i
        WHERE c.oid >= 16384 AND relkind = 'f'
    """

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Leave out what may be secret."""
        values["options"] = public(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE FOREIGN TABLE without any column."""
        yield from self.create_with(())

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """CREATE FOREIGN TABLE with the columns and constraints that inline in it."""
        lines = [text for part in parts if isinstance(part, Part) and (text := part.inline(parts))]
        body = "(\n    " + ",\n    ".join(lines) + "\n)" if lines else "()"
        if self.partition_of:
            body = f"PARTITION OF {self.partition_of} {self.partition_bound}"
        parents = f" INHERITS ({', '.join(self.inherits)})" if self.inherits else ""
        tail = f" SERVER {self.server}{clause(self.options)}"
        yield f"CREATE FOREIGN TABLE {self.identity} {body}{parents}{tail}"
        for part in parts:
            if isinstance(part, Part):
                yield from part.finish()

    def alter(self, old: Object) -> Iterator[str]:
        """Options and parents in place; the server cannot be altered."""
        assert isinstance(old, ForeignTable)
        if self.changed(old) & {"server", "partition_of", "partition_bound"}:
            raise MustReplace
        if self.options != old.options:
            yield f"ALTER FOREIGN TABLE {self.identity} {changes(old.options, self.options)}"
        for parent in old.inherits:
            if parent not in self.inherits:
                yield f"ALTER FOREIGN TABLE {self.identity} NO INHERIT {parent}"
        for parent in self.inherits:
            if parent not in old.inherits:
                yield f"ALTER FOREIGN TABLE {self.identity} INHERIT {parent}"


FROM: LiteralString = """
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relkind = 'f'
         JOIN pg_type t ON t.oid = atttypid
"""
OPTIONS: LiteralString = "coalesce(attfdwoptions, '{}') AS fdw_options,"


@dataclass(frozen=True, kw_only=True)
class ForeignColumn(Column):
    """A column of a foreign table, with what its wrapper is told of it."""

    fdw_options: list[str]

    kind = "foreign table column"
    inlines = False
    query = (
        SELECT
        + OPTIONS
        + """NULL AS not_null_name, true AS not_null_valid, false AS not_null_no_inherit,
             true AS not_null_usual"""
        + FROM
        + WHERE
    )
    query_18: ClassVar[LiteralString] = (
        SELECT
        + OPTIONS
        + """quote_ident(n.conname) AS not_null_name, coalesce(n.convalidated, true) AS not_null_valid,
             coalesce(n.connoinherit, false) AS not_null_no_inherit,
             coalesce(n.conname = relname || '_' || attname || '_not_null', true) AS not_null_usual"""
        + FROM
        + """LEFT JOIN (SELECT conrelid, conkey[1] AS number, conname, convalidated, connoinherit
                        FROM pg_constraint
                        WHERE contype = 'n') n ON n.conrelid = attrelid AND n.number = attnum"""
        + WHERE
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Leave out what may be secret."""
        super().fill(values, reading)
        values["fdw_options"] = public(values["fdw_options"])

    def finish(self) -> Iterator[str]:
        """Its options as well."""
        yield from super().finish()
        if self.fdw_options:
            yield f"ALTER FOREIGN TABLE {self.table} ALTER COLUMN {self.name} {changes((), self.fdw_options)}"

    def alter(self, old: Object) -> Iterator[str]:
        """Its options as well."""
        assert isinstance(old, ForeignColumn)
        if self.changed(old) - {"fdw_options"}:
            yield from super().alter(old)
        if self.fdw_options != old.fdw_options:
            words = changes(old.fdw_options, self.fdw_options)
            yield f"ALTER FOREIGN TABLE {self.table} ALTER COLUMN {self.name} {words}"

    @property
    def loss(self) -> str:
        """The values are elsewhere."""
        return ""
