"""What the queries of all kinds of types (``pg_type``) begin with."""

from __future__ import annotations

from typing import LiteralString

HEAD: LiteralString = """
    SELECT t.oid AS _oid, t.typowner AS _owner, quote_ident(n.nspname) AS schema,
           quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS identity,
"""
FROM: LiteralString = " FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace "
