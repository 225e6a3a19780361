"""Procedural languages, transforms, conversions and access methods (``pg_language``, ``pg_transform``, ...)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemadiff.model import Object


@dataclass(frozen=True, kw_only=True)
class Language(Object):
    """A procedural language that belongs to no extension (``pg_language``)."""

    trusted: bool
    handler: str
    inline: str | None
    validator: str | None

    kind = "language"
    catalog = "pg_language"
    rare = "pg_language WHERE oid >= 16384"
    query = """
        SELECT oid AS _oid, lanowner AS _owner, quote_ident(lanname) AS identity, lanpltrusted AS trusted,
               lanplcallfoid::regproc::text AS handler, nullif(laninline::regproc::text, '-') AS inline,
               nullif(lanvalidator::regproc::text, '-') AS validator
        FROM pg_language WHERE oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE OR REPLACE LANGUAGE."""
        trusted = "TRUSTED " if self.trusted else ""
        inline = f" INLINE {self.inline}" if self.inline else ""
        validator = f" VALIDATOR {self.validator}" if self.validator else ""
        yield f"CREATE OR REPLACE {trusted}LANGUAGE {self.identity} HANDLER {self.handler}{inline}{validator}"

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE, so that the functions in the language stay."""
        yield from self.create()


@dataclass(frozen=True, kw_only=True)
class Transform(Object):
    """The conversion of a type for a procedural language (``pg_transform``).

    Its identity has the language in quotes where these are needed, which ``pg_identify_object()`` leaves out.
    """

    type: str
    language: str
    from_sql: str | None
    to_sql: str | None

    kind = "transform"
    catalog = "pg_transform"
    rare = "pg_transform"
    rebuildable = True
    query = """
        SELECT t.oid AS _oid, 'for ' || format_type(trftype, NULL) || ' language ' || quote_ident(lanname) AS identity,
               format_type(trftype, NULL) AS type, quote_ident(lanname) AS language,
               CASE WHEN trffromsql <> 0 THEN trffromsql::regprocedure::text END AS from_sql,
               CASE WHEN trftosql <> 0 THEN trftosql::regprocedure::text END AS to_sql
        FROM pg_transform t JOIN pg_language l ON l.oid = trflang
        WHERE t.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE TRANSFORM."""
        parts = [f"FROM SQL WITH FUNCTION {self.from_sql}"] if self.from_sql else []
        parts += [f"TO SQL WITH FUNCTION {self.to_sql}"] if self.to_sql else []
        yield f"CREATE OR REPLACE TRANSFORM FOR {self.type} LANGUAGE {self.language} ({', '.join(parts)})"

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE."""
        yield from self.create()


@dataclass(frozen=True, kw_only=True)
class Conversion(Object):
    """A conversion between encodings (``pg_conversion``)."""

    default: bool
    source: str
    destination: str
    function: str

    kind = "conversion"
    catalog = "pg_conversion"
    rare = "pg_conversion WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT c.oid AS _oid, conowner AS _owner, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(conname) AS identity, condefault AS default,
               pg_encoding_to_char(conforencoding)::text AS source,
               pg_encoding_to_char(contoencoding)::text AS destination, conproc::regproc::text AS function
        FROM pg_conversion c JOIN pg_namespace n ON n.oid = connamespace
        WHERE c.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE CONVERSION."""
        default = "DEFAULT " if self.default else ""
        ends = f"FOR '{self.source}' TO '{self.destination}'"
        yield f"CREATE {default}CONVERSION {self.identity} {ends} FROM {self.function}"


@dataclass(frozen=True, kw_only=True)
class AccessMethod(Object):
    """A table or index access method (``pg_am``)."""

    type: str
    handler: str

    kind = "access method"
    catalog = "pg_am"
    rare = "pg_am WHERE oid >= 16384"
    query = """
        SELECT oid AS _oid, quote_ident(amname) AS identity, amtype::text AS type, amhandler::regproc::text AS handler
        FROM pg_am WHERE oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE ACCESS METHOD."""
        kind = "INDEX" if self.type == "i" else "TABLE"
        yield f"CREATE ACCESS METHOD {self.identity} TYPE {kind} HANDLER {self.handler}"
