"""Statements with aligned columns, and edits inside CREATE TABLE; needs no server."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from schemadiff.desired.files import read
from schemadiff.pull.names import file_name
from schemadiff.pull.pretty import plain_columns, pretty, scanned_columns
from schemadiff.pull.table import Element, taken_apart, with_more, without

PRINTED = """\
CREATE TABLE public.notes (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    author text COLLATE pg_catalog."C" DEFAULT CURRENT_USER NOT NULL,
    body text,
    "T x" numeric(10,2)[] DEFAULT '{}'::numeric[],
    t timestamp(3) with time zone NOT NULL,
    g integer GENERATED ALWAYS AS (a + (b * 2)) STORED,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id)"""
ALIGNED = """\
CREATE TABLE public.notes (
    id     bigint                      GENERATED ALWAYS AS IDENTITY NOT NULL,
    author text                        COLLATE pg_catalog."C" DEFAULT CURRENT_USER NOT NULL,
    body   text,
    "T x"  numeric(10,2)[]             DEFAULT '{}'::numeric[],
    t      timestamp(3) with time zone NOT NULL,
    g      integer                     GENERATED ALWAYS AS (a + (b * 2)) STORED,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id)"""
AS_IT_IS = (
    "CREATE TABLE public.e PARTITION OF public.x FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    "CREATE TABLE public.e ()",
    "CREATE TABLE public.e () INHERITS (public.x)",
    "CREATE TABLE public.e OF public.x (\n    a WITH OPTIONS DEFAULT 1\n)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$",
)


def test_names_and_types_stand_in_columns():
    assert pretty(PRINTED) == ALIGNED
    assert pretty(ALIGNED) == ALIGNED
    assert [pretty(sql) for sql in AS_IT_IS] == list(AS_IT_IS)


def test_a_type_with_many_attributes_or_labels_has_a_line_for_each():
    attributes = 'CREATE TYPE app.parts AS (base timestamp with time zone, freq text COLLATE "C", "a,(b" integer[], amount numeric(7,2), n int)'
    labels = f"CREATE TYPE app.\"AS (\" AS ENUM ('a, b', 'c(', '{'d' * 70}')"
    expected = """\
CREATE TYPE app.parts AS (
    base   timestamp with time zone,
    freq   text COLLATE "C",
    "a,(b" integer[],
    amount numeric(7,2),
    n      int
)"""
    assert pretty(attributes) == pretty(expected) == expected
    assert (
        pretty(labels) == f"CREATE TYPE app.\"AS (\" AS ENUM (\n    'a, b',\n    'c(',\n    '{'d' * 70}'\n)"
    )
    assert pretty("CREATE TYPE app.pair AS (a int, b int)") == "CREATE TYPE app.pair AS (a int, b int)"


PLAIN = """\
CREATE TABLE app.t (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    status character varying(20)[] DEFAULT 'it''s, (new)'::character varying NOT NULL,
    at timestamp with time zone,
    CONSTRAINT t_pkey PRIMARY KEY (id, at)
) PARTITION BY RANGE (id)"""
NOT_PLAIN = (
    PRINTED,
    "CREATE TABLE t (\n    a text DEFAULT 'x\n    b text,\n'::text\n)",
    "CREATE TABLE t (\n    a text DEFAULT E'\\'\n    b text,\n'::text\n)",
    "CREATE TABLE t (\n    a integer DEFAULT\nCASE\n    WHEN true THEN 1\nEND\n)",
    *AS_IT_IS,
)


def test_plain_tables_need_no_scanner():
    """It only looks at what cannot be mistaken, and sees the same there."""
    assert plain_columns(PLAIN) == list(scanned_columns(PLAIN))
    assert [plain_columns(sql) for sql in NOT_PLAIN] == [None] * len(NOT_PLAIN)


def test_keywords_in_small_letters_and_nothing_else():
    low = pretty(PRINTED, "lower")
    assert low.splitlines()[2] == (
        '    author text                        collate pg_catalog."C" default current_user not null,'
    )
    assert '"T x"' in low
    assert pretty(AS_IT_IS[-1], "lower") == "create function f() returns int language sql as $$SELECT 1$$"


NAMES = (
    "users",
    "Users",
    "USERS",
    "a/b",
    "a.b",
    "a b",
    "..",
    ".",
    "con",
    "aux",
    "_cluster",
    "é",
    "e\u0301",
    "E\u0301",
    "ß",
    "ss",
    "日本",
    "İ",
    "ﬁ",
    "fi",
    "🎉" * 15,
    "x" * 63,
)


def test_file_names_are_told_apart_on_every_disk():
    found = [file_name(name) for name in NAMES]
    folded = {normalize("NFKD", normalize("NFKD", name).casefold()) for name in found}
    assert len(folded) == len(NAMES)
    for name in found:
        assert not set(name) & set('/\\:*?"<>|. ')
        assert len(name.encode()) < 120
    assert [name for name in found if "-" not in name] == ["users", "é", "ss", "日本", "fi", "x" * 63]


TABLE = """\
create table public.t (
  -- the key
  id   bigint primary key, -- never reused
  /* mail */ mail text default 'a,b' check (mail <> ')'),
  old  numeric(10,2), -- gone
  -- last
  constraint u unique (mail, id) -- both
) with (fillfactor = 70)"""


@pytest.fixture
def table(tmp_path):
    (tmp_path / "a.sql").write_text(TABLE + ";\n")
    (statement,) = read(tmp_path, tmp_path)
    return taken_apart(statement, ("public", "t"))


def test_a_table_taken_apart_is_its_text(table):
    assert table.text == TABLE
    assert [element.name[-1] for element in table.elements] == ["id", "mail", "old", "u"]
    assert table.elements[1].kept == {("public", "t", "t_mail_check"): "check (mail <> ')')"}


def test_an_element_goes_with_its_comments(table):
    assert without(table, ("public", "t", "u")).text == TABLE.replace(
        "  old  numeric(10,2), -- gone\n  -- last\n  constraint u unique (mail, id) -- both\n",
        "  old  numeric(10,2) -- gone\n",
    )
    assert without(table, ("public", "t", "old")).text == TABLE.replace("  old  numeric(10,2), -- gone\n", "")


def test_an_element_comes_to_its_like(table):
    fresh = [
        Element(("public", "t", "new"), "new integer", is_column=True),
        Element(("public", "t", "c"), "CONSTRAINT c CHECK (true)", is_column=False),
    ]
    assert with_more(table, fresh).text == TABLE.replace("-- gone\n", "-- gone\n  new  integer,\n").replace(
        " -- both\n", ", -- both\n  CONSTRAINT c CHECK (true)\n"
    )
