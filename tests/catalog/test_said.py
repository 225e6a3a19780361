"""Every comment and every security label of a database is read, or what has it is named as unmodelled.

All objects that can have one get one here, by their row in the catalogue: labels need a module that provides them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.postgres.server import scratch_database

STATE = (Path(__file__).parent / "said.sql").read_text(encoding="utf-8")
CATALOGUES = [
    "pg_am",
    "pg_cast",
    "pg_class",
    "pg_collation",
    "pg_constraint",
    "pg_conversion",
    "pg_event_trigger",
    "pg_extension",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_language",
    "pg_namespace",
    "pg_opclass",
    "pg_operator",
    "pg_opfamily",
    "pg_policy",
    "pg_proc",
    "pg_publication",
    "pg_rewrite",
    "pg_statistic_ext",
    "pg_subscription",
    "pg_transform",
    "pg_trigger",
    "pg_ts_config",
    "pg_ts_dict",
    "pg_ts_parser",
    "pg_ts_template",
    "pg_type",
]
LEFT_OUT = {
    # A composite type, which has its comment in pg_type, and what rows are stored in: no statement names them.
    "pg_class": "relkind NOT IN ('c', 't') AND relnamespace <> 'pg_toast'::regnamespace",
    # Triggers of constraints have names with numbers in them.
    "pg_trigger": "tgname NOT LIKE '%%ConstraintTrigger%%'",
    # They are in a catalogue of all databases.
    "pg_subscription": "subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
}
COLUMNS = """
    SELECT 'pg_class'::regclass, attrelid, attnum FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE attrelid >= 16384 AND NOT attisdropped AND relkind IN ('r', 'v', 'm', 'c', 'f', 'p')
    UNION ALL SELECT 'pg_namespace'::regclass, 'public'::regnamespace, 0
"""
LABELLED = """
    classoid <> ALL ('{pg_am,pg_cast,pg_collation,pg_constraint,pg_conversion,pg_extension,pg_foreign_data_wrapper,
                       pg_foreign_server,pg_opclass,pg_operator,pg_opfamily,pg_policy,pg_rewrite,pg_statistic_ext,
                       pg_transform,pg_trigger,pg_ts_config,pg_ts_dict,pg_ts_parser,pg_ts_template}'::regclass[])
    AND objoid NOT IN (SELECT indexrelid FROM pg_index)
"""
"""SECURITY LABEL names no others."""
NAMED = """
    SELECT DISTINCT description, i.identity
    FROM pg_description, pg_identify_object(classoid, objoid, 0) i
    WHERE objoid >= 16384 OR objoid = 'public'::regnamespace
"""


@pytest.fixture
def session(server):
    """A database with comments on all that can have one; each says the number of its object."""
    with (
        # Trusted: subscriptions, which hold up a database, go as well.
        scratch_database(replace(server, trusted=True)) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as connection,
    ):
        connection.execute("SET client_min_messages = error")
        connection.execute(STATE.encode())
        connection.execute("COMMENT ON SCHEMA public IS NULL")
        objects = " UNION ALL ".join(
            f"SELECT '{name}'::regclass, oid, 0 FROM {name} WHERE oid >= 16384 AND {LEFT_OUT.get(name, 'true')}"
            for name in CATALOGUES
        )
        connection.execute(
            f"INSERT INTO pg_description SELECT oid, class, sub, concat(class, ' ', oid, ' ', sub)"
            f" FROM ({objects} UNION ALL {COLUMNS}) o (class, oid, sub)".replace("%%", "%").encode()
        )
        yield connection


def overlooked(session, field: str) -> list[str]:
    """What neither an object says nor is named, by the object that it is on."""
    named = dict(session.execute(NAMED).fetchall())
    found = catalog.read(session)
    read = Counter(getattr(thing, field) for thing in found.objects.values() if hasattr(thing, field))
    strange = {thing.address.identity for thing in found.unmodelled if " with a " in thing.address.type}
    return sorted(
        f"{said.split()[0]} {identity}"
        for said, identity in named.items()
        if not read[said] and identity not in strange
    )


def test_every_comment_is_read_or_named(session):
    assert overlooked(session, "text") == []


def test_every_label_is_read_or_named(session):
    session.execute(
        f"INSERT INTO pg_seclabel SELECT objoid, classoid, objsubid, 'x', description FROM pg_description"
        f" WHERE (objoid >= 16384 OR objoid = 'public'::regnamespace) AND {LABELLED}"
    )
    session.execute(
        "DELETE FROM pg_description d WHERE NOT EXISTS ("
        "SELECT FROM pg_seclabel s WHERE s.objoid = d.objoid AND s.classoid = d.classoid AND s.objsubid = d.objsubid)"
    )
    assert overlooked(session, "label") == []
