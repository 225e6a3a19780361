"""If a plan found nothing to do, nothing is read again until the files or the target change."""

from __future__ import annotations

import pytest

from schemadiff import settings
from schemadiff.errors import SchemadiffError
from schemadiff.model import Address
from schemadiff.postgres.content import content
from schemadiff.shadow import Workshop, is_known, meant
from schemadiff.targets import fingerprint, lastread

TABLE = "create table t (id int primary key);\n"
SAID = "nothing has changed since"


def test_nothing_to_do_is_kept_until_something_changes(project18, monkeypatch):
    project18.desired(TABLE)
    project18.planned()
    first = project18.run("plan", "-v", "--check")
    again = project18.run("plan", "-v", "--check")
    assert (first.code, again.code) == (0, 0)
    assert SAID not in first.err
    assert SAID in again.err
    assert first.out.splitlines()[0] == again.out.splitlines()[0]
    # What is asked otherwise is another question, and how the answer is shown is none.
    assert SAID not in project18.run("plan", "-v", "--no-proof").err
    assert SAID in project18.run("plan", "-v", "--format", "json").err

    project18.execute("COMMENT ON TABLE t IS 'changed behind its back'")
    asked = []
    with monkeypatch.context() as counting:
        counting.setattr(fingerprint, "content", lambda *args: asked.append(args) or content(*args))
        assert project18.run("plan", "-v", "--check").code == 1
    # To hash all catalogues takes as long as pg_dump.
    assert len(asked) == 1
    project18.execute("COMMENT ON TABLE t IS NULL")
    assert SAID in project18.run("plan", "-v", "--check").err

    project18.desired(TABLE + "-- a comment is another file\n")
    said = project18.run("plan", "-v", "--check")
    assert (said.code, SAID in said.err) == (0, False)
    assert SAID in project18.run("plan", "-v", "--check").err

    project18.write("generated/20990101000000_more.sql", "create table more (id int);\n")
    assert SAID not in project18.run("plan", "-v", "--check").err


def test_other_files_are_planned_against_what_was_read_last(project18, monkeypatch):
    monkeypatch.setattr(lastread, "LEAST", 1)
    read = "nothing has changed in the target's catalogues since"
    quick = ("plan", "-v", "--no-write", "--no-proof", "--format", "sql")
    project18.desired(TABLE)
    project18.execute(TABLE)
    first = project18.run(*quick)
    project18.desired(TABLE + "create index i on t (id);\n")
    second = project18.run(*quick)
    project18.execute("CREATE TABLE gone ()")
    third = project18.run(*quick, "--allow-data-loss")
    fourth = project18.run(*quick, "--allow-data-loss")

    assert [read in said.err for said in (first, second, third, fourth)] == [False, True, False, True]
    assert ("CREATE INDEX i" in second.out, "gone" in second.out) == (True, False)
    assert ("CREATE INDEX i" in third.out, "DROP TABLE public.gone" in third.out) == (True, True)
    assert fourth.out == third.out
    # Whoever is to say whether the target is what it should be reads it.
    assert read not in project18.run("status", "-v").err


def test_a_target_that_has_not_changed_is_dumped_once(project18):
    dumped = "nothing has changed in the target's catalogues since it was dumped last"
    wish = ("plan", "-v", "--no-write", "--allow-data-loss", "--format", "sql")
    project18.desired(TABLE)
    project18.execute(TABLE)
    first = project18.run(*wish)
    project18.desired(TABLE + "create index i on t (id);\n")
    second = project18.run(*wish)
    project18.execute("CREATE TABLE gone ()")
    third = project18.run(*wish)
    fourth = project18.run(*wish)

    assert [dumped in said.err for said in (first, second, third, fourth)] == [False, True, False, True]
    assert ("CREATE INDEX i" in second.out, "gone" in second.out) == (True, False)
    assert ("DROP TABLE public.gone" in third.out, fourth.out) == (True, third.out)


def test_files_that_change_while_a_plan_is_made_are_not_planned_from_the_cache(project18, monkeypatch):
    """What was found for the files of then must not be the answer for those of now."""
    more = TABLE + "create table more (id int);\n"
    project18.execute(TABLE)
    project18.desired(more)

    def saved_meanwhile(*args):
        project18.desired(TABLE)
        return content(*args)

    with monkeypatch.context() as saving:
        saving.setattr(fingerprint, "content", saved_meanwhile)
        said = project18.run("plan", "--check")
    project18.desired(more)

    assert (said.code, "desired has changed while it was read" in said.err) == (3, True)
    assert project18.run("plan", "--check").code == 1


def test_migrations_that_change_while_a_plan_is_made_are_not_planned_from_the_cache(project18, monkeypatch):
    pending = project18.root / "generated/20260101000000_more.sql"
    project18.execute(TABLE)
    project18.desired(TABLE)
    project18.write("generated/20260101000000_more.sql", "create table more (id int);")

    def removed_meanwhile(*args):
        pending.unlink(missing_ok=True)
        return content(*args)

    with monkeypatch.context() as removing:
        removing.setattr(fingerprint, "content", removed_meanwhile)
        assert project18.run("plan", "--check").code == 0
    project18.write("generated/20260101000000_more.sql", "create table more (id int);")

    said = project18.run("plan", "--check")
    assert (said.code, "DROP TABLE public.more" in said.out) == (1, True)


def test_what_files_mean_is_kept_for_the_files_that_were_read(project18):
    loaded = settings.load(project18.root)
    project18.desired(TABLE)
    with Workshop(loaded) as workshop:
        assert len(workshop.files.statements) == 1
        project18.desired(TABLE + "create table more (id int);\n")
        meant(workshop)
    with Workshop(loaded) as workshop:
        found = meant(workshop).catalog.objects

    assert Address("table", "public.more") in found
    with Workshop(loaded) as workshop:
        assert is_known(workshop)
        project18.desired(TABLE)
        with pytest.raises(SchemadiffError, match="desired has changed while it was read"):
            workshop.files.statements  # noqa: B018 - reads them
