"""Base types of extensions (``pg_type``): never managed, as extension members, but privileges on them may be."""

from __future__ import annotations

from dataclasses import dataclass

from schemadiff.kinds.type_query import FROM
from schemadiff.model import Object


@dataclass(frozen=True, kw_only=True)
class BaseType(Object):
    """A base type that an extension created; any other base type is reported as not modelled."""

    kind = "type"
    catalog = "pg_type"
    rare = "pg_depend WHERE classid = 'pg_type'::regclass AND deptype = 'e' AND objid >= 16384"
    query = (
        """
        SELECT t.oid AS _oid, t.typowner AS _owner, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS identity
        """
        + FROM
        + """WHERE t.oid >= 16384 AND typtype = 'b' AND t.oid IN (
                 SELECT objid FROM pg_depend WHERE classid = 'pg_type'::regclass AND deptype = 'e')"""
    )
