"""What help says where it is not a statement that could be run; where it is, test_rules.py runs it."""

from __future__ import annotations

from majors import newest


@newest
def test_help_does_not_ask_for_what_files_refuse(linted):
    sql = """
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, p int NOT NULL CONSTRAINT one REFERENCES p, CONSTRAINT two FOREIGN KEY (p) REFERENCES p);
CREATE INDEX a_b ON t (a, b);
CREATE INDEX a_b_again ON t (a, b);
CREATE INDEX a_only ON t (a);
"""
    report = linted(sql)

    said = {f.rule: f.instead for f in report.findings if f.rule in ("IDX002", "IDX003", "CON011")}
    ends = "from desired/: plan then writes the statement that drops it"
    assert said == {
        "IDX002": f"remove what creates index public.a_b_again {ends}",
        "IDX003": f"remove what creates index public.a_only {ends}",
        "CON011": f"remove what creates table constraint two on public.t {ends}",
    }


@newest
def test_help_keeps_the_precision_of_times(linted):
    sql = "CREATE TABLE t (id int PRIMARY KEY, a timestamp(3), b timestamp(0)[], c timetz(6), d timestamp);"
    report = linted(sql)

    said = {f.address.identity[-1]: f.instead for f in report.findings if f.rule == "TYP001"}
    head = "ALTER TABLE public.t ALTER COLUMN"
    assert said == {
        "a": f"{head} a TYPE timestamptz(3) USING a AT TIME ZONE 'UTC';",
        "b": "timestamptz(0)[]",
        "c": "timestamptz(6)",
        "d": f"{head} d TYPE timestamptz USING d AT TIME ZONE 'UTC';",
    }


@newest
def test_help_says_what_to_qualify(linted):
    sql = """
CREATE TABLE notes (id int PRIMARY KEY);
CREATE FUNCTION bare() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes; PERFORM helped(); END $$;
CREATE FUNCTION helped() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM public.notes; END $$;
CREATE FUNCTION dynamic() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM notes'; END $$;
"""
    report = linted(sql)

    said = {f.address.identity: f.instead.split("ALTER")[0] for f in report.findings if f.rule == "FUN001"}
    assert said == {
        "public.bare()": "qualify notes and helped in its body, then: ",
        "public.dynamic()": "qualify the names in its body, then: ",
        "public.helped()": "",
    }
