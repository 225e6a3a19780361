"""What PostgreSQL does by itself is not said."""

from __future__ import annotations

from cases import CASES, ROLES, both_ways, load, state
from schemadiff.diff.statements import statements
from schemadiff.postgres.server import Server, ensure_roles


def said(server: Server, kind: str, name: str) -> list[str]:
    case = both_ways(CASES / kind / name)[0]
    ensure_roles(server, ROLES)
    with state(server, case) as current, state(server, case) as wanted:
        load(case, current, "a")
        load(case, wanted, "b")
        return [s.sql for s in statements(current.read(), wanted.read())]


def test_a_default_is_cast_together_with_its_column(server: Server) -> None:
    found = said(server, "column", "type-changes-and-the-default-stays")
    assert {sql for sql in found if "DEFAULT" in sql} == {
        "ALTER TABLE public.heir ALTER COLUMN f SET DEFAULT 2",
        "ALTER TABLE public.retyped ALTER COLUMN a DROP DEFAULT",
        "ALTER TABLE public.retyped ALTER COLUMN b DROP DEFAULT",
        "ALTER TABLE public.retyped ALTER COLUMN c DROP DEFAULT",
        "ALTER TABLE public.retyped ALTER COLUMN a SET DEFAULT 'x'::public.code",
        "ALTER TABLE public.retyped ALTER COLUMN b SET DEFAULT 5",
        "ALTER TABLE public.retyped ALTER COLUMN c SET DEFAULT '{1}'::bigint[]",
        "ALTER TABLE public.casting ALTER COLUMN a DROP DEFAULT",
        "ALTER TABLE public.casting ALTER COLUMN a SET DEFAULT (ROW(1, 2)::public.pair)::integer",
    }


def test_an_index_that_goes_takes_its_mark_of_cluster_along(server: Server) -> None:
    found = said(server, "table", "clustered")
    assert {sql for sql in found if "CLUSTER" in sql and " public.w " not in sql} == {
        "ALTER TABLE public.u SET WITHOUT CLUSTER",
        "ALTER TABLE public.t CLUSTER ON t_id",
        "ALTER TABLE public.off SET WITHOUT CLUSTER",
        "ALTER TABLE public.mv SET WITHOUT CLUSTER",
    }


def test_of_a_sequence_only_the_options_that_change(server: Server) -> None:
    found = said(server, "column", "type-changes-and-the-default-stays")
    assert [sql for sql in found if "SEQUENCE" in sql] == [
        "ALTER SEQUENCE public.t_id_seq AS bigint MINVALUE 1 MAXVALUE 9223372036854775807"
    ]


def test_what_is_renamed_keeps_its_comment_and_its_privileges(server: Server) -> None:
    found = said(server, "comment", "of-what-is-renamed")
    assert {sql for sql in found if "COMMENT" in sql or "GRANT" in sql or "REVOKE" in sql} == {
        "COMMENT ON INDEX public.j IS NULL",
        "COMMENT ON CONSTRAINT c2 ON public.t IS 'other'",
        "COMMENT ON INDEX public.si IS 'other'",
        "REVOKE SELECT ON SEQUENCE public.other FROM app_writer",
        "GRANT UPDATE ON SEQUENCE public.other TO app_writer",
    }


def test_what_a_check_proves_not_null_is_not_read(server: Server) -> None:
    there, back = both_ways(CASES / "column" / "not-null-proven-by-checks")
    ensure_roles(server, ROLES)
    with state(server, there) as current, state(server, back) as wanted:
        load(there, current, "a")
        load(back, wanted, "b")
        plan = statements(current.read(), wanted.read())
        with current.session.transaction():
            for statement in plan:
                current.session.execute(statement.sql.encode())
            found = current.session.execute("""
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND pg_stat_get_xact_numscans(oid) > 0
            """).fetchall()
    # Since 18 the check of that name is in the way of the constraint.
    named = {"name"} if server.major >= 18 else set()
    assert {name for (name,) in found} == {"alone", "alone_h", "redefined", "retyped", "unchecked"} | named


def test_a_key_takes_over_the_unique_index_that_is_there(server: Server) -> None:
    found = said(server, "constraint", "unique-index-becomes-key")
    assert [
        sql.partition(" ADD CONSTRAINT ")[2] for sql in found if " USING INDEX " in sql and " ADD " in sql
    ] == [
        '"named; --" UNIQUE USING INDEX "other; --"',
        "later UNIQUE USING INDEX later DEFERRABLE INITIALLY DEFERRED",
        "of_p1 UNIQUE USING INDEX of_p1",
        "pk PRIMARY KEY USING INDEX pk",
        "retyped_key UNIQUE USING INDEX retyped_a",
        "same UNIQUE USING INDEX same",
    ]


def test_a_partition_that_moves_keeps_its_indexes_and_keys(server: Server) -> None:
    found = said(server, "inheritance", "partition-moves-with-its-indexes")
    assert [
        sql for sql in found if "DROP" in sql or " ADD " in sql or "INDEX" in sql if "not_null" not in sql
    ] == [
        # Like the part of the partition: the one that PostgreSQL finds first is taken for it, by which is older.
        "DROP INDEX public.another",
        "ALTER TABLE public.bare ADD CONSTRAINT bare_pkey PRIMARY KEY (id)",
        "ALTER TABLE public.bare ADD CONSTRAINT vf FOREIGN KEY (v) REFERENCES public.x(id)",
        "CREATE INDEX another ON public.twice USING btree (v)",
        "CREATE INDEX bare_v ON public.bare USING btree (v)",
    ]
