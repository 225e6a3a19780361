"""What a database prefers for all sessions (``pg_db_role_setting``), where what its SQL means depends on it.

``ALTER DATABASE ... SET`` is no part of a schema, and is not compared. Our own sessions are set otherwise
(``postgres.sessions``); those of its users are not, so that it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from schemadiff.model import Note
from schemadiff.targets import Live

MATTER = (
    "array_nulls", "backslash_quote", "check_function_bodies", "datestyle", "default_table_access_method",
    "default_tablespace", "default_text_search_config", "default_toast_compression", "event_triggers", "intervalstyle",
    "lc_monetary", "lc_numeric", "lc_time", "local_preload_libraries", "plpgsql.variable_conflict", "role",
    "row_security", "search_path", "session_preload_libraries", "session_replication_role",
    "standard_conforming_strings", "timezone", "transform_null_equals", "xmloption",
)  # fmt: skip
"""What decides which object a name is, what a constant is, whether policies and triggers count, and where rows are kept."""
QUERY: LiteralString = """
    SELECT DISTINCT split_part(setting, '=', 1) AS name
    FROM pg_db_role_setting, unnest(setconfig) setting
    WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND lower(split_part(setting, '=', 1)) = ANY (%s)
    ORDER BY name
"""


def notes_of_preferences(target: Live) -> Iterator[Note]:
    """Yield that the target's database has such settings, if it has."""
    if target.standing or target.history is not None:
        return
    with target.connect() as conn:
        names = [str(row[0]) for row in conn.execute(QUERY, [list(MATTER)]).fetchall()]
    if names:
        yield Note(
            f"the database sets {', '.join(names)} for its sessions, which decides what SQL means to them: "
            "settings of databases are not compared",
            hint="SELECT * FROM pg_db_role_setting says to what; ALTER DATABASE ... SET or RESET changes it, outside of desired/",
        )
