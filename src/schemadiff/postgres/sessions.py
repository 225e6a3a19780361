"""What our sessions are set to, whatever a database or a role prefers: what is read must not depend on who reads it.

PostgreSQL prints names and constants as the session wants them, so that the bound of a partition, a default or a name
would look different on a server in Berlin, and the plan would drop what is there.
"""

from __future__ import annotations

from typing import LiteralString

UNHURRIED: LiteralString = (
    # By name, for PostgreSQL has transaction_timeout from 17 on.
    "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.unnest('{statement_timeout, transaction_timeout,"
    " idle_in_transaction_session_timeout, idle_session_timeout}'::text[]) name"
    " WHERE pg_catalog.current_setting(name, true) IS NOT NULL"
)
"""What a role or database is given against clients that forget themselves would cut a catalogue or a migration short;
pg_dump does the same. What we wait for has limits of our own."""
NAMES: LiteralString = (
    # A SET, for a function could be another's as long as there is a search_path.
    "SET search_path = ''; SET quote_all_identifiers = off; SET standard_conforming_strings = on;"
    # psycopg reads no other times.
    " SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET bytea_output = hex; SET extra_float_digits = 1;"
    f" {UNHURRIED}"
)
"""For all that asks a database of others: names mean and look what they do everywhere."""
LIMIT = "15s"
"""How long a reader waits for a lock: longer than most migrations hold theirs, and not without an end."""
LIMITED: LiteralString = "SET lock_timeout = '15s'"
CATALOGUE: LiteralString = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL search_path = '';"
    " SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on;"
    " SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = postgres; SET LOCAL TimeZone = 'UTC';"
    " SET LOCAL bytea_output = hex; SET LOCAL extra_float_digits = 1; SET LOCAL lc_monetary = 'C';"
    # jit would compile the larger queries for longer than they run, and the planner look for an order of joins for
    # longer than most run: three quarters of an index's 5 ms. They are written in a good one.
    " SET LOCAL jit = off; SET LOCAL join_collapse_limit = 1"
)
"""The same within a transaction that reads a catalogue, and what constants look like."""
TIMEZONE = {"PGTZ": "UTC"}
"""The environment in which pg_dump says times as the catalogue does; names, dates and numbers it sets by itself."""
PRINTING = (
    "-c quote_all_identifiers=off -c standard_conforming_strings=on -c bytea_output=hex -c lc_monetary=C"
    " -c IntervalStyle=postgres -c DateStyle=ISO,MDY -c extra_float_digits=1 -c jit=off"
)
"""The rest, as an option of its connection: of these it sets only some."""
READING: LiteralString = (
    # A backslash is one, = NULL is never true, NULL in an array is none, and a date is what it looks like.
    "SET standard_conforming_strings = on; SET transform_null_equals = off; SET array_nulls = on;"
    " SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET xmloption = content;"
    # What says nothing of where and how it is kept is kept where desired/ means it.
    " SET default_tablespace = ''; SET default_table_access_method = heap"
)
"""What SQL means, for whatever loads it: the same where it is elaborated, where it is proven and where it is applied."""
RUNNING: LiteralString = (
    # The text of routines is checked when desired/ is loaded; here they may be made before what they use.
    "SET check_function_bodies = off; " + READING
)
"""For what runs migrations, on a target as on a throw-away server."""
