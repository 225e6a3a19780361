"""``schemadiff init``: the files that it writes, and that it overwrites none."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from schemadiff import cli
from schemadiff.settings import Settings, load
from schemadiff.settings import lint as lint_settings
from schemadiff.settings.options import OPTIONS

FILES = (
    ".github/workflows/schemadiff.yml",
    ".gitignore",
    "desired/.gitkeep",
    "generated/.gitkeep",
    "schemadiff.toml",
)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def init(folder: Path, *args: str) -> int:
    return cli.main(["-C", str(folder), "init", *args])


def test_a_new_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tmp_path) == 0
    assert tuple(files(tmp_path)) == FILES
    assert capsys.readouterr().out.splitlines()[:5] == [
        "written  schemadiff.toml",
        "written  desired/",
        "written  generated/",
        "written  .gitignore",
        "written  .github/workflows/schemadiff.yml",
    ]


@pytest.mark.parametrize("preset", lint_settings.PRESETS)
def test_what_it_writes_is_the_default(tmp_path: Path, preset: str) -> None:
    assert init(tmp_path, "--preset", preset) == 0
    expected = Settings(
        tmp_path,
        tmp_path / "desired",
        tmp_path / "generated",
        preset=preset,
        lint=lint_settings.PRESETS[preset],
        file=tmp_path / "schemadiff.toml",
    )
    assert load(tmp_path, environ={}) == expected


@pytest.mark.parametrize("preset", lint_settings.PRESETS)
def test_its_comments_name_the_defaults_and_every_setting(tmp_path: Path, preset: str) -> None:
    """With every "# key = value" uncommented the file is valid, and settings keep their defaults."""
    init(tmp_path, "--preset", preset)
    text = (tmp_path / "schemadiff.toml").read_text(encoding="utf-8")
    bare = re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)
    (tmp_path / "schemadiff.toml").write_text(bare, encoding="utf-8")
    found = load(tmp_path, environ={"SHADOW_DATABASE_URL": "postgresql://x/y"})
    assert sorted(found.targets) == ["production", "staging"]
    assert (found.engine, found.privileges, found.lint.fail_on) == ("native", "declared", "error")
    assert found.lint.require_rls == lint_settings.PRESETS[preset].require_rls
    assert found.lint.exposed_schemas == lint_settings.PRESETS[preset].exposed_schemas
    assert found.lint.api_roles == lint_settings.PRESETS[preset].api_roles
    assert len(found.lint.ignore) == 1
    table = tomllib.loads(bare)
    known = table | {
        key: 0 for name in ("migrations", "pull", "shadow", "types", "docs", "lint") for key in table[name]
    }
    missing = [o.key for o in OPTIONS if o.key.split(".")[-1] not in known]
    # The one that is a matter of taste and not of the project.
    assert missing == ["target"]


def test_the_second_time_nothing_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tmp_path)
    before = files(tmp_path)
    capsys.readouterr()
    assert init(tmp_path, "--preset", "supabase") == 0
    assert files(tmp_path) == before
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()[:5]} == {"kept"}


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = {
        "schemadiff.toml": b'desired = "db"\n',
        "db/a.sql": b"create table a ();",
        ".gitignore": b"*.pyc",
        ".github/workflows/schemadiff.yml": b"name: mine\n",
    }
    for name, content in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert init(tmp_path) == 0
    assert files(tmp_path) == mine | {"generated/.gitkeep": b"", ".gitignore": b"*.pyc\n.schemadiff/\n"}
    assert "extended .gitignore" in capsys.readouterr().out


def test_settings_in_pyproject_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.schemadiff]\ndesired = "schema"\n')
    assert init(tmp_path) == 0
    assert "schemadiff.toml" not in files(tmp_path)
    assert "schema/.gitkeep" in files(tmp_path)
    assert capsys.readouterr().out.startswith("kept     pyproject.toml\n")


def test_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "generated").write_text("a file where a folder belongs")
    assert init(tmp_path) == 3
    assert capsys.readouterr().err.startswith("error: cannot write ")


def test_the_workflow_pins_its_actions_and_asks_for_little(tmp_path: Path) -> None:
    init(tmp_path)
    workflow = yaml.safe_load((tmp_path / ".github/workflows/schemadiff.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = workflow["jobs"]["schemadiff"]["steps"]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    scripts = " ".join(step["run"] for step in steps if "run" in step)
    # Every command and flag that it uses exists.
    for command, flags in re.findall(
        r"schemadiff (plan|lint|check)((?: --?[a-z-]+(?: (?:github|markdown|\"\$[A-Za-z]+\"))?)+)", scripts
    ):
        known = {name for p in cli.cli.commands[command].params for name in p.opts}
        assert set(re.findall(r"--[a-z-]+", flags)) <= known
    assert "schemadiff lint --format github" in scripts
    assert "schemadiff plan --check" in scripts
    assert 'schemadiff plan --from "$from" --to "$DESIRED" --allow-data-loss --format markdown' in scripts
    assert 'git checkout --quiet HEAD^2\nschemadiff check --onto "origin/$BASE"' in scripts
    assert steps[0]["with"]["fetch-depth"] == 0
