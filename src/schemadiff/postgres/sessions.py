"""Settings for all our sessions, so that what they read does not depend on the settings of a database or role.

PostgreSQL prints names and constants according to the session's settings: a partition's bound, a default or a name
would differ on a server in Berlin, and the plan would drop and recreate the object.
"""

from __future__ import annotations

from typing import LiteralString

UNHURRIED: LiteralString = (
    # By name, as transaction_timeout only exists since PostgreSQL 17.
    "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.unnest('{statement_timeout, transaction_timeout,"
    " idle_in_transaction_session_timeout, idle_session_timeout}'::text[]) name"
    " WHERE pg_catalog.current_setting(name, true) IS NOT NULL"
)
"""Turns off the timeouts that a role or database may set against stuck clients, which would abort reading a catalogue
or a migration; pg_dump does the same. Our own waits have other limits."""
NAMES: LiteralString = (
    # SET rather than set_config(): with a search_path still in effect, a function of another schema could be called.
    "SET search_path = ''; SET quote_all_identifiers = off; SET standard_conforming_strings = on;"
    # psycopg parses only this format.
    " SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET bytea_output = hex; SET extra_float_digits = 1;"
    f" {UNHURRIED}"
)
"""For all sessions on databases of others: names and constants are printed the same everywhere."""
LIMIT = "15s"
"""How long a reader waits for a lock: longer than most migrations hold theirs, but not for ever."""
LIMITED: LiteralString = "SET lock_timeout = '15s'"
CATALOGUE: LiteralString = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL search_path = '';"
    " SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on;"
    " SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = postgres; SET LOCAL TimeZone = 'UTC';"
    " SET LOCAL bytea_output = hex; SET LOCAL extra_float_digits = 1; SET LOCAL lc_monetary = 'C';"
    # JIT compilation of the larger queries takes longer than their execution, and so does the search for a join order:
    # three quarters of the 5 ms of the indexes' query. They are written in a good order.
    " SET LOCAL jit = off; SET LOCAL join_collapse_limit = 1"
)
"""The same for a transaction that reads a catalogue, and the format of constants."""
TIMEZONE = {"PGTZ": "UTC"}
"""Makes pg_dump print times as we read them; it sets the format of names, dates and numbers itself."""
PRINTING = (
    "-c quote_all_identifiers=off -c standard_conforming_strings=on -c bytea_output=hex -c lc_monetary=C"
    " -c IntervalStyle=postgres -c DateStyle=ISO,MDY -c extra_float_digits=1 -c jit=off"
)
"""The other settings, as connection options: pg_dump sets only some of them."""
READING: LiteralString = (
    # Backslashes are literal, = NULL is never true, NULL in an array literal is a null, and dates are read in one way.
    "SET standard_conforming_strings = on; SET transform_null_equals = off; SET array_nulls = on;"
    " SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET xmloption = content;"
    # Objects for which the SQL names no tablespace or access method get the defaults that ``desired/`` assumes.
    " SET default_tablespace = ''; SET default_table_access_method = heap"
)
"""Settings that affect the meaning of SQL: the same where it is loaded, where it is proven and where it is applied."""
RUNNING: LiteralString = (
    # Function bodies are checked when desired/ is loaded; in migrations functions may be created before what they use.
    "SET check_function_bodies = off; " + READING
)
"""For sessions that run migrations, on a target and on a throw-away server."""
