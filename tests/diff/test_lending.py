"""An owner without CREATE on a schema is granted it once for all objects that become his."""

import psycopg

from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import ensure_roles

TABLES = "CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE one.a (); CREATE TABLE one.b (); CREATE TABLE two.c ();"
OWNERS = """
    ALTER TABLE one.a OWNER TO app_writer; ALTER TABLE one.b OWNER TO app_writer; ALTER TABLE two.c OWNER TO app_writer;
"""


def test_a_right_is_lent_once_for_neighbours(server, database):
    ensure_roles(server, {"app_writer"})
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as session:
        session.execute(TABLES)
        before = catalog.read(session)
        session.execute(OWNERS)
        planned = [statement.sql for statement in statements(before, catalog.read(session))]
    assert planned == [
        "GRANT CREATE ON SCHEMA one TO app_writer",
        "ALTER TABLE one.a OWNER TO app_writer",
        "ALTER TABLE one.b OWNER TO app_writer",
        "REVOKE CREATE ON SCHEMA one FROM app_writer",
        "GRANT CREATE ON SCHEMA two TO app_writer",
        "ALTER TABLE two.c OWNER TO app_writer",
        "REVOKE CREATE ON SCHEMA two FROM app_writer",
    ]
