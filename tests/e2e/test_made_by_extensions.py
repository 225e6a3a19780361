"""Objects that extensions create at run time are neither pulled nor dropped, with any preset.

The extensions are modelled after their documentation where they cannot be had: CREATE EXTENSION of the same name, whose
files hold the tables that say what was made, and the objects as their functions make them. Where a local server has
pg_partman (``SCHEMADIFF_LOCAL_BINDIRS``), the same is tried on the real one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import psycopg
import pytest
from projects import Project

from schemadiff.errors import Unavailable
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.server import scratch_database

SCRIPTS = {
    "pg_partman": """
        CREATE TABLE @extschema@.part_config (
            parent_table text PRIMARY KEY, control text NOT NULL, partition_type text NOT NULL, partition_interval text NOT NULL,
            retention text, retention_schema text, retention_keep_table boolean NOT NULL DEFAULT true, template_table text);
    """,
    "pgmq": """
        CREATE TABLE pgmq.meta (queue_name varchar UNIQUE NOT NULL, is_partitioned boolean NOT NULL, is_unlogged boolean NOT NULL);
        GRANT USAGE ON SCHEMA pgmq TO pg_monitor;
        ALTER DEFAULT PRIVILEGES IN SCHEMA pgmq GRANT SELECT ON TABLES TO pg_monitor;
        CREATE TABLE pgmq.topic_bindings (pattern text);
        CREATE FUNCTION pgmq.notify_queue_listeners() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
        CREATE FUNCTION pgmq.create(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            EXECUTE format('CREATE TABLE pgmq.%I (msg_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, vt timestamptz, message jsonb)',
                           lower('q_' || name));
            EXECUTE format('CREATE TABLE pgmq.%I (msg_id bigint PRIMARY KEY, archived_at timestamptz, message jsonb)', lower('a_' || name));
            EXECUTE format('CREATE INDEX %I ON pgmq.%I (vt)', lower('q_' || name) || '_vt_idx', lower('q_' || name));
            EXECUTE format('CREATE INDEX %I ON pgmq.%I (archived_at)', 'archived_at_idx_' || name, lower('a_' || name));
            EXECUTE format('CREATE CONSTRAINT TRIGGER listen AFTER INSERT ON pgmq.%I DEFERRABLE FOR EACH ROW
                            EXECUTE FUNCTION pgmq.notify_queue_listeners()', lower('q_' || name));
            INSERT INTO pgmq.meta VALUES (name, false, false);
        END $$;
    """,
    "pg_cron": """
        CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text);
    """,
    "supabase_vault": """
        CREATE TABLE @extschema@.secrets (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), secret text NOT NULL);
        CREATE VIEW @extschema@.decrypted_secrets AS SELECT *, secret AS decrypted_secret FROM @extschema@.secrets;
    """,
}
CONTROL = "default_version = '1.0'\nrelocatable = false\n"
SCHEMAS = {"pgmq": "pgmq", "pg_cron": "pg_catalog"}
IGNORED = f"ignore = {[f'extension {name}' for name in SCRIPTS]}"
OURS = """
    CREATE SCHEMA partman; CREATE SCHEMA vault;
    CREATE TABLE public.events (id bigint NOT NULL, at timestamptz NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE public.moves (id bigint PRIMARY KEY);
    CREATE TABLE public.events_p2 (note text);
"""
PARTMAN = """
    CREATE EXTENSION pg_partman SCHEMA partman; GRANT USAGE ON SCHEMA partman TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA partman TO PUBLIC;
"""
MODELLED = """
    CREATE TABLE public.events_p20260101 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2026-01-02');
    CREATE TABLE public.events_p20260102 PARTITION OF public.events FOR VALUES FROM ('2026-01-02') TO ('2026-01-03');
    CREATE TABLE public.events_default PARTITION OF public.events DEFAULT;
    CREATE TABLE partman.template_public_events (LIKE public.events);
    INSERT INTO partman.part_config VALUES ('public.events', 'at', 'range', '1 day', NULL, NULL, true, 'partman.template_public_events');
    CREATE PUBLICATION supabase_realtime FOR TABLE public.moves;
"""
REAL = """
    DO $$ BEGIN
        IF (SELECT extversion LIKE '4.%' FROM pg_extension WHERE extname = 'pg_partman') THEN
            PERFORM partman.create_parent('public.events', 'at', 'native', 'daily');
        ELSE
            PERFORM partman.create_parent(p_parent_table => 'public.events', p_control => 'at', p_interval => '1 day');
        END IF;
    END $$;
"""
A_PARTITION = (
    "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'public.events'::regclass ORDER BY 1"
)
PLATFORM = """
    CREATE EXTENSION pgmq; SELECT pgmq.create('Jobs'); GRANT SELECT ON pgmq.topic_bindings TO pg_read_all_stats;
    GRANT USAGE ON SCHEMA pgmq TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA pgmq TO PUBLIC;
    CREATE EXTENSION pg_cron; GRANT USAGE ON SCHEMA cron TO pg_monitor; GRANT SELECT ON cron.job TO pg_monitor; INSERT INTO cron.job VALUES (1, '* * * * *', 'SELECT 1');
    CREATE EXTENSION supabase_vault SCHEMA vault; INSERT INTO vault.secrets (secret) VALUES ('s3cr3t-in-the-vault');
"""


@pytest.fixture(scope="module")
def extensions():
    """A folder with the files of the extensions, for a server of 18 to look into; it may run as somebody else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "extension"
        folder.mkdir()
        for extension, script in SCRIPTS.items():
            schema = f"schema = {SCHEMAS[extension]}\n" if extension in SCHEMAS else ""
            (folder / f"{extension}.control").write_text(CONTROL + schema)
            (folder / f"{extension}--1.0.sql").write_text(script)
        for path in (Path(name), folder, *folder.iterdir()):
            path.chmod(0o755)
        yield name


@pytest.fixture
def modelled(project18, extensions):
    """A project whose target has all of them."""
    name = psycopg.conninfo.conninfo_to_dict(project18.target)["dbname"]
    project18.execute(
        f"ALTER DATABASE {name} SET extension_control_path = '{extensions}:$system'", superuser=True
    )
    project18.execute(
        "DO $$ BEGIN CREATE ROLE supabase_admin; EXCEPTION WHEN duplicate_object THEN END $$", superuser=True
    )
    project18.execute(OURS)
    project18.execute(PARTMAN + PLATFORM, superuser=True)
    project18.execute(MODELLED)
    project18.settings(IGNORED)
    return project18


def texts(project):
    return {
        p.relative_to(project.root / "desired").as_posix(): p.read_text()
        for p in (project.root / "desired").rglob("*.sql")
    }


def grow(project):
    """Change the parent: its partitions get what it gets, and no statement is about any of them."""
    project.desired(
        "ALTER TABLE public.events ADD COLUMN extra text; CREATE INDEX ON public.events (extra);", "more.sql"
    )
    planned = project.planned("--format", "json").json
    statements = [s["sql"] for unit in planned["plan"]["units"] for s in unit["statements"]]
    assert statements == [
        "ALTER TABLE public.events ADD COLUMN extra text",
        "CREATE INDEX events_extra_idx ON public.events USING btree (extra)",
    ]
    assert planned["proof"]["way_back"]["ok"]
    partitions = [name for (name,) in project.query(A_PARTITION)]
    assert len(partitions) >= 3
    for partition in partitions:
        project.query(f"SELECT extra FROM {partition}")


def test_what_is_made_is_neither_pulled_nor_dropped(modelled):
    """Nor looked at by lint, nor missed in a snapshot; it is counted, and more of it is no drift."""
    said = modelled.ok("pull")
    left_out = " ".join(said.out.split()).partition("left out of the comparison: ")[2]
    assert left_out.startswith("4 objects made by pg_partman, 4 made by pgmq, "), left_out
    assert ", 1 made by Supabase Realtime" in left_out
    assert sorted(texts(modelled)) == [
        "partman/schema.sql",
        "public/tables/events.sql",
        "public/tables/events_p2.sql",
        "public/tables/moves.sql",
        "vault/schema.sql",
    ]
    assert "s3cr3t" not in str(texts(modelled))
    grow(modelled)
    modelled.execute(
        """
        CREATE TABLE public.events_p20260103 PARTITION OF public.events FOR VALUES FROM ('2026-01-03') TO ('2026-01-04');
        CREATE UNIQUE INDEX only_here ON public.events_p20260103 (id);
        ALTER TABLE public.events_p20260103 ADD CONSTRAINT unchecked CHECK (id > 0) NOT VALID;
        """
    )
    modelled.execute(
        """
        SELECT pgmq.create('more'); GRANT SELECT ON ALL TABLES IN SCHEMA pgmq TO PUBLIC; ALTER PUBLICATION supabase_realtime ADD TABLE public.events_p2;
        INSERT INTO cron.job VALUES (2, '* * * * *', 'SELECT 2');
        """,
        superuser=True,
    )
    assert modelled.ok("drift", "--snapshot", str(modelled.root / "target.json")).out.startswith("no drift")
    target, modelled.target = modelled.target, None
    assert "no changes" in modelled.ok("plan", "--snapshot", str(modelled.root / "target.json")).out
    modelled.target = target
    found = modelled.run("lint", "--target", target, "--format", "json").json["findings"]
    about = {finding["address"]["identity"] for finding in found}
    assert {name for name in about if "p2026" in name or "only_here" in name or "pgmq" in name} == set()
    assert modelled.changes("--engine", "migra") == []
    # Whoever drops the extension's row hands the partitions back; a remembered answer does not hide it.
    assert "no changes" in modelled.ok("plan").out
    modelled.execute("DELETE FROM partman.part_config", superuser=True)
    assert "DROP TABLE public.events_p20260103" in modelled.changes("--allow-data-loss", "--no-proof")


def test_what_was_cut_off_and_kept(modelled):
    """By the naming rule, where there is a retention that keeps tables; anything else of such a name is ours."""
    kept = "ALTER TABLE public.events DETACH PARTITION public.events_p20260101"
    modelled.execute(kept)
    modelled.ok("pull")
    assert "public/tables/events_p20260101.sql" in texts(modelled)
    modelled.execute("UPDATE partman.part_config SET retention = '30 days'", superuser=True)
    assert modelled.ok("plan", "--format", "json").json["left_out"]["made by pg_partman"] == 3


def test_what_the_files_declare_is_ours(modelled):
    """A partition, or a table in the publication, that somebody has written down; what nobody has is left alone."""
    modelled.settings(IGNORED)
    modelled.ok("pull")
    modelled.desired(
        "CREATE TABLE public.events_p20260101 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2026-01-02');"
        "CREATE INDEX ours ON public.events_p20260101 (note); CREATE PUBLICATION supabase_realtime FOR TABLE public.events_p2;",
        "more.sql",
    )
    assert modelled.changes() == [
        "CREATE INDEX ours ON public.events_p20260101 USING btree (note)",
        "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.events_p2",
    ]


def test_whoever_may_not_read_what_was_made_is_told(modelled):
    modelled.desired("CREATE TABLE public.moves (id bigint PRIMARY KEY);")
    modelled.execute("REVOKE SELECT ON partman.part_config FROM PUBLIC", superuser=True)
    said = modelled.run("plan")
    assert said.code == 3
    assert "cannot read all of partman.part_config, which lists what pg_partman has created" in said.err
    assert "GRANT SELECT ON partman.part_config" in said.err


@pytest.fixture
def real(tmp_path):
    try:
        with (
            throwaway(Wanted(provider="local", extensions=frozenset({"pg_partman"}))) as server,
            scratch_database(server) as name,
        ):
            yield Project(tmp_path / "project", server.conninfo(name), server)
    except Unavailable:
        pytest.skip("no local PostgreSQL with pg_partman")


def test_the_real_pg_partman(real):
    real.execute(OURS)
    real.execute(PARTMAN, superuser=True)
    real.execute(REAL)
    real.settings(IGNORED)
    assert "made by pg_partman" in real.ok("pull").out
    assert [path for path in texts(real) if "_p20" in path or "template" in path] == []
    grow(real)
    real.execute("CALL partman.run_maintenance_proc()", superuser=True)
    assert real.ok("drift").out.startswith("no drift")
