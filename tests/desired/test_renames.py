"""``-- schemadiff:renamed from x``: which statement it belongs to."""

from pathlib import Path

import pytest

from schemadiff.desired import files
from schemadiff.desired.renames import Rename, renames
from schemadiff.errors import Problems


def read(root: Path, text: str) -> tuple[files.SourceStatement, ...]:
    (root / "desired").mkdir(exist_ok=True)
    (root / "desired" / "a.sql").write_text(text, encoding="utf-8")
    return files.read(root / "desired", root)


def found(root: Path, text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int]]:
    return [(r.type, r.new, r.old, r.at.line) for r in renames(read(root, text))]


@pytest.mark.parametrize(
    ("sql", "kind", "new", "old"),
    [
        ("create table t (a int)", "table", ("public", "t"), ("public", "x")),
        ("create table app.t (a int)", "table", ("app", "t"), ("app", "x")),
        ("create view v as select 1", "view", ("public", "v"), ("public", "x")),
        ("create materialized view v as select 1", "materialized view", ("public", "v"), ("public", "x")),
        ("create type e as enum ('a')", "type", ("public", "e"), ("public", "x")),
        ("create type c as (a int)", "type", ("public", "c"), ("public", "x")),
        ("create domain d as int", "type", ("public", "d"), ("public", "x")),
        ("create index i on app.t (a)", "index", ("app", "i"), ("app", "x")),
        ("create policy p on app.t", "policy", ("app", "t", "p"), ("app", "t", "x")),
        ("create trigger g before insert on t for each row execute function f()", "trigger", ("public", "t", "g"), ("public", "t", "x")),
        ("create schema s", "schema", ("s",), ("x",)),
        ("create sequence s", "sequence", ("public", "s"), ("public", "x")),
        ("alter table t add constraint c check (a > 0)", "table constraint", ("public", "t", "c"), ("public", "t", "x")),
        ("alter table t add column c int", "table column", ("public", "t", "c"), ("public", "t", "x")),
        ('create table "t\n(x" (\n  a int\n)', "table", ("public", "t\n(x"), ("public", "x")),
    ],
)  # fmt: skip
def test_above_and_behind_every_kind(tmp_path, sql, kind, new, old):
    assert found(tmp_path, f"create table before ();\n\n-- schemadiff:renamed from x\n{sql};\n") == [
        (kind, new, old, 3)
    ]
    behind = f"create table before ();\n{sql}; -- schemadiff:renamed from x\ncreate table after ();"
    assert found(tmp_path, behind) == [(kind, new, old, 2 + sql.count("\n"))]


def test_routines_keep_their_arguments(tmp_path):
    text = "-- schemadiff:renamed from g\ncreate function app.f(a int, out b text, c app.x[]) language sql return 1;"
    (one,) = renames(read(tmp_path, text))
    assert one == Rename("function", ("app", "f"), ("app", "g"), ("desired/a.sql", 1, 1), ("int4", "x[]"))


def test_parts_of_a_table(tmp_path):
    text = """create table app.t (
  id int primary key,
  -- schemadiff:renamed from a
  b int not null,

  -- why it is there
  -- schemadiff:renamed from "Old C"
  -- and more
  c text default 'x',
  d int, -- schemadiff:renamed from dd
  e int, f int, /* schemadiff:renamed from ff */
  -- schemadiff:renamed from old_check
  constraint new_check check (b > 0),
  g int constraint new_unique unique -- schemadiff:renamed from old_unique
);"""
    assert found(tmp_path, text) == [
        ("table column", ("app", "t", "b"), ("app", "t", "a"), 3),
        ("table column", ("app", "t", "c"), ("app", "t", "Old C"), 7),
        ("table column", ("app", "t", "d"), ("app", "t", "dd"), 10),
        ("table column", ("app", "t", "f"), ("app", "t", "ff"), 11),
        ("table constraint", ("app", "t", "new_check"), ("app", "t", "old_check"), 12),
        ("table constraint", ("app", "t", "new_unique"), ("app", "t", "old_unique"), 14),
    ]


def test_enum_values(tmp_path):
    text = """create type app.e as enum (
  'one', -- schemadiff:renamed from eins
  -- schemadiff:renamed from "zwei, drei"
  'two',
  'é''s', 'four' -- schemadiff:renamed from vier
);"""
    assert found(tmp_path, text) == [
        ("enum value", ("app", "e", "one"), ("app", "e", "eins"), 2),
        ("enum value", ("app", "e", "two"), ("app", "e", "zwei, drei"), 3),
        ("enum value", ("app", "e", "four"), ("app", "e", "vier"), 5),
    ]


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("Old", ("app", "old")),
        ('"Old"', ("app", "Old")),
        ('"a.b ""c"""', ("app", 'a.b "c"')),
        ("other.old", ("other", "old")),
        ('"O t"."x"', ("O t", "x")),
        ("Éa", ("app", "Éa")),
        ("x" * 70, ("app", "x" * 63)),
    ],
)
def test_names_are_read_as_postgresql_reads_them(tmp_path, name, old):
    assert found(tmp_path, f"-- schemadiff:renamed from {name}\ncreate table app.t ()")[0][2] == old


def test_search_path_says_the_schema(tmp_path):
    text = "set search_path = app;\n-- schemadiff:renamed from x\ncreate table t ();"
    assert found(tmp_path, text) == [("table", ("app", "t"), ("app", "x"), 2)]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("-- schemadiff:renamed x\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:renamed from\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:renamed from a b\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:rename from x\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:renamed from 'x'\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:renamed from x.\ncreate table t ()", "cannot read this comment", 1),
        ("-- schemadiff:renamed from a.b.c\ncreate table t ()", "too many parts", 1),
        ("-- schemadiff:renamed from T\ncreate table t ()", "is its present name", 1),
        ("-- schemadiff:renamed from x\n\ncreate table t ()", "this comment is not next to anything", 1),
        ("create table t ();\n-- schemadiff:renamed from x", "this comment is not next to anything", 2),
        (
            "create table t (\n  a int\n  -- schemadiff:renamed from x\n)",
            "this comment is not next to anything",
            3,
        ),
        ("-- schemadiff:renamed from x\ngrant select on t to r", "this comment is not next to anything", 1),
        (
            "-- schemadiff:renamed from x\ncomment on table t is 'x'",
            "this comment is not next to anything",
            1,
        ),
        ("-- schemadiff:renamed from x\ncreate extension citext", "this comment is not next to anything", 1),
        (
            "-- schemadiff:renamed from x\ncreate table t ();\n-- schemadiff:renamed from x\ncreate table u ();",
            "renamed from twice, first at desired/a.sql:1:1",
            3,
        ),
        (
            "-- schemadiff:renamed from x\n-- schemadiff:renamed from y\ncreate table t ()",
            "renamed to twice, first at desired/a.sql:1:1",
            2,
        ),
    ],
)
def test_comments_that_make_no_sense(tmp_path, text, words, line):
    with pytest.raises(Problems) as caught:
        renames(read(tmp_path, text))
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.at[:2] == ("desired/a.sql", line)


def test_all_problems_at_once_and_other_comments_are_left_alone(tmp_path):
    text = "-- schemadiff:renamed\ncreate table a ();\n-- schemadiff:renamed\ncreate table b ();"
    with pytest.raises(Problems) as caught:
        renames(read(tmp_path, text))
    assert len(caught.value.problems) == 2
    assert (
        found(tmp_path, "-- schemadiff:ignore RLS001 -- public\n-- renamed from x\ncreate table a ();") == []
    )


def test_old_names_may_begin_with_the_old_name_of_what_is_renamed_as_well(tmp_path):
    text = """
        -- schemadiff:renamed from a
        CREATE SCHEMA b;
        CREATE SCHEMA c;
        -- schemadiff:renamed from a.t
        CREATE TABLE b.u (
            -- schemadiff:renamed from a.t.x
            y int,
            -- schemadiff:renamed from t.k
            CONSTRAINT k2 CHECK (y > 0)
        );
        -- schemadiff:renamed from a.v
        CREATE VIEW b.v AS SELECT y FROM b.u;
        -- schemadiff:renamed from a.s
        CREATE SEQUENCE c.s2;
        """
    assert [(kind, new, old) for kind, new, old, _ in found(tmp_path, text)] == [
        ("schema", ("b",), ("a",)),
        ("table", ("b", "u"), ("b", "t")),
        ("table column", ("b", "u", "y"), ("b", "u", "x")),
        ("table constraint", ("b", "u", "k2"), ("b", "u", "k")),
        ("sequence", ("c", "s2"), ("b", "s")),
    ]


def test_schemas_that_exchange_their_names(tmp_path):
    text = """
        -- schemadiff:renamed from a
        CREATE SCHEMA b;
        -- schemadiff:renamed from b
        CREATE SCHEMA a;
        -- schemadiff:renamed from a.x
        CREATE TABLE b.t (i int);
        -- schemadiff:renamed from x
        CREATE TABLE a.t (i int);
        """
    assert [old for _, _, old, _ in found(tmp_path, text)] == [("a",), ("b",), ("b", "x"), ("a", "x")]
