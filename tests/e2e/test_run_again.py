"""Migrations that their tool runs again whenever they are edited: the file may differ from what ran."""

from __future__ import annotations

import subprocess

from schemadiff.migration_tools.runners import crc32_of_lines

TABLE = "create table t (id int primary key, a text);\n"
OLD = "create or replace view names as select id from t;\ncreate or replace view olds as select a from t;\n"
NEW = "create or replace view names as select id, a, b from t;\n"
RAW = OLD.replace("view olds", "view ${odd}")
OTHER = "create or replace view others as select id from names;\n"
HISTORY = """
    create table flyway_schema_history (installed_rank int, version text, description text, type text, script text,
        checksum int, installed_by text, installed_on timestamp, execution_time int, success boolean);
    insert into flyway_schema_history values
        (1, '1', 'a', 'SQL', 'V1__a.sql', {t}, 'me', '2026-01-01', 0, true),
        (2, null, 'names of all', 'SQL', 'R__names_of_all.sql', {r}, 'me', '2026-01-01', 0, true),
        (3, null, 'others', 'SQL', 'R__others.sql', {o}, 'me', '2026-01-01', 0, true)
"""


def git(project, *args):
    name = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run(["git", *name, *args], cwd=project.root, check=True, capture_output=True)


def test_what_ran_counts_and_not_the_edit_that_is_pending(project18):
    project = project18
    project.settings(
        'ignore = ["public.flyway_schema_history*"]\n[migrations]\nlayout = "flyway"\nplaceholders = ["odd=olds"]'
    )
    project.desired(TABLE.replace("a text", "a text, b text") + NEW + OTHER)
    for name, text in (("V1__a", TABLE), ("R__names_of_all", OLD), ("R__others", OTHER)):
        project.write(f"generated/{name}.sql", text)
        project.execute(text)
    checksums = {"t": TABLE, "r": OLD, "o": OTHER}
    project.execute(HISTORY.format(**{name: crc32_of_lines(text) for name, text in checksums.items()}))
    project.write("generated/R__names_of_all.sql", RAW)
    assert "applied   R__names_of_all" in project.run("status").out
    # A comment makes another file, and the same views; the edit that counts wants what is pending as well.
    edited = project.write("generated/R__names_of_all.sql", "-- says who\n" + RAW)
    assert project.ok("drift").out.startswith("no drift: ")
    edited.write_text(NEW)
    project.write("generated/V2__b.sql", "alter table t add b text;\n")
    status = project.run("status").out
    assert "  pending   R__names_of_all  runs again, ran 2026-01-01 00:00:00 UTC by me\n" in status

    said = project.run("drift", "--format", "json").json
    assert said["unknown"] == {"generated/R__names_of_all.sql": ["view public.names", "view public.others"]}
    assert [each["identity"] for each in said["moved"]] == ["public.olds"]
    said = project.run("drift", "--format", "github").out
    assert "view public.names, view public.others cannot be compared before it runs again" in said
    assert "generated/R__names_of_all.sql may have created what is only in the database" in said
    project.execute("drop view olds")
    said = project.run("drift")
    assert said.code == 1
    assert "but for 2 objects that cannot be compared" in " ".join(said.out.split())
    project.execute("create view olds as select a from t")

    # Git has what ran: now each object is compared.
    edited.write_text(RAW)
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "as it ran")
    edited.write_text(NEW)
    assert project.ok("drift").out.startswith("no drift: ")
    project.execute("create or replace view olds as select a || a as a from t")
    found = project.run("drift", "--format", "json").json
    assert [each["identity"] for each in found["moved"]] == ["public.olds"]
    project.write("generated/afterInfo.sql", "select 1;")
    for command in ("drift", "status", "plan --no-write"):
        assert (
            "run by your migration tool, not here: generated/afterInfo.sql"
            in project.run(*command.split()).out
        )
    # What the edit makes no more stays, whoever runs it.
    said = project.run("check")
    assert said.code == 1
    assert (
        "left behind by an earlier version of a file that runs again when it is edited: view public.olds."
        in said.out
    )
