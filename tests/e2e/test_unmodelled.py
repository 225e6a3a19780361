"""What schemadiff does not know is named, never passed over."""

from __future__ import annotations

BASE_TYPE = """
CREATE TYPE odd;
CREATE FUNCTION odd_in(cstring) RETURNS odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION odd_out(odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE odd (INPUT = odd_in, OUTPUT = odd_out, LIKE = int4);
"""


def test_unmodelled_objects_are_named_and_refused(project18):
    project18.execute(f"SET search_path = public; {BASE_TYPE}", superuser=True)
    project18.desired("create table t (id int);")
    said = project18.run("plan", "--allow-data-loss")
    assert said.code in (1, 3)
    assert "odd" in said.both
    assert project18.generated == []
    project18.settings('ignore = ["*public.odd*"]')
    assert project18.run("plan").code in (0, 3)
