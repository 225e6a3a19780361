"""``pull`` into existing files changes only what differs, where it stands."""

from __future__ import annotations

import pytest

SCHEMA = """\
-- Who may sell. Kept by hand.
create table sellers (
  id    bigint primary key,            -- never reused
  name  text not null default 'nobody',
  -- a number of the tax office
  tax   text check (tax <> ''),        -- optional
  old   int,                           -- goes soon
  constraint sellers_name_key unique (name)
);
create index sellers_tax_idx on sellers (tax);

alter table sellers enable row level security;
create policy own on sellers using (id > 0); -- the only one

/* What they sell. */
create table items (id int primary key, seller bigint references sellers);

-- Cheap things.
create view cheap as
  select id from items; -- all of them

-- Nobody needs this.
create view gone as select 1 as one;

create function price(int) returns int language sql as 'select 1';
create function price(text) returns int language sql as 'select 2';
comment on table items is 'what is sold';
"""
CHANGES = """
alter table sellers add column mail text default 'x,y' not null, drop column old, alter name set default 'anybody';
alter table sellers drop constraint sellers_tax_check, add constraint sellers_mail_key unique (mail);
drop index sellers_tax_idx; create index sellers_mail_idx on sellers (mail) where mail <> '';
alter table sellers disable row level security;
alter policy own on sellers using (id > 1);
alter table items add column price numeric(10,2), drop constraint items_seller_fkey;
alter table items add constraint items_seller_fkey foreign key (seller) references sellers on delete cascade;
create or replace view cheap as select id, seller from items;
drop view gone;
create or replace function price(text) returns int language sql as 'select 3';
comment on table items is 'what was sold'; comment on column items.seller is 'who';
create table fresh (a int); create type mood as enum ('glad'); create function touch() returns int language sql as 'select 4';
"""
EXPECTED = """\
-- Who may sell. Kept by hand.
create table sellers (
  id    bigint primary key,            -- never reused
  name  text DEFAULT 'anybody'::text NOT NULL,
  -- a number of the tax office
  tax   text,        -- optional
  mail  text DEFAULT 'x,y'::text NOT NULL,
  constraint sellers_name_key unique (name),
  CONSTRAINT sellers_mail_key UNIQUE (mail)
);

CREATE POLICY own ON public.sellers FOR ALL TO PUBLIC
    USING ((id > 1)); -- the only one
CREATE INDEX sellers_mail_idx ON public.sellers USING btree (mail) WHERE (mail <> ''::text);

/* What they sell. */
create table items (id int primary key, seller bigint, price numeric(10,2), \
CONSTRAINT items_seller_fkey FOREIGN KEY (seller) REFERENCES public.sellers(id) ON DELETE CASCADE);

-- Cheap things.
CREATE VIEW public.cheap AS
 SELECT id,
    seller
   FROM public.items; -- all of them

create function price(int) returns int language sql as 'select 1';
CREATE OR REPLACE FUNCTION public.price(text)
 RETURNS integer
 LANGUAGE sql
AS $function$select 3$function$;
COMMENT ON TABLE public.items IS 'what was sold';
COMMENT ON COLUMN public.items.seller IS 'who';
"""


@pytest.fixture
def shop(project18):
    project18.desired(SCHEMA)
    project18.planned()
    return project18


def schema(project):
    return (project.root / "desired/schema.sql").read_text()


def test_only_what_differs_changes_at_its_place(shop):
    shop.execute(CHANGES)
    said = shop.run("pull")
    assert (said.code, schema(shop)) == (1, SCHEMA)
    assert "-  old   int,                           -- goes soon" in said.out
    assert "to accept that: --force" in said.out
    assert not (shop.root / "desired/public").exists()
    shop.ok("pull", "--force")
    assert schema(shop) == EXPECTED
    # What is new has files of its own, and all of it is the database.
    new = sorted(p.relative_to(shop.root).as_posix() for p in shop.root.glob("desired/public/*/*"))
    assert new == [
        "desired/public/functions/touch.sql",
        "desired/public/tables/fresh.sql",
        "desired/public/types/mood.sql",
    ]
    assert shop.ok("pull", "--check").out.startswith("no changes")


TABLES = {
    # What is in the files, what happens in the database, what becomes of the file.
    "commas first": (
        "create table t (\n    a int\n  , b int -- two\n);\n",
        "alter table t add c int, drop column a",
        "create table t (\n    b int -- two\n  , c integer\n);\n",
    ),
    "the last one goes": (
        "create table t (\n  a int, -- one\n  b int -- two\n);\n",
        "alter table t drop column b",
        "create table t (\n  a int -- one\n);\n",
    ),
    "windows": (
        "create table t (\r\n  a int\r\n);\r\ncomment on table t is 'a';\r\n",
        "comment on table t is 'b'",
        "create table t (\r\n  a int\r\n);\r\nCOMMENT ON TABLE public.t IS 'b';\r\n",
    ),
    "windows, a column": (
        "create table t (\r\n  a int -- one\r\n);\r\n",
        "alter table t add b int",
        "create table t (\r\n  a int, -- one\r\n  b integer\r\n);\r\n",
    ),
    "comments around commas": (
        "create table t (\n  a int /* a */ , /* b */ -- c\n  b int -- d\n  /* e */ , c int -- f\n);\n",
        "alter table t drop column b, add d int",
        "create table t (\n  a int /* a */ , /* b */ -- c\n c int, -- f\n  d integer\n);\n",
    ),
    "a partition gets what its parent gets": (
        "create table t (a int) partition by list (a);\n-- rest\ncreate table p partition of t default;\n",
        "alter table t add b int",
        "create table t (a int, b integer) partition by list (a);\n-- rest\ncreate table p partition of t default;\n",
    ),
    "altered in the file": (
        "create table t (a int);\nalter table t add b int;\nalter table t alter b set default 1; -- one\n",
        "alter table t alter b set default 2",
        "create table t (a int);\nalter table t add b int;\nALTER TABLE public.t ALTER COLUMN b SET DEFAULT 2; -- one\n",
    ),
    "a check of a domain": (
        "create domain d as int check (value > 0); -- more\n",
        "alter domain d drop constraint d_check; alter domain d add constraint d_check check (value > 1)",
        "CREATE DOMAIN public.d AS integer CONSTRAINT d_check CHECK ((VALUE > 1)); -- more\n",
    ),
    "no semicolon": (
        "create table t (a int)",
        "create index i on t (a)",
        "create table t (a int);\nCREATE INDEX i ON public.t USING btree (a);",
    ),
    "grants": (
        "create table t (a int);\ngrant select on t to public; -- all\n",
        "grant insert on t to public",
        "create table t (a int);\nGRANT INSERT, SELECT ON TABLE public.t TO PUBLIC; -- all\n",
    ),
    "parameters of a key": (
        "create table t (\n  a int,\n  constraint k unique (a) with (fillfactor = 60) -- k\n);\n",
        "alter index k set (fillfactor = 70)",
        "create table t (\n  a int,\n  CONSTRAINT k UNIQUE (a) WITH (fillfactor='70') -- k\n);\n",
    ),
    "all after an empty line goes": (
        "create table t (a int);\n\ncreate index i on t (a);\ncreate index j on t (a);\n",
        "drop index i, j",
        "create table t (a int);\n",
    ),
    "a table goes": (
        "-- kept\n\n-- goes\ncreate table t (a int);\ncreate table v (a int);\n",
        "drop table t",
        "-- kept\n\ncreate table v (a int);\n",
    ),
    "a partition no more": (
        (
            "create table l (a int primary key, b text) partition by range (a);\ncreate index on l (b);\n"
            "-- one\ncreate table p partition of l for values from (1) to (2); -- only\n"
        ),
        "alter table l detach partition p",
        (
            "create table l (a int primary key, b text) partition by range (a);\ncreate index on l (b);\n"
            "-- one\nCREATE TABLE public.p (\n"
            "    a integer CONSTRAINT l_a_not_null NOT NULL,\n    b text,\n    CONSTRAINT p_pkey PRIMARY KEY (a)\n); -- only\n"
            "\nCREATE INDEX p_b_idx ON public.p USING btree (b);\n"
        ),
    ),
    "a column of another name, with its check": (
        "create table t (a int, b text check (b <> ''));\n",
        "alter table t rename b to c",
        "create table t (a int, c text, CONSTRAINT t_b_check CHECK ((c <> ''::text)));\n",
    ),
    "one of the columns that a statement adds": (
        "create table t (a int);\nalter table t add column b int default 4, add column c int;\n",
        "alter table t drop column c",
        "create table t (a int, b integer DEFAULT 4);\n",
    ),
    "a key over a column that is added later": (
        "create table t (a int);\nalter table t add column b int;\n",
        "alter table t add unique (b)",
        (
            "create table t (a int);\nalter table t add column b int;\n"
            "ALTER TABLE public.t ADD CONSTRAINT t_b_key UNIQUE (b);\n"
        ),
    ),
    "what a partition has before it is attached": (
        (
            "create table l (a int) partition by range (a);\ncreate table p (a int);\n"
            "alter table l attach partition p for values from (1) to (2);\n"
        ),
        "alter table l add x int default 3",
        (
            "create table l (a int, x integer DEFAULT 3) partition by range (a);\n"
            "create table p (a int, x integer DEFAULT 3);\n"
            "alter table l attach partition p for values from (1) to (2);\n"
        ),
    ),
    "another bound": (
        "create table l (a int) partition by range (a);\ncreate table p partition of l for values from (1) to (2);\n",
        "alter table l detach partition p; alter table l attach partition p for values from (1) to (3)",
        (
            "create table l (a int) partition by range (a);\n"
            "CREATE TABLE public.p PARTITION OF public.l FOR VALUES FROM (1) TO (3);\n"
        ),
    ),
    "one parent less": (
        (
            "create table l (a int); create table m (b int);\ncreate table p (c int) inherits (l, m);\n"
            "alter table p add unique (c);\n"
        ),
        "alter table p no inherit l",
        (
            "create table l (a int); create table m (b int);\n"
            "CREATE TABLE public.p (\n    a integer,\n    c integer\n) INHERITS (public.m);\n"
            "alter table p add unique (c);\n"
        ),
    ),
    "a type no more": (
        "create type y as (a int);\ncreate table p of y (primary key (a));\n",
        "alter table p not of",
        (
            "create type y as (a int);\n"
            "CREATE TABLE public.p (\n    a integer NOT NULL,\n    CONSTRAINT p_pkey PRIMARY KEY (a)\n);\n"
        ),
    ),
}


def test_how_files_are_changed(project18):
    """All cases in one project, each in a schema and a file of its own."""
    for number, (before, _, _) in enumerate(TABLES.values()):
        path = project18.root / f"desired/s{number}.sql"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"create schema s{number}; set search_path = s{number};\n{before}".encode())
    project18.desired("create table beside (a int);")
    project18.planned()
    for number, (_, change, _) in enumerate(TABLES.values()):
        project18.execute(f"set search_path = s{number}; {change}")
    project18.ok("pull", "--force")
    found = {
        name: (project18.root / f"desired/s{n}.sql").read_bytes().decode() for n, name in enumerate(TABLES)
    }
    heads = {name: f"create schema s{n}; set search_path = s{n};\n" for n, name in enumerate(TABLES)}
    expected = {
        name: heads[name] + (after or "").replace("public.", f"s{n}.")
        for n, (name, (_, _, after)) in enumerate(TABLES.items())
    }
    assert found == expected


def test_what_has_no_place(project18):
    """A constraint that a DO block makes goes into a file of its own; what one undoes is left to people."""
    block = "do $$ begin execute 'alter table t {}'; end $$;\n"
    project18.desired("create table t (a int);\n" + block.format("add constraint c check (a > 0)"))
    project18.planned()
    project18.execute("alter table t alter a set default 1")
    project18.ok("pull", "--force")
    project18.execute("alter table t drop constraint c")
    before = schema(project18)
    said = project18.run("pull", "--force")
    assert (said.code, schema(project18)) == (3, before)
    assert (
        "desired/schema.sql:1:14: table constraint c on public.t cannot be updated in the files" in said.err
    )
    assert "change it by hand" in said.err


def test_a_file_of_its_own(project18):
    """A table that only a block makes is made nowhere that could be changed, and no statement is about it."""
    project18.desired("do $$ begin execute 'create table made (a int)'; end $$;\ncreate table w (a int);\n")
    project18.planned()
    project18.execute("alter table made add b int")
    said = project18.ok("pull")
    assert (project18.root / "desired/zz_pulled.sql").read_text() == (
        "ALTER TABLE public.made ADD COLUMN b integer;\n"
    )
    assert (
        "table column public.made.b has no place of its own in the files: what it takes is in zz_pulled.sql"
        in " ".join(said.out.split())
    )
    assert project18.changes() == []


COPIED = """\
create schema app;
create schema later;
create table app.t (like app.u including all);
create table app.u (a int);
create table app.w (a bigserial, b int);
create table app.parts (a int) partition by list (a);
create table app.part (a int);
grant select on all tables in schema app to public;
alter default privileges in schema later grant select, insert on tables to public;
"""
MOVED = """
alter table app.t alter a set default 1;
alter table app.parts attach partition app.part for values in (1);
create table heir (b int) inherits (app.u); create table other (a int); alter table other inherit app.t;
alter sequence app.w_a_seq owned by none;
revoke select on app.w from public; grant insert on app.u to public;
alter default privileges in schema later revoke insert on tables from public;
"""
BEHIND = """\
create schema app;
create schema later;
create table app.t (like app.u including all);
ALTER TABLE ONLY app.t ALTER COLUMN a SET DEFAULT 1;
create table app.u (a int);
create table app.w (a bigserial, b int);
ALTER SEQUENCE app.w_a_seq OWNED BY NONE;
create table app.parts (a int) partition by list (a);
create table app.part (a int);
ALTER TABLE app.parts ATTACH PARTITION app.part FOR VALUES IN (1);
grant select on all tables in schema app to public;
REVOKE ALL ON TABLE app.w FROM PUBLIC;
GRANT INSERT ON TABLE app.u TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE {role} IN SCHEMA later GRANT SELECT ON TABLES TO PUBLIC;
"""


def test_what_is_declared_nowhere_stands_behind_what_it_is_about(project18):
    project18.desired(COPIED)
    project18.execute(COPIED.replace("app.t (like app.u including all)", "app.t (a int)") + MOVED)
    said = project18.ok("pull", "--force")
    ((role,),) = project18.query("select current_user")
    assert (schema(project18), "warning" in said.out) == (BEHIND.format(role=role), False)
    files = sorted(path.name for path in (project18.root / "desired").rglob("*.sql"))
    assert files == ["heir.sql", "other.sql", "schema.sql"]
    assert project18.ok("pull", "--check").out.startswith("no changes")


def test_what_plan_would_not_read(project18):
    """A link that leads elsewhere is neither followed nor replaced; an ending in capitals is one as well."""
    project18.desired("create table t (a int);", "T.SQL")
    project18.execute("create table t (a int, b int)")
    link = project18.root / "desired/link.sql"
    link.symlink_to(project18.write("outside.sql", "create table z (a int);"))
    said = project18.run("pull", "--force")
    assert (said.code, link.is_symlink()) == (3, True)
    assert "a symbolic link that points out of the folder" in said.err
    link.unlink()
    project18.ok("pull", "--force")
    found = {p.name: p.read_text() for p in (project18.root / "desired").rglob("*.*")}
    assert found == {"T.SQL": "create table t (a int, b integer);"}


def test_what_is_pending_is_named_where_files_would_lose_it(project18):
    project18.execute("create table other (a int)")
    project18.desired("create table t (a int); create table other (a int);")
    project18.ok("plan")
    file = project18.root / "desired/schema.sql"
    file.chmod(0o640)
    said = project18.ok("pull", "--force")
    assert "warning: 1 migration waits to be applied here: what the files have because of" in said.out
    hint = f" hint: first run schemadiff apply -C {project18.root} --target URL "
    assert hint in " ".join(said.out.split())
    assert (schema(project18), file.stat().st_mode & 0o777) == ("create table other (a int);", 0o640)


ALTERED = """create table t (a int);
alter table t enable row level security;
create policy p on t using (true);
"""


@pytest.mark.parametrize("text", ["create table t (a int);", ALTERED])
def test_a_database_with_nothing_in_it_takes_no_files_along(project18, text):
    project18.desired(text)
    said = project18.run("pull", "--force")
    assert (said.code, said.err.splitlines()[0].endswith("has nothing that could be written")) == (1, True)
    assert schema(project18) == text


def test_what_a_column_has_no_words_for_stands_behind_its_table(project18):
    project18.desired("create table t (\n  a int,\n  b text\n);\n\ncreate table u (a int);\n")
    project18.execute(
        "create table t (a int, b text, c text); alter table t alter a set (n_distinct = -0.5);"
        "alter table t alter c set storage external; create table u (a int); create index on u (a)"
    )
    said = project18.ok("pull", "--force")
    assert "warning" not in said.out
    assert schema(project18) == (
        "create table t (\n  a int,\n  b text,\n  c text\n);\n\n"
        "ALTER TABLE public.t ALTER COLUMN a SET (n_distinct=-0.5);\n"
        "ALTER TABLE public.t ALTER COLUMN c SET STORAGE EXTERNAL;\n\n"
        "create table u (a int);\nCREATE INDEX u_a_idx ON public.u USING btree (a);\n"
    )
    project18.execute("alter table t alter a set (n_distinct = -0.7)")
    project18.ok("pull", "--force")
    assert "SET (n_distinct=-0.7);\n" in schema(project18)
    assert not (project18.root / "desired/zz_pulled.sql").exists()


KEPT = "create table kept (\n  a int\n);\n"
ALTERED = """
create table gone (id int, z int);
create index gone_id on gone (id);
alter table gone enable row level security, force row level security;
alter table gone cluster on gone_id;
alter table gone alter z set statistics 5, replica identity full;
create trigger t before update on gone for each row execute function suppress_redundant_updates_trigger();
alter table gone disable trigger t;
create sequence counted;
alter sequence counted owned by gone.id;
create view seen as select 1 as one;
-- They may see it.
alter view seen set (security_invoker = true);
create type mood as enum ('glad');
alter type mood add value 'sad';
create domain small as int; alter domain small set not null; comment on domain small is 'x';
create function f() returns int language sql as 'select 1';
alter function f() stable; alter function f() set work_mem = '4MB';
create table whole (a int) partition by list (a);
create table part (a int);
alter table whole attach partition part for values in (1);
alter table kept alter b set statistics 5;
"""


def test_what_alters_something_goes_with_it(project18):
    """Only PostgreSQL knows what all these statements are about."""
    project18.desired(KEPT.replace("int\n", "int,\n  b int\n") + ALTERED)
    project18.execute(KEPT)
    said = project18.ok("pull", "--force")
    assert (schema(project18), "warning" in said.out) == (KEPT, False)
    assert [path.name for path in (project18.root / "desired").iterdir()] == ["schema.sql"]


def test_statements_that_share_a_line(project18):
    """What is left of a line stays on it, and the next line does not move up."""
    lines = (
        "create table a (x int); create table b (x int);",
        "create table c (x int); create table d (x int); -- of d",
        "create table e (x int); create table f (x int);",
        "create table g (x int);",
    )
    project18.desired("\n".join(lines) + "\n")
    project18.execute("create table b (x int); create table c (x int); create table g (x int)")
    project18.ok("pull", "--force")
    assert schema(project18) == (
        "create table b (x int);\ncreate table c (x int);  -- of d\ncreate table g (x int);\n"
    )


def test_what_creates_something_is_never_taken_out_for_what_it_lacks(project18):
    """A function made at run time cannot be updated; the view over it stays as it is, with the error."""
    project18.desired(
        KEPT
        + "do $$ begin execute 'create table made (a int)'; end $$;\ncreate view v as select a from made;\n"
    )
    project18.planned()
    before = schema(project18)
    project18.execute("drop view v; drop table made")
    said = project18.run("pull", "--force")
    assert (said.code, schema(project18)) == (3, before)
    assert "table public.made cannot be updated in the files" in said.err


SAID_LATER = """\
create table t (
  a int,
  b text
);
alter table t enable row level security, force row level security;
alter table t alter b set not null;
alter table t set (fillfactor = 70);
create table p (a int) partition by list (a);
create table q (a int);
alter table p attach partition q for values in (1);
create trigger g before update on t for each row execute function suppress_redundant_updates_trigger();
alter table t disable trigger g;
create sequence s;
alter sequence s increment 5;
create type mood as enum ('glad');
alter type mood add value 'sad';
-- It stays: it does not differ.
alter table t alter a set statistics 5;
"""
OTHERWISE = """
alter table t no force row level security;
alter table t alter b drop not null;
alter table t set (fillfactor = 80);
alter table p detach partition q;
alter table t enable trigger g;
alter sequence s increment 1;
alter type mood add value 'calm';
"""
LEFT_OF_IT = """\
create table t (
  a int,
  b text
);
create table p (a int) partition by list (a);
create table q (a int);
create trigger g before update on t for each row execute function suppress_redundant_updates_trigger();
create sequence s;
CREATE TYPE public.mood AS ENUM ('glad', 'sad', 'calm');
-- It stays: it does not differ.
alter table t alter a set statistics 5;
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.t SET (fillfactor='80');
"""


def test_what_was_altered_is_said_once_and_not_taken_back_below(project18):
    project18.desired(SAID_LATER)
    project18.planned()
    project18.execute(OTHERWISE)
    said = project18.ok("pull", "--force")
    assert (schema(project18), "warning" in said.out) == (LEFT_OF_IT, False)
    assert [path.name for path in (project18.root / "desired").iterdir()] == ["schema.sql"]


DUMPED = """\
--
-- Name: small; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.small AS integer
\tCONSTRAINT least CHECK ((VALUE > 0));
alter domain public.small add constraint most check (value < 9);
alter domain public.small set not null;


--
-- Name: t_a_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.t_a_seq
    AS integer
    START WITH 1;


--
-- Name: t; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.t (
    a integer,
    b integer
);


--
-- Name: t_a_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.t_a_seq OWNED BY public.t.a;


--
-- Name: t g; Type: TRIGGER; Schema: public; Owner: -
--

create trigger g before update on t
  for each row execute function suppress_redundant_updates_trigger();


--
-- Name: t_b_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX t_b_idx ON public.t USING btree (b);


"""
AS_DUMPED = """\
--
-- Name: small; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.small AS integer NOT NULL;
alter domain public.small add constraint most check (value < 9);


--
-- Name: t_a_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.t_a_seq AS integer INCREMENT BY 3;


--
-- Name: t; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.t (
    a integer,
    b integer
);


--
-- Name: t_a_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.t_a_seq OWNED BY public.t.a;


--
-- Name: t g; Type: TRIGGER; Schema: public; Owner: -
--

create trigger g before update on t
  for each row execute function suppress_redundant_updates_trigger();

ALTER TABLE public.t DISABLE TRIGGER g;


CREATE INDEX t_a_idx ON public.t USING btree (a);


"""


def test_what_a_dump_says_above_a_statement_goes_with_it(project18):
    """And the statements around what differs stay, those that alter the same object as well."""
    project18.desired(DUMPED)
    project18.execute(DUMPED)
    project18.execute(
        "alter domain small drop constraint least; alter table t disable trigger g;"
        "alter sequence t_a_seq increment 3; drop index t_b_idx; create index on t (a)"
    )
    said = project18.ok("pull", "--force")
    assert schema(project18).splitlines() == AS_DUMPED.splitlines()
    assert "warning" not in said.out
    assert project18.ok("pull", "--check").out.startswith("no changes")
