"""What pg_dump leaves out is in the clone all the same: plans that have nothing to do with it are proven both ways."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from majors import embedded
from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.model import Planned
from schemadiff.postgres.server import Server, ensure_roles, scratch_database
from schemadiff.settings import load

OF_PARTS = "name-of-a-foreign-key-that-a-part-of-another-gets"
OWN = "own-foreign-keys-of-partitions-like-those-of-their-parents"
OF_OWNERS = "indexes-whose-functions-mind-who-calls-them"
LOST = {
    "names-of-the-parts-of-foreign-keys": """
        CREATE TABLE r (a int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE "Q; q" (a int);
        ALTER TABLE p ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES r;
        ALTER TABLE "Q; q" ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES r ON DELETE CASCADE;
        ALTER TABLE p ATTACH PARTITION "Q; q" FOR VALUES IN (1);
    """,
    OF_PARTS: """
        CREATE TABLE r (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1);
        CREATE TABLE t (a int, b int); ALTER TABLE t ADD CONSTRAINT t_a_fkey1 FOREIGN KEY (b) REFERENCES r;
        ALTER TABLE t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES r;
    """,
    OWN: """
        CREATE TABLE r (a int PRIMARY KEY); CREATE TABLE "P; p" (a int, x int) PARTITION BY LIST (a);
        CREATE TABLE p1 PARTITION OF "P; p" FOR VALUES IN (1, 2) PARTITION BY LIST (a);
        CREATE TABLE "P; 2" PARTITION OF p1 FOR VALUES IN (1);
        ALTER TABLE "P; p" ADD CONSTRAINT whole FOREIGN KEY (x) REFERENCES r;
        ALTER TABLE p1 ADD CONSTRAINT own FOREIGN KEY (x) REFERENCES r;
        ALTER TABLE "P; 2" ADD CONSTRAINT "Its; own" FOREIGN KEY (x) REFERENCES r;
    """,
    "name-of-not-null": "CREATE TABLE r (a int NOT NULL); CREATE TABLE p (LIKE r);",
    "settings-of-a-column-below": """
        CREATE TABLE p (a text STORAGE EXTERNAL COMPRESSION pglz); CREATE TABLE c () INHERITS (p);
        ALTER TABLE c ALTER a SET STORAGE EXTENDED, ALTER a SET COMPRESSION default;
    """,
    "names-that-pg-dump-does-not-quote": """
        CREATE TABLE p (a int, b int); CREATE TABLE c (CONSTRAINT "A; b" NOT NULL a, CONSTRAINT "Mixed" NOT NULL b) INHERITS (p);
    """,
    "default-of-a-domain-over-another": """
        CREATE DOMAIN d AS int DEFAULT 1; CREATE DOMAIN e AS d; ALTER DOMAIN e DROP DEFAULT;
    """,
    "comment-on-an-inherited-constraint": """
        CREATE TABLE p (a int, CONSTRAINT c CHECK (a > 0)); CREATE TABLE c () INHERITS (p);
        COMMENT ON CONSTRAINT c ON c IS 'of "c"; --';
    """,
    "comment-on-a-multirange": """
        CREATE TYPE r AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = "M; --"); COMMENT ON TYPE "M; --" IS 'kept';
    """,
    "aggregate-in-the-care-of-an-extension": """
        CREATE AGGREGATE "Of; all" (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
        ALTER ROUTINE "Of; all" (int) DEPENDS ON EXTENSION plpgsql;
    """,
    OF_OWNERS: """
        CREATE SCHEMA s; GRANT USAGE, CREATE ON SCHEMA s TO app_reader, app_writer;
        CREATE FUNCTION s.mine(a int, owner text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
        BEGIN IF current_user <> owner THEN RAISE 'called by %', current_user; END IF; RETURN a; END $$;
        CREATE TABLE s."T; t" (a int); ALTER TABLE s."T; t" OWNER TO app_reader;
        CREATE INDEX i ON s."T; t" (a) WHERE a > s.mine(1, 'app_reader');
        CREATE TABLE s.u (a int); ALTER TABLE s.u OWNER TO app_writer;
        ALTER TABLE s.u ADD CONSTRAINT x EXCLUDE (a WITH =) WHERE (a > s.mine(2, 'app_writer'));
        REVOKE CREATE ON SCHEMA s FROM app_writer;
    """,
}


@pytest.mark.parametrize(
    ("name", "major"), [*((name, 18) for name in LOST), (OF_PARTS, 16), (OWN, 16), (OF_OWNERS, 16)]
)
def test_a_plan_is_proven_both_ways(name: str, major: int, tmp_path: Path) -> None:
    states = {"before": LOST[name], "after": f"{LOST[name]} CREATE TABLE another (a int);"}
    for state, text in states.items():
        (tmp_path / f"{state}.sql").write_text(text)

    found = between(tmp_path, major, *(State(each, path=tmp_path / f"{each}.sql") for each in states))

    assert proven(found)


PARTITIONED = """
    CREATE TABLE p (a int, b int, "C; c" int) PARTITION BY LIST (a);
    CREATE INDEX i ON p (b, "C; c"); ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, b);
"""
RENAMED = """ALTER TABLE p RENAME b TO d; ALTER TABLE p RENAME "C; c" TO b;"""
AFTER = """
    CREATE TABLE p (a int, d int, b int) PARTITION BY LIST (a);
    CREATE INDEX i ON p (d, b); ALTER TABLE p ADD CONSTRAINT u UNIQUE (a, d);
    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
"""


@embedded
def test_an_index_whose_columns_have_former_names_is_cloned_with_them(
    server: Server, database: str, tmp_path: Path
) -> None:
    with psycopg.connect(server.conninfo(database)) as conn:
        conn.execute(f"{PARTITIONED}{RENAMED}".encode())
    (tmp_path / "after.sql").write_text(AFTER)
    states = State("before", target=server.conninfo(database)), State("after", path=tmp_path / "after.sql")

    found = between(tmp_path, server.major, *states)

    assert "ALTER INDEX public.p1_a_b_key RENAME TO p1_a_d_key" in [
        each.sql for each in found.plan.statements
    ]
    assert proven(found)


EXCHANGED = """
    CREATE TABLE "W; w" (a int NOT NULL, "C; c" int NOT NULL) PARTITION BY LIST (a);
    CREATE TABLE p1 PARTITION OF "W; w" FOR VALUES IN (1);
    ALTER TABLE "W; w" RENAME TO spare; ALTER TABLE p1 RENAME TO "W; w"; ALTER TABLE spare RENAME TO p1;
"""


def test_a_partition_with_the_former_name_of_its_parent_is_cloned(server18: Server, tmp_path: Path) -> None:
    """pg_dump does not name its NOT NULL, and PostgreSQL would call it otherwise, as the parent's is called so."""
    assert proven(beside_another_table(EXCHANGED, server18, tmp_path))


RANGES = """
    CREATE TYPE "R; r" AS RANGE (subtype = bigint, multirange_type_name = "M; 1"); ALTER TYPE "M; 1" RENAME TO m2;
    CREATE TYPE s AS RANGE (subtype = int, multirange_type_name = t_multirange); ALTER TYPE s RENAME TO t; CREATE TYPE s AS RANGE (subtype = date);
"""
ONE_MORE = """
    CREATE TYPE "R; r" AS RANGE (subtype = bigint, multirange_type_name = m3);
    CREATE TYPE r2 AS RANGE (subtype = bigint, multirange_type_name = m2);
    CREATE TYPE t AS RANGE (subtype = int); CREATE TYPE s AS RANGE (subtype = date);
"""


@embedded
def test_the_functions_of_renamed_ranges_are_cloned_with_their_names(
    server: Server, database: str, tmp_path: Path
) -> None:
    with psycopg.connect(server.conninfo(database)) as conn:
        conn.execute(RANGES.encode())
    (tmp_path / "after.sql").write_text(ONE_MORE)
    states = State("before", target=server.conninfo(database)), State("after", path=tmp_path / "after.sql")

    found = between(tmp_path, server.major, *states)

    assert proven(found)


EXCLUDING = """
    CREATE TABLE t (id int4range, at daterange) PARTITION BY LIST (id);
    CREATE TABLE "T; 1" PARTITION OF t FOR VALUES IN ('[1,2)');
    CREATE TABLE u PARTITION OF t FOR VALUES IN ('[2,3)') PARTITION BY LIST (id);
    CREATE TABLE v PARTITION OF u FOR VALUES IN ('[2,3)');
    ALTER TABLE t ADD CONSTRAINT "K; ey" PRIMARY KEY (id, at WITHOUT OVERLAPS);
    ALTER TABLE t ADD CONSTRAINT one UNIQUE (id, at WITHOUT OVERLAPS);
    ALTER TABLE t ADD CONSTRAINT two EXCLUDE USING gist (id WITH =, at WITH &&);
"""
OTHERWISE = """
    ALTER INDEX v_id_at_excl RENAME TO "First; part"; ALTER INDEX v_id_at_excl1 RENAME TO v_id_at_excl;
    CREATE INDEX v_id_at_excl1 ON v (at); ALTER INDEX u_pkey RENAME TO "Parts; key";
    ALTER INDEX v_pkey SET (fillfactor = 50); ALTER TABLE v CLUSTER ON v_pkey;
    ALTER TABLE v REPLICA IDENTITY USING INDEX v_pkey; COMMENT ON CONSTRAINT "Parts; key" ON u IS 'of "u"; --';
"""


def test_keys_that_come_with_their_parts_alone_are_cloned(server18: Server, tmp_path: Path) -> None:
    with scratch_database(server18) as database:
        with psycopg.connect(server18.conninfo(database)) as conn:
            conn.execute(f"{EXCLUDING}{OTHERWISE}".encode())
        (tmp_path / "after.sql").write_text(f"{EXCLUDING} CREATE TABLE w PARTITION OF u DEFAULT;")
        states = (
            State("before", target=server18.conninfo(database)),
            State("after", path=tmp_path / "after.sql"),
        )

        found = between(tmp_path, 18, *states)

    renamed = 'ALTER INDEX public."First; part" RENAME TO v_id_at_excl'
    assert renamed in [each.sql for each in found.plan.statements]
    assert proven(found)


BOUND = """
    CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT z UNIQUE (a)); CREATE UNIQUE INDEX y ON t (b);
    CREATE TABLE r (a int REFERENCES t (a), b int REFERENCES t (b));
"""


def test_a_foreign_key_is_bound_to_the_same_of_several_keys_in_the_clone(
    server18: Server, tmp_path: Path
) -> None:
    """Otherwise PostgreSQL drops none there that is superfluous, or one that it does not drop on the target."""
    with scratch_database(server18) as database:
        with psycopg.connect(server18.conninfo(database)) as conn:
            conn.execute(
                f'{BOUND} ALTER TABLE t ADD CONSTRAINT "B b" PRIMARY KEY (b), ADD CONSTRAINT c UNIQUE (a);'.encode()
            )
        (tmp_path / "after.sql").write_text(BOUND)
        states = (
            State("before", target=server18.conninfo(database)),
            State("after", path=tmp_path / "after.sql"),
        )

        found = between(tmp_path, 18, *states)

    assert [each.sql for each in found.plan.statements] == [
        'ALTER TABLE public.t DROP CONSTRAINT "B b"',
        "ALTER TABLE public.t DROP CONSTRAINT c",
    ]
    assert proven(found)


GRANTED = """
    CREATE SCHEMA "S; s"; GRANT USAGE, CREATE ON SCHEMA "S; s" TO app_reader, app_writer;
    CREATE TABLE "S; s".t (a int); ALTER TABLE "S; s".t OWNER TO app_reader;
    SET ROLE app_reader; GRANT SELECT ON "S; s".t TO app_writer WITH GRANT OPTION;
    SET ROLE app_writer; GRANT SELECT ON "S; s".t TO PUBLIC; RESET ROLE;
"""


def test_grants_by_who_may_not_use_the_schema_any_more_are_cloned(server18: Server, tmp_path: Path) -> None:
    ensure_roles(server18, ["app_reader", "app_writer"])
    state = f'{GRANTED} REVOKE USAGE ON SCHEMA "S; s" FROM app_writer; '
    assert proven(beside_another_table(state, server18, tmp_path))


WRAPPED = """
    CREATE FOREIGN DATA WRAPPER "W; VALIDATOR v" OPTIONS (x '1');
    CREATE SERVER away FOREIGN DATA WRAPPER "W; VALIDATOR v" OPTIONS (y '2');
    ALTER FOREIGN DATA WRAPPER "W; VALIDATOR v" VALIDATOR pg_catalog.postgresql_fdw_validator;
    CREATE FOREIGN DATA WRAPPER other VALIDATOR pg_catalog.postgresql_fdw_validator;
"""


def test_options_from_before_there_was_a_validator_are_cloned(server18: Server, tmp_path: Path) -> None:
    with scratch_database(server18) as before, scratch_database(server18) as after:
        for database in (before, after):
            with psycopg.connect(server18.conninfo(database, superuser=True)) as conn:
                conn.execute(WRAPPED.encode())
        with psycopg.connect(server18.conninfo(after)) as conn:
            conn.execute("CREATE TABLE another (a int)")
        states = (State(each, target=server18.conninfo(each)) for each in (before, after))

        found = between(tmp_path, 18, *states, trusted=True)

    assert proven(found)


def beside_another_table(state: str, server: Server, root: Path) -> Planned:
    """The plan of one more table in a database with that state."""
    with scratch_database(server) as database, scratch_database(server) as goal:
        for name, more in ((database, ""), (goal, "CREATE TABLE another (a int);")):
            with psycopg.connect(server.conninfo(name)) as conn:
                conn.execute(f"{state}{more}".encode())
        states = (State(name, target=server.conninfo(name)) for name in (database, goal))
        return between(root, server.major, *states)


def between(root: Path, major: int, before: State, after: State, *, trusted: bool = False) -> Planned:
    options = {"shadow.provider": "embedded", "shadow.version": major, "shadow.trusted": trusted}
    settings = load(root, options, {})
    return api.plan_between(settings, before, after)


def proven(found: Planned) -> bool:
    """True if a plan is proven both ways."""
    back = found.proof.way_back if found.proof else None
    return found.refusals == () and back is not None and back.ok
