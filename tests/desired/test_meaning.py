"""The contents of a new database are read once per server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemadiff import settings
from schemadiff.desired.meaning import beginning
from schemadiff.model import Address
from schemadiff.shadow import Workshop, meant

THERE = frozenset({Address("schema", "public"), Address("table", '"a.b"."c ""d"')})


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "desired").mkdir()
    return tmp_path


def test_it_is_looked_for_once_for_each_server_and_target(project):
    looked = []

    def look():
        looked.append(1)
        return THERE

    def ask(version=180004, target=None, preset="postgres"):
        asked = replace(settings.load(project), preset=preset)
        found = beginning(asked, target, ("embedded", version), look)
        assert found == THERE
        return len(looked)

    assert [ask(), ask()] == [1, 1]
    assert [ask(180005), ask(target=(18, "a")), ask(target=(18, "b")), ask(preset="supabase")] == [2, 3, 4, 5]
    assert [ask(180005), ask(target=(18, "a"))] == [5, 5]
    for path in (project / "cache" / "schemadiff" / "beginning").iterdir():
        path.write_text(path.read_text()[:-9])
    assert [ask(), ask()] == [6, 6]


def test_it_is_what_is_there(project):
    for number in range(2):
        (project / "desired" / "t.sql").write_text(f"create table t{number} (id int);")
        with Workshop(settings.load(project)) as workshop:
            found = meant(workshop)
            assert found.platform == workshop.read(workshop.database()).objects.keys()
            assert found.declared >= {Address("table", f"public.t{number}")}
    assert len([*(project / "cache" / "schemadiff" / "beginning").iterdir()]) == 1
