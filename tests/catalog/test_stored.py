"""A catalogue is written as text and read back."""

import json

import psycopg
import pytest

from schemadiff import catalog
from schemadiff.catalog import stored

SCHEMA = """
CREATE TYPE state AS ENUM ('new', 'it''s');
CREATE TABLE "T x" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s state DEFAULT 'new', CHECK (id > 0));
CREATE INDEX ON "T x" (s);
CREATE VIEW v AS SELECT id FROM "T x";
CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'select 1';
CREATE POLICY p ON "T x" USING (id > 1);
COMMENT ON TABLE "T x" IS 'naïve 🐘';
GRANT SELECT (id), UPDATE ON "T x" TO PUBLIC;
"""


def test_text_and_back(server, database):
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        conn.execute(SCHEMA)
        found = catalog.read(conn)
        text = json.dumps(stored.dump(found))
        assert stored.load(stored.loads(text)) == found
        assert json.dumps(stored.dump(catalog.read(conn))) == text
        assert "".join(stored.pieces(stored.dump(found))) == text
        assert stored.fingerprint(stored.load(stored.loads(text))) == stored.fingerprint(found)

        conn.execute("COMMENT ON COLUMN \"T x\".s IS 'another'")
        assert stored.fingerprint(catalog.read(conn)) != stored.fingerprint(found)


def test_long_lists_are_written_a_part_at_a_time():
    rows = [[number, "é"] for number in range(3 * stored.ROWS)]
    text = {
        "catalog": {"objects": {"Column": {"names": ["x"], "rows": rows}}},
        "roles": [],
        "pairs": ([1], [2]),
    }
    found = [*stored.pieces(text)]

    assert "".join(found) == json.dumps(text)
    assert max(map(len, found)) < len(json.dumps(rows)) / 2


@pytest.mark.parametrize("text", ['{"format": 0}', "{}"])
def test_another_format_is_no_catalogue(text):
    with pytest.raises(ValueError, match="format"):
        stored.load(stored.loads(text))


def test_a_list_is_no_snapshot():
    with pytest.raises(TypeError):
        stored.loads("[]")
