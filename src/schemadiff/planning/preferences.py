"""Settings of the target's database (``pg_db_role_setting``) that change what its SQL means.

``ALTER DATABASE ... SET`` is not part of a schema, and is not compared. Our own sessions override these settings
(``postgres.sessions``), those of the database's users do not, so a note names them.
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
"""Settings that decide how names resolve, what constants mean, whether policies and triggers run, and where rows are stored."""
QUERY: LiteralString = """
    SELECT DISTINCT split_part(setting, '=', 1) AS name
    FROM pg_db_role_setting, unnest(setconfig) setting
    WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND lower(split_part(setting, '=', 1)) = ANY (%s)
    ORDER BY name
"""


def notes_of_preferences(target: Live) -> Iterator[Note]:
    """Yield a note if the target's database has such settings."""
    if target.standing or target.history is not None:
        return
    with target.connect() as conn:
        names = [str(row[0]) for row in conn.execute(QUERY, [list(MATTER)]).fetchall()]
    if names:
        yield Note(
            f"the database sets {', '.join(names)} for its sessions, which changes what SQL means in them: "
            "settings of databases are not compared",
            hint="SELECT * FROM pg_db_role_setting says to what; ALTER DATABASE ... SET or RESET changes it, outside of desired/",
        )
