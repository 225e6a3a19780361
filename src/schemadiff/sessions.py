"""What our sessions are set to, whatever a database or a role prefers: what is read must not depend on who reads it.

PostgreSQL prints names and constants as the session wants them, so that the bound of a partition, a default or a name
would look different on a server in Berlin, and the plan would drop what is there.
"""

from __future__ import annotations

from typing import LiteralString

NAMES: LiteralString = (
    # A SET, for a function could be another's as long as there is a search_path.
    "SET search_path = ''; SET quote_all_identifiers = off; SET standard_conforming_strings = on"
)
"""For all that asks a database of others: names mean and look what they do everywhere."""
CATALOGUE: LiteralString = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL search_path = '';"
    " SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on;"
    " SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = postgres; SET LOCAL TimeZone = 'UTC';"
    " SET LOCAL bytea_output = hex; SET LOCAL extra_float_digits = 1; SET LOCAL lc_monetary = 'C';"
    # jit would compile the larger queries for longer than they run.
    " SET LOCAL jit = off"
)
"""The same within a transaction that reads a catalogue, and what constants look like."""
TIMEZONE = {"PGTZ": "UTC"}
"""The environment in which pg_dump says times as the catalogue does; the rest it sets by itself."""
RUNNING: LiteralString = (
    # The text of routines is checked when desired/ is loaded; here they may be made before what they use.
    "SET check_function_bodies = off;"
    # A backslash is one, and = NULL is never true, as when it was proven.
    " SET standard_conforming_strings = on; SET transform_null_equals = off"
)
"""For what runs migrations, on a target as on a throw-away server."""
