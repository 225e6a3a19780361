"""Nothing in a repository can make a command read or write files outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemadiff import policytest, settings
from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.migration_tools import scripts
from schemadiff.migrations import folder, foreign
from schemadiff.settings import containment


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (tmp_path / "secret").write_text("db:5432:app:app:s3cret")
    return root


def load(root: Path, text: str, environ: str = "", **overrides: str) -> settings.Settings:
    (root / "schemadiff.toml").write_text(text)
    given = {key.replace("__", "."): value for key, value in overrides.items()}
    return settings.load(root, given, environ={"SCHEMADIFF_GENERATED": environ})


@pytest.mark.parametrize("key", containment.PATHS)
def test_a_path_that_leads_out_of_the_repository(repository: Path, key: str) -> None:
    (repository / "link").symlink_to("..")
    table, _, name = key.rpartition(".")
    head = f"[{table}]\n" if table else ""
    for path in ("../secret", str(repository.parent / "secret"), "link/secret"):
        with pytest.raises(UsageError, match=f'"{key}" points out of the repository') as caught:
            load(repository, f'{head}{name} = "{path}"')
        assert str(caught.value.at) == f"schemadiff.toml:{2 if table else 1}"
    (repository / "within").mkdir()
    load(repository, f'{head}{name} = "within/../{name}"')


def test_a_default_folder_that_is_a_link(repository: Path) -> None:
    (repository / "desired").symlink_to("..")
    with pytest.raises(UsageError, match=r"desired. points out"):
        load(repository, "")


def test_who_runs_it_may_name_anything(repository: Path) -> None:
    found = load(repository, 'desired = "../secret"\ngenerated = ".."', desired="../x", environ="../y")
    assert (found.desired, found.generated) == (repository.parent / "x", repository.parent / "y")


def test_without_a_repository_there_is_nothing_to_leave(tmp_path: Path) -> None:
    assert load(tmp_path, 'desired = "../x"').desired == tmp_path.parent / "x"


def test_a_link_among_files_that_are_read(repository: Path) -> None:
    there = repository / "generated"
    there.mkdir()
    for name in ("20260101000000_x.sql", "x.yml"):
        (there / name).symlink_to(repository.parent / "secret")
    for reading in (
        lambda: folder.read_folder(there),
        lambda: foreign.scripts(there),
        lambda: scripts.read(there, repository),
        lambda: policytest.read([there], repository),
    ):
        with pytest.raises(
            SchemadiffError, match="is a symbolic link that points out of its folder"
        ) as caught:
            reading()
        assert "s3cret" not in str(caught.value)
