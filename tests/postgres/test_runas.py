"""The user that PostgreSQL runs as where user namespaces are not allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from majors import ASKED
from schemadiff.postgres import embedded

CODE = """
import sys
from pathlib import Path
import psycopg
from schemadiff.postgres import development as developing
from schemadiff.postgres.development import development
from schemadiff.postgres.provide import Wanted, throwaway
from schemadiff.postgres.runas import run_as

assert run_as().switches
project, developing.APART = Path(sys.argv[1]), Path(sys.argv[2])
assert not developing.exists(project)
for _ in range(2):
    with throwaway(Wanted(provider="embedded")) as server:
        with psycopg.connect(server.conninfo("postgres", superuser=True)) as connection:
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])
        assert data.stat().st_uid == run_as().uid
        assert data.stat().st_mode & 0o077 == 0
    assert not data.parent.exists()
with development(project) as server:
    with psycopg.connect(server.conninfo("postgres")) as connection:
        connection.execute("CREATE TABLE kept ()")
with development(project) as server:
    with psycopg.connect(server.conninfo("postgres")) as connection:
        assert connection.execute("SELECT to_regclass('kept')::text").fetchone() == ("kept",)
assert developing.exists(project)
print("done")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
@pytest.mark.parametrize(
    ("readable", "home"),
    [(True, False), (False, False), (True, True)],
    ids=["readable", "private", "at-home"],
)
def test_root_without_namespaces_runs_it_as_nobody(tmp_path, readable, home, request):
    if home and not ASKED:
        pytest.skip("it copies the wheel: only where versions are asked for by name")
    root = Path("/var/tmp") / f"schemadiff-test-{os.getpid()}-{readable}-{home}"
    path = root / "bin"
    path.mkdir(parents=True)
    for program in ("tar", "ps"):
        (path / program).symlink_to(shutil.which(program))
    request.addfinalizer(lambda: shutil.rmtree(root))
    # No unshare on the PATH, as where it is denied.
    environment = os.environ | {
        "PATH": str(path),
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    project, apart = root / "project", root / "apart" / "development"
    project.mkdir(mode=0o700 if home else 0o755)
    if home:
        environment["PYTHONPATH"] = str(private_copy_of_the_wheel(tmp_path))

    said = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE, project, apart],
        env=environment,
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stderr == ""
    assert said.stdout == "done\n"
    assert (apart.exists(), (project / ".schemadiff" / "db").exists()) == (home, not home)


def linked(file: str, copy: str) -> None:
    """The same file once more, or a copy of it where that is another disk."""
    try:
        os.link(file, copy, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, copy, follow_symlinks=False)


def private_copy_of_the_wheel(tmp_path: Path) -> Path:
    """A folder that nobody else may enter, as site-packages in root's home folder."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    package = embedded.installations()[0].bindir.parent.parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, private / part.name, symlinks=True, copy_function=linked)
    return private
