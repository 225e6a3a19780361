"""``status --all``: all targets in one table, including one that does not answer."""

from __future__ import annotations

from schemadiff.postgres.server import scratch_database


def test_all_targets(project18, server16):
    project = project18
    with scratch_database(server16) as other:
        urls = {"one": project.target, "two": server16.conninfo(other), "zgone": "postgresql://127.0.0.1:1/x"}
        project.settings("".join(f'[targets.{name}]\nurl = "{url}"\n' for name, url in urls.items()))
        project.desired("create table t (a int);")
        project.planned()
        first = project.generated[0].split(".")[0]
        project.execute("create table odd (a int)")
        project.target = None
        project.desired("grant select on t to nobody_here;", "grant.sql")
        said = project.run("status", "--all")
        rows = [line.split() for line in said.out.splitlines()]
        assert said.code == 3
        assert rows[0] == ["target", "applied", "last", "migrations", "drift", "PostgreSQL"]
        assert rows[1][:6] == ["one", first, "1", "applied", "2", "objects"]
        assert rows[2][:5] == ["two", "nothing", "1", "pending", "none"]
        assert [rows[1][6].split(".")[0], rows[2][5].split(".")[0]] == ["18", "16"]
        assert max(len(line) for line in said.out.splitlines()) <= 120
        assert rows[3] == ["zgone", "?", "?", "?", "?"]
        assert "zgone: cannot connect" in said.out
        assert "one: roles that the files name are missing: nobody_here" in said.out
        found = project.run("status", "--all", "--format", "json").json
        assert [(t["name"], t["moved"], t["migrations"]) for t in found["targets"]] == [
            ("one", 2, {"applied": 1}),
            ("two", 0, {"pending": 1}),
            ("zgone", 0, {}),
        ]
        table = project.run("status", "--all", "--format", "markdown").out.splitlines()
        assert table[:3] == [
            "| target | applied last | migrations | drift | PostgreSQL |",
            "|---|---|---|---|---|",
            f"| `one` | `{first}` | 1 applied | 2 objects | {found['targets'][0]['server']} |",
        ]
        assert table[4:6] == ["| `zgone` | ? | ? | ? | ? |", ""]
        assert table[6].startswith("- zgone: cannot connect")
        assert "- one: roles that the files name are missing: nobody_here" in table
        assert project.run("status", "--all", "--target", "one").code == 2
        # What is applied is known where the files do not load, and an error keeps its caret.
        project.desired("create tabel t (a int);")
        said = project.run("status", "--all").out
        assert said.splitlines()[1].split()[:5] == ["one", first, "1", "applied", "?"]
        assert "    1 | create tabel t (a int);\n" in said
        assert "\n        |        ^\n" in said
