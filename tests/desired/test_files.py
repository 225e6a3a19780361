"""Reading ``desired/``: positions, comments, search_path, and which statements are refused."""

import os
from pathlib import Path

import pytest
from pglast import ast

from schemadiff.desired import files, sqlfiles
from schemadiff.desired.permitted import ALLOWED, REFUSED
from schemadiff.errors import Problems, SchemadiffError
from schemadiff.model import Position


def write(root: Path, **texts: str | bytes) -> Path:
    for name, text in texts.items():
        path = root / "desired" / f"{name.replace('__', '/')}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root / "desired"


def read(root: Path, **texts: str | bytes) -> tuple[files.SourceStatement, ...]:
    return files.read(write(root, **texts), root)


def problems(root: Path, **texts: str | bytes) -> tuple[SchemadiffError, ...]:
    with pytest.raises(Problems) as caught:
        read(root, **texts)
    return caught.value.problems


def test_statements_keep_their_places(tmp_path):
    found = read(
        tmp_path,
        b="create table b ();\n\n  create table\n    c ()",
        a__x="/* x */ create schema é; create view v as select 1;",
    )
    assert [(s.sql, str(s.at)) for s in found] == [
        ("create schema é", "desired/a/x.sql:1:9"),
        ("create view v as select 1", "desired/a/x.sql:1:26"),
        ("create table b ()", "desired/b.sql:1:1"),
        ("create table\n    c ()", "desired/b.sql:3:3"),
    ]
    assert found[3].position(found[3].sql.index("c ()")) == Position("desired/b.sql", 4, 5)
    assert found[3].node.relation.relname == "c"


def test_places_are_right_after_emoji_and_byte_order_mark(tmp_path):
    (one,) = read(tmp_path, a='\ufeffcreate table "💥 é" (a int); -- 💥')
    assert one.at == Position("desired/a.sql", 1, 1)
    assert one.position(one.sql.index("(a")) == Position("desired/a.sql", 1, 20)
    assert "💥 é" in one.words


def test_search_path_counts_for_its_own_file_from_there_on(tmp_path):
    found = read(
        tmp_path,
        a='create table a (); set search_path to app, "B c"; create table b ();'
        "reset search_path; create table c (); select pg_catalog.set_config('search_path', '', false); create table d ()",
        b="set statement_timeout = 0; create table e ()",
    )
    assert [s.search_path for s in found] == [(), ("app", "B c"), (), ("",), ()]


def test_pg_dumps_preamble_is_accepted(tmp_path):
    preamble = """
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.t ();
"""
    assert [s.sql for s in read(tmp_path, a=preamble)] == ["CREATE TABLE public.t ()"]


def test_comments_belong_to_the_statement_below_inside_and_on_the_line_of_its_end(tmp_path):
    text = """-- far above
set search_path = app;
-- above
create table a ( -- in
  x int /* x */
); -- trailing
-- next
create table b ();
-- last
"""
    one, two = read(tmp_path, a=text)
    assert [c.text for c in one.comments] == ["-- far above", "-- above", "-- in", "/* x */", "-- trailing"]
    assert [c.text for c in two.comments] == ["-- next", "-- last"]
    assert [c.at.line for c in one.comments] == [1, 3, 4, 5, 6]
    assert one.comments[1].offset == -len("-- above\n")
    assert one.comments[2].offset == one.sql.index("-- in")


def test_a_comment_of_ours_without_a_statement_is_an_error(tmp_path):
    (problem,) = problems(tmp_path, a="create table t ()", b="-- schemadiff:renamed from x\n")
    assert str(problem) == "desired/b.sql:1:1: this comment has no effect: no statement follows it"
    (problem,) = problems(
        tmp_path, b="create table t ();\n-- schemadiff:renamed from x\nset search_path = ''"
    )
    assert problem.at == Position("desired/b.sql", 2, 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("create function f() returns int begin atomic select case when true then 1 end; select 2; end; create table t ()", 2),
        ("create rule r as on insert to t do also (select 1; select 2); create table t ()", 2),
        ("create function f() returns int language sql as $$ select 1; select 2 $$; create table t ()", 2),
        ("create function f() returns int language sql as $é$ select ';'; $é$; create table t ()", 2),
        ("create table t (a text default ';', b text default E'\\';');;;", 1),
        ("create view v as select 1 as case; /* ; /* ; */ */ create table t ()", 2),
    ],
)  # fmt: skip
def test_semicolons_that_end_nothing(tmp_path, text, count):
    assert len(read(tmp_path, a=text)) == count
    # The same file with one bad statement at its end is cut by another path.
    assert len(problems(tmp_path, a=f"{text}; create tabel x ()")) == 1


def test_a_policy_that_does_not_parse_can_be_borne(tmp_path):
    """What it is for is known; nothing else that does not parse is borne with it."""
    folder = write(tmp_path, a="create table t ();\ncreate policy p on t using (= 1);\ncreate table u ();")
    with pytest.raises(Problems) as raised:
        files.read(folder, tmp_path)
    found = files.read(folder, tmp_path, bearing=(files.PolicySyntaxError,))

    assert [str(problem.at) for problem in raised.value.problems] == ["desired/a.sql:2:29"]
    assert [s.sql for s in found] == [
        "create table t ()",
        "create policy p on t using (= 1)",
        "create table u ()",
    ]
    assert (found[1].node.policy_name, found[1].node.table.relname, found[1].node.qual) == ("p", "t", None)
    for other in ("create policy p on using (1 =)", "create tabel t ()", "create policy p"):
        with pytest.raises(Problems):
            files.read(write(tmp_path, a=other), tmp_path, bearing=(files.PolicySyntaxError,))


def test_every_syntax_error_of_every_file_is_reported_with_a_caret(tmp_path):
    found = problems(
        tmp_path,
        a="create table a ();",
        b="create table b (\n\tx int,\n\ty é int integer\n);\ncreate tabel c ();\ncreate table d ();",
        c="create view v as\n  select 'open",
        d="create table f (a int;\ncreate table g ();\ncreate table h (,);",
    )
    assert [str(p) for p in found] == [
        'desired/b.sql:3:7: syntax error at or near "int"\n    3 | \ty é int integer\n      | \t    ^'.replace(
            ":7:", ":6:"
        ),
        'desired/b.sql:5:8: syntax error at or near "tabel"\n    5 | create tabel c ();\n      |        ^',
        "desired/c.sql:2:10: unterminated quoted string at or near \"'open\"\n    2 |   select 'open\n      |          ^",
        "desired/d.sql:1:22: syntax error at end of input\n    1 | create table f (a int;\n      |                      ^",
        'desired/d.sql:3:17: syntax error at or near ","\n    3 | create table h (,);\n      |                 ^',
    ]


def test_the_caret_stands_under_wide_characters_and_escapes_do_not_reach_the_terminal(tmp_path):
    (problem,) = problems(tmp_path, a="select '💥\x1b[2J' frm x y z")
    line, caret = problem.detail.splitlines()
    assert "\x1b" not in problem.detail
    assert line.index("x") + 1 == caret.index("^")  # the emoji is two columns wide
    (problem,) = problems(tmp_path, a=f"create table t ({'a int, ' * 1000} oops oops oops oops)")
    assert max(map(len, problem.detail.splitlines())) < 180


def test_not_utf8_and_zero_bytes(tmp_path):
    found = problems(
        tmp_path, a="create table t ();\n-- caf\u00e9".encode("latin-1"), b="create table b ();\n\0"
    )
    assert [str(p) for p in found] == [
        "desired/a.sql:2: not UTF-8: byte 0xe9\nhint: save the file as UTF-8",
        "desired/b.sql:2:1: a zero byte",
    ]


def test_a_merge_conflict_is_called_so(tmp_path):
    text = "create table a ();\n<<<<<<< HEAD\ncreate table b ();\n=======\ncreate tabel c;\n>>>>>>> 75b5f72 (mine)\n"
    assert [str(p).splitlines()[0] for p in problems(tmp_path, a=text)] == [
        "desired/a.sql:2:1: an unresolved merge conflict"
    ]
    text = "-- <<<<<<< HEAD\ncreate table a (b text default '\n<<<<<<< x\n');"
    assert len(read(tmp_path, a=text)) == 1


def test_psql_meta_commands_are_named(tmp_path):
    text = r"""\restrict abc
create table a (); -- \d in a comment
\i it's.sql
create function f() returns text language sql as $$
\d is only text here
$$;
  \connect other
create table b (a text default '
\d too
');
COPY b (a) FROM stdin;
it's 1
\.
create table c ();
\unrestrict abc
"""
    found = problems(tmp_path, a=text)
    assert [(p.at.line, p.message) for p in found] == [
        (1, r"psql meta-command \restrict"),
        (3, r"psql meta-command \i"),
        (7, r"psql meta-command \connect"),
        (15, r"psql meta-command \unrestrict"),
        (11, "refused: COPY moves rows"),
    ]
    assert all(p.hint for p in found)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("begin", "transaction control"),
        ("commit", "transaction control"),
        ("savepoint a", "transaction control"),
        ("insert into t values (1)", "INSERT"),
        ("update t set a = 1", "UPDATE"),
        ("delete from t", "DELETE"),
        ("merge into t using u on true when matched then delete", "MERGE"),
        ("with x as (select 1) insert into t select * from x", "INSERT"),
        ("copy t to program 'id'", "COPY"),
        ("truncate t", "TRUNCATE"),
        ("select 1", "SELECT"),
        ("select set_config('role', 'x', false)", "SELECT"),
        ("select 1 into t", "SELECT INTO"),
        ("values (1)", "SELECT"),
        ("drop table t", "DROP"),
        ("alter table t drop column a", "DROP COLUMN"),
        ("alter table t add b int, drop constraint c", "DROP CONSTRAINT"),
        ("alter table t rename to u", "rename"),
        ("alter table t set schema s", "SET SCHEMA"),
        ("alter table t set tablespace s", "TABLESPACE"),
        ("alter domain d drop constraint c", "DROP CONSTRAINT"),
        ("create database d", "DATABASE"),
        ("alter database d set a = 1", "DATABASE"),
        ("drop database d", "DATABASE"),
        ("grant connect on database d to r", "database"),
        ("create tablespace s location '/x'", "TABLESPACE"),
        ("alter system set fsync = off", "SYSTEM"),
        ("create role r", "ROLE"),
        ("create user r", "ROLE"),
        ("alter role r superuser", "ROLE"),
        ("alter role r set a = 1", "ROLE"),
        ("drop role r", "ROLE"),
        ("grant r to s", "roles"),
        ("comment on role r is 'x'", "role"),
        ("vacuum t", "VACUUM"),
        ("analyze t", "ANALYZE"),
        ("cluster t", "CLUSTER"),
        ("reindex table t", "REINDEX"),
        ("checkpoint", "CHECKPOINT"),
        ("load 'x'", "LOAD"),
        ("listen x", "LISTEN"),
        ("notify x", "NOTIFY"),
        ("explain select 1", "EXPLAIN"),
        ("prepare x as select 1", "PREPARE"),
        ("lock table t", "LOCK"),
        ("set role x", "ROLE"),
        ("set session authorization x", "SESSION AUTHORIZATION"),
        ("reset session authorization", "SESSION AUTHORIZATION"),
        ("set work_mem = '1GB'", "work_mem"),
        ("set client_encoding = 'latin1'", "client_encoding"),
        ("set default_tablespace = 'x'", "default_tablespace"),
        ("create table t as select 1", "CREATE TABLE AS"),
        ("create temp table t ()", "temporary"),
        ("create temp view t as select 1", "temporary"),
        ("refresh materialized view v", "REFRESH"),
        ("call p()", "CALL"),
        ("create subscription s connection 'x' publication p with (connect = false)", "address of another"),
        ("create subscription s connection '' publication p", "connects"),
        ("create user mapping for r server s options (password 'x')", "password is a secret"),
        ("create server s foreign data wrapper w options (url 'http://me:hunter2@host/')", "url is a secret"),
        ("create foreign data wrapper w options (api_key 'x')", "api_key is a secret"),
        ("alter user mapping for r server s options (set a 'x')", "user mapping"),
        ("alter subscription s disable", "subscription"),
        ("import foreign schema a from server s into b", "IMPORT"),
    ],
)
def test_refused_with_place_and_what_to_do(tmp_path, sql, words):
    (problem,) = problems(tmp_path, a=f"create table t ();\n  {sql};\ncreate table u ();")
    assert problem.at == Position("desired/a.sql", 2, 3)
    assert problem.message.startswith("refused: ")
    assert words.lower() in problem.message.lower()
    assert problem.hint


@pytest.mark.parametrize(
    "sql",
    [
        "create user mapping for r server s options (password 'hunter2')",
        "create server s foreign data wrapper w options (dsn 'hunter2')",
        "create subscription s connection 'host=x password=hunter2' publication p",
    ],
)
def test_a_refused_secret_is_not_shown(tmp_path, sql):
    (problem,) = problems(tmp_path, a=f"create table t ();\n  {sql};")
    assert "hunter2" not in str(problem)
    assert problem.at == Position("desired/a.sql", 2, 3)


@pytest.mark.parametrize(
    "sql",
    [
        "create index concurrently i on t (a)",
        "create table if not exists t ()",
        "create or replace view v as select 1",
        "do $$ begin end $$",
        "alter table t alter a drop default",
        "create materialized view m as select 1",
        "alter default privileges revoke execute on functions from public",
        "create publication p for table t",
        "create aggregate a (int) (sfunc = f, stype = int)",
        "create unlogged table t ()",
        "create event trigger e on ddl_command_end execute function f()",
        "create language x handler y",
        "create user mapping for r server s options (\"user\" 'x', password_required 'false')",
        "create subscription s connection '' publication p with (connect = false, slot_name = none)",
        "security label on table t is 'x'",
    ],
)
def test_accepted(tmp_path, sql):
    assert [s.sql for s in read(tmp_path, a=sql)] == [sql]


def test_every_statement_class_is_either_allowed_or_refused_with_words():
    known = {n for n in dir(ast) if n.endswith("Stmt")}
    inner = {"PLAssignStmt", "RawStmt", "ReplicaIdentityStmt", "ReturnStmt", "SetOperationStmt"}
    assert known - inner == ALLOWED | set(REFUSED)
    assert not ALLOWED & set(REFUSED)


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "-- nothing\n", "b": "set search_path = ''"}])
def test_nothing_is_never_an_empty_schema(tmp_path, texts):
    (tmp_path / "desired").mkdir()
    (problem,) = problems(tmp_path, **texts)
    assert problem.message == "desired has no statements in any *.sql file"
    assert "dropping everything" in problem.hint
    assert problem.hint.endswith("schemadiff pull")


@pytest.mark.parametrize("read", [files.read, sqlfiles.digest])
def test_missing_folder(tmp_path, read):
    with pytest.raises(Problems) as caught:
        read(tmp_path / "desired", tmp_path)
    assert str(caught.value).startswith("there is no folder desired\nhint: ")


def test_hidden_and_other_files_are_left_alone_but_capital_endings_count(tmp_path):
    folder = write(tmp_path, a="create table a ()")
    (folder / ".hidden.sql").write_text("nonsense")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.sql").write_text("nonsense")
    (folder / "notes.txt").write_text("nonsense")
    (folder / "B.SQL").write_text("create table b ()")
    assert [s.sql for s in files.read(folder, tmp_path)] == ["create table b ()", "create table a ()"]


@pytest.mark.parametrize("read", [files.read, sqlfiles.digest])
def test_links_and_pipes_are_refused(tmp_path, read):
    folder = write(tmp_path, a="create table a ()")
    (tmp_path / "secret.sql").write_text("create table secret ()")
    (folder / "out.sql").symlink_to(tmp_path / "secret.sql")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "same.sql").symlink_to(folder / "a.sql")
    os.mkfifo(folder / "pipe.sql")
    with pytest.raises(Problems) as caught:
        read(folder, tmp_path)
    assert [str(p).splitlines()[0] for p in caught.value.problems] == [
        "desired/folder:1: a symbolic link that points out of the folder",
        "desired/out.sql:1: a symbolic link that points out of the folder",
        "desired/pipe.sql:1: not a regular file",
        "desired/same.sql:1: a symbolic link to a file that is read already",
    ]


def test_digest_changes_with_every_byte_and_name_and_with_nothing_else(tmp_path):
    folder = write(tmp_path, a="create table a ()", b="create table b ()")
    first = sqlfiles.digest(folder, tmp_path)
    (folder / "a.sql").touch()
    assert sqlfiles.digest(folder, tmp_path) == first
    (folder / "a.sql").rename(folder / "c.sql")
    second = sqlfiles.digest(folder, tmp_path)
    (folder / "c.sql").write_text("create table a () ")
    assert len({first, second, sqlfiles.digest(folder, tmp_path)}) == 3


def test_words_are_folded_as_postgresql_folds_them(tmp_path):
    (one,) = read(
        tmp_path,
        a='create table App."T""x" (ÉTÉ int default nextval(\'seq."N o"\'), '
        + "X" * 70
        + " int references Other)",
    )
    assert {"app", 'T"x', "ÉtÉ", "seq", "N o", "x" * 63, "other"} <= one.words
