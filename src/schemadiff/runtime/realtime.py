"""Supabase Realtime: publications whose tables are chosen in the dashboard, recognised by name on the platform only."""

from __future__ import annotations

from schemadiff.runtime.maker import Maker

MAKER = Maker(
    "Supabase Realtime",
    """
    SELECT 'pg_publication'::regclass::oid, oid FROM pg_publication
    WHERE pubname IN ('supabase_realtime', 'supabase_realtime_messages_publication')
          AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'supabase_admin')
    """,
)
