"""Equal objects that a command reads several times are kept once, and different ones apart."""

import psycopg

from schemadiff import catalog
from schemadiff.postgres.server import create_database


def test_what_is_read_again_is_shared_and_what_differs_is_not(server, database):
    seen = catalog.Seen()
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:

        def read():
            return catalog.read(conn, known=seen.objects)

        conn.execute("CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t")
        first = seen.keep(read())
        again = seen.share(read())
        assert (again.objects, again.depends, again.dies_with) == (
            first.objects,
            first.depends,
            first.dies_with,
        )
        assert again.objects is first.objects
        assert (again.depends is first.depends, again.dies_with is first.dies_with) == (True, True)

        # A column made anew stands last: equal in all that counts, and another place.
        conn.execute(
            "DROP VIEW v; ALTER TABLE t DROP a; ALTER TABLE t ADD a int; CREATE VIEW v AS SELECT a FROM t"
        )
        moved = seen.share(read())
        assert moved.objects == first.objects
        assert moved.objects is not first.objects
        assert {o.name: o.position for o in moved.objects.values() if o.kind == "table column"} == {
            "b": 2,
            "a": 3,
        }

        conn.execute("DROP VIEW v; CREATE VIEW v AS SELECT b FROM t")
        other = seen.share(read())
        assert other.depends != first.depends
        assert other.objects != first.objects


def test_two_databases_read_together_are_what_each_is_alone_and_share_what_is_equal(server, database):
    other = create_database(server)
    with (
        psycopg.connect(server.conninfo(database), autocommit=True) as one,
        psycopg.connect(server.conninfo(other), autocommit=True) as two,
    ):
        both = "CREATE TABLE t (a int PRIMARY KEY, b text); "
        one.execute(both + "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1")
        two.execute(both + "CREATE VIEW v AS SELECT a FROM t; COMMENT ON VIEW v IS 'only here'")

        together, alone = catalog.read_both(one, two), (catalog.read(one), catalog.read(two))

        assert together == alone
        first, second = (found.objects for found in together)
        equal = {address for address, obj in first.items() if second.get(address) == obj}
        assert {address for address in equal if first[address] is not second[address]} == set()
        assert {second[a].kind for a in second.keys() - first.keys()} >= {"view", "comment"}
        assert one.execute("SELECT 1").fetchone() == two.execute("SELECT 1").fetchone() == (1,)
