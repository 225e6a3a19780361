"""What the workflow of ``init`` runs on a pull request: the comment says what the branch changes, also once it is in generated/."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

from schemadiff.init import lay_down

AUTHOR = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@b",
}
TABLE = "CREATE TABLE public.notes (id integer PRIMARY KEY, body text{});\n"


def test_the_comment_has_what_the_branch_changes(tmp_path):
    assert list(lay_down(tmp_path, "postgres"))
    for text in ("", ", old text"):
        (tmp_path / "desired" / "notes.sql").write_text(TABLE.format(text))
    run(tmp_path, "git", "init", "-q")
    on_branch(tmp_path, "empty", "desired/", "generated/")
    run(tmp_path, "schemadiff", "plan")
    on_branch(tmp_path, "main")
    (tmp_path / "desired" / "notes.sql").write_text(TABLE.format(""))
    run(tmp_path, "schemadiff", "plan", "--allow-data-loss")
    run(tmp_path, "schemadiff", "plan", "--check")

    first, later = commented(tmp_path, "empty"), commented(tmp_path, "main")
    assert "CREATE TABLE public.notes" in first
    assert "loses column public.notes.old with all its values" in later
    assert "CREATE TABLE" not in later


def commented(root: Path, base: str) -> str:
    """What the step writes into the file of the comment, and into the summary of the job."""
    workflow = yaml.safe_load((root / ".github/workflows/schemadiff.yml").read_text())
    (step,) = (s for s in workflow["jobs"]["schemadiff"]["steps"] if s.get("name") == "changes")
    summary = root / "summary.md"
    summary.unlink(missing_ok=True)
    run(
        root,
        "bash",
        "-ec",
        step["run"],
        BASE=base,
        DESIRED=step["env"]["DESIRED"],
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert (root / "plan.md").read_text() == summary.read_text()
    return summary.read_text()


def on_branch(root: Path, name: str, *without: str) -> None:
    """Commit the folder, but for some files, as it is on a branch of the other repository."""
    run(root, "git", "add", "--all")
    if without:
        run(root, "git", "rm", "-r", "-q", "--cached", "--ignore-unmatch", *without)
    run(root, "git", "commit", "-q", "-m", name)
    run(root, "git", "update-ref", f"refs/remotes/origin/{name}", "HEAD")


def run(root: Path, *command: str, **environ: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=root,
        env=dict(os.environ) | AUTHOR | environ | {"PATH": path},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
