"""A pull that is killed while it writes: whatever it had done by then, the next one takes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemadiff.desired.sqlfiles import UNFINISHED, paths
from schemadiff.errors import Problems, SchemadiffError
from schemadiff.pull.files import File, write
from schemadiff.pull.journal import Change, digest, journaled, take_back

BEFORE = {"a.sql": "a\n", "kept.sql": "kept\n", "old/gone.sql": "gone\n", "old/readme.md": "no SQL\n"}
AFTER = {
    "a.sql": "another a\n",
    "kept.sql": "kept\n",
    "old/readme.md": "no SQL\n",
    "new/deep/b.sql": "b\n",
    "new/c.sql": "c\n",
}
FILES = tuple(
    File(f"desired/{path}", BEFORE.get(path), AFTER.get(path))
    for path in sorted({*BEFORE, *AFTER})
    if BEFORE.get(path) != AFTER.get(path)
)
KILLED = """
import itertools, json, os, signal, sys
from pathlib import Path
from schemadiff.pull.files import File, write

root, last, files = Path(sys.argv[1]), int(sys.argv[2]), [File(*each) for each in json.loads(sys.argv[3])]
steps = itertools.count()
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copymode"}

def step(event, args):
    if event in CHANGES and str(root) in str(args[0]) and next(steps) == last:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
write(root / "desired", root, tuple(files))
"""
"""Each change of a file or folder is an audit event; the process is killed just before one of them."""


def killed(root: Path, step: int) -> bool:
    """Write the files in a process of its own, which is killed before a step; False if it had fewer of them."""
    given = json.dumps([[file.path, file.before, file.after] for file in FILES])
    command = [sys.executable, "-c", KILLED, str(root), str(step), given]
    return bool(subprocess.run(command, check=False).returncode)


def laid(folder: Path) -> None:
    for path, text in BEFORE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def there(folder: Path) -> dict[str, str | None]:
    """Every file with its text, and every folder."""
    found = sorted(folder.rglob("*"))
    return {p.relative_to(folder).as_posix(): p.read_text() if p.is_file() else None for p in found}


def test_killed_at_every_step(tmp_path: Path) -> None:
    step, unread = 0, 0
    while True:
        root = tmp_path / str(step)
        laid(root / "desired")
        before = there(root / "desired")
        if not killed(root, step):
            break
        if (root / "desired" / UNFINISHED).exists():
            with pytest.raises(Problems, match="desired is half written: a pull was interrupted"):
                paths(root / "desired", root, [])
            unread += 1
            assert take_back(root / "desired") == len(FILES)
        else:
            assert take_back(root / "desired") is None
        assert there(root / "desired") == before
        step += 1
    assert unread > 10
    assert there(root / "desired") == AFTER | {"old": None, "new": None, "new/deep": None}


def test_what_fails_is_taken_back_at_once(tmp_path: Path) -> None:
    laid(tmp_path / "desired")
    before = there(tmp_path / "desired")
    (tmp_path / "desired/new").mkdir()
    (tmp_path / "desired/new/c.sql").write_text("somebody else's\n")
    with pytest.raises(Exception, match=r"cannot write .*c.sql: File exists"):
        write(tmp_path / "desired", tmp_path, FILES)
    found = there(tmp_path / "desired")
    assert found.pop("new/c.sql") == "somebody else's\n"
    assert found.pop("new", "") is None
    assert found == before


def test_what_somebody_changed_since_stays(tmp_path: Path) -> None:
    laid(tmp_path / "desired")
    assert killed(tmp_path, 100) is False
    note = [{"path": file.path[8:], "before": file.before, "after": "of another text"} for file in FILES]
    (tmp_path / "desired" / UNFINISHED).write_text(json.dumps(note))
    after = there(tmp_path / "desired")
    del after[UNFINISHED]
    assert take_back(tmp_path / "desired") == len(FILES)
    assert there(tmp_path / "desired") == after


def test_a_note_has_no_say_outside_of_its_folder(tmp_path: Path) -> None:
    laid(tmp_path / "desired")
    (tmp_path / "outside.sql").write_text("mine\n")
    (tmp_path / "desired/link.sql").symlink_to(tmp_path / "outside.sql")
    names = ("../outside.sql", str(tmp_path / "outside.sql"), "link.sql", "old/readme.md")
    known = {digest((tmp_path / "desired" / name).read_bytes()) for name in names}
    note = [{"path": name, "before": "theirs\n", "after": one} for name in names for one in known]
    (tmp_path / "desired" / UNFINISHED).write_text(json.dumps(note))
    take_back(tmp_path / "desired")
    assert (tmp_path / "outside.sql").read_text() == "mine\n"
    assert (tmp_path / "desired/old/readme.md").read_text() == "no SQL\n"


def test_two_at_once_do_not_take_back_what_the_other_writes(tmp_path: Path) -> None:
    laid(tmp_path / "desired")
    refused = "another pull is writing into .*desired"

    def changes() -> Iterator[Change]:
        # The other one has begun, and has not yet written its note.
        with pytest.raises(SchemadiffError, match=refused):
            take_back(tmp_path / "desired")
        yield from ()

    with journaled(tmp_path / "desired", changes()):
        with pytest.raises(SchemadiffError, match=refused):
            take_back(tmp_path / "desired")
        with pytest.raises(SchemadiffError, match=refused):
            write(tmp_path / "desired", tmp_path, FILES)
    assert take_back(tmp_path / "desired") is None
