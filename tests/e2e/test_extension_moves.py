"""An extension that moves to another schema takes its members along, and no column is created anew."""

from __future__ import annotations

import textwrap

TABLES = """
    CREATE TABLE public.docs (
        id uuid PRIMARY KEY, embedding vector(3) NOT NULL DEFAULT '[1,2,3]', other vector(3)[],
        CONSTRAINT away CHECK (embedding <-> '[0,0,0]' < 9)
    );
    CREATE INDEX nearest ON public.docs USING hnsw (embedding vector_cosine_ops);
    CREATE VIEW public.near AS SELECT id, embedding <=> '[1,1,1]' AS far FROM public.docs;
    CREATE FUNCTION public.first() RETURNS vector LANGUAGE sql BEGIN ATOMIC SELECT embedding FROM public.docs LIMIT 1; END;
    ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
    CREATE POLICY close ON public.docs TO authenticated USING (embedding <-> '[0,0,0]' < 1);
"""
MOVE = "ALTER EXTENSION vector SET SCHEMA extensions"
IN = "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'vector'"


def test_to_the_schema_of_the_platform_and_back(developing):
    """What the preset's search_path finds means the same before and after, so that nothing else changes."""
    developing.settings('preset = "supabase"')
    developing.desired(f"CREATE EXTENSION vector;{TABLES}")
    developing.planned()

    developing.desired(f"CREATE EXTENSION vector SCHEMA extensions;{TABLES}")
    assert developing.changes() == [MOVE]
    said = developing.planned()
    assert "LOSES DATA" not in said.out
    assert "rewrites" not in said.out
    assert developing.changes() == []

    developing.ok("rollback", "--yes")
    assert "pending" in developing.run("status").out
    developing.ok("apply", "--yes")
    assert developing.changes() == []


def test_to_a_schema_of_ours_that_comes_and_goes(project18):
    """On a target that is not ours, whoever connects must be let to."""
    project18.execute("CREATE EXTENSION vector SCHEMA public", superuser=True)
    project18.desired("CREATE EXTENSION vector; CREATE TABLE public.docs (embedding public.vector(3));")
    project18.planned()
    project18.desired(
        "CREATE SCHEMA tools; CREATE EXTENSION vector SCHEMA tools; CREATE TABLE public.docs (embedding tools.vector(3));"
    )
    assert project18.changes() == [
        "CREATE SCHEMA IF NOT EXISTS tools",
        "ALTER EXTENSION vector SET SCHEMA tools",
    ]
    project18.ok("plan")
    denied = project18.run("apply", "--yes")
    assert denied.code == 3
    assert "must be owner of extension vector" in denied.err
    assert project18.query(IN) == [("public",)], "and nothing is half done"


def test_a_preset_has_the_search_path_of_its_platform(developing):
    """Files, bodies and migrations by hand find what is in the platform's schema for extensions."""
    developing.settings('preset = "supabase"')
    text = """
        CREATE EXTENSION vector SCHEMA extensions;
        CREATE FUNCTION public.length(v vector) RETURNS float8 LANGUAGE plpgsql AS $$ BEGIN RETURN v <-> '[0]'; END $$;
    """
    developing.desired(textwrap.dedent(text))
    developing.planned()
    developing.write("generated/29990101000000_by_hand.sql", "CREATE TABLE public.t (v vector(3));\n")
    developing.desired(f"{textwrap.dedent(text)}CREATE TABLE public.t (v vector(3));")
    developing.ok("apply", "--yes")
    assert developing.changes() == []
    developing.settings("")
    developing.desired(f"CREATE SCHEMA extensions;{textwrap.dedent(text)}")
    assert "type vector does not exist" in developing.run("plan", "--check").err
