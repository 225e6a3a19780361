"""What is called as a member of an extension that comes or goes."""

from __future__ import annotations

EXTENSION = "CREATE EXTENSION vector SCHEMA public;"
OWN = "CREATE TYPE public.halfvec AS (a int);"


def test_files_that_create_what_an_extension_made_that_goes_are_refused_with_what_to_do(developing):
    developing.desired(EXTENSION)
    developing.planned()
    developing.desired(OWN)
    said = developing.run("plan", "--check")
    assert said.code == 3
    assert "type public.halfvec belongs to extension vector on development database, but to no" in said.err
    assert "or drop extension vector first, in a migration of its own" in said.err
    developing.desired("CREATE SCHEMA app;")
    developing.planned("--allow-data-loss")
    developing.desired(OWN)
    developing.planned()


def test_an_extension_that_makes_what_is_there_is_refused_with_what_to_do(developing):
    developing.desired(OWN)
    developing.planned()
    developing.desired(EXTENSION)
    said = developing.run("plan", "--check")
    assert said.code == 3
    assert "type public.halfvec belongs to no extension on development database, but to extension" in said.err
    assert "drop or rename it first, in a migration of its own: CREATE EXTENSION vector makes it" in said.err
    developing.desired("CREATE SCHEMA app;")
    developing.planned()
    developing.desired(EXTENSION)
    developing.planned()
