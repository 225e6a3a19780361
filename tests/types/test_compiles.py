"""The TypeScript types compile, and supabase-js accepts them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from npm import installed

HERE = Path(__file__).parent
REFERENCE = HERE / "reference.database.types.ts"
USAGE = HERE / "usage.ts"
PACKAGES = ("typescript@5.9.3", "@supabase/supabase-js@2.109.0")
FLAGS = (
    *("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022"),
    *("--module", "esnext", "--moduleResolution", "bundler"),
)


@pytest.fixture(scope="session")
def modules() -> Path:
    """A folder with the packages."""
    return installed(*PACKAGES)


@pytest.fixture
def folder(modules: Path, tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(modules)
    shutil.copy(REFERENCE, tmp_path / "database.types.ts")
    shutil.copy(USAGE, tmp_path / "usage.ts")
    return tmp_path


def compiled(folder: Path, *files: str) -> list[str]:
    """The compiler's errors, a line each."""
    done = subprocess.run(
        ["node", "node_modules/typescript/bin/tsc", *FLAGS, *files],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert bool(lines) == bool(done.returncode), done.stdout + done.stderr
    return lines


def test_what_is_right_compiles_and_what_is_wrong_does_not(folder: Path) -> None:
    """The cases and a client do; of one without its marks, and one with the types of another schema, each error is found.

    The compiler complains of a mark without an error as well. All in one run: it reads the packages for 5 s.
    """
    cases = sorted((HERE / "cases").glob("*.ts"))
    assert cases != []
    for case in cases:
        shutil.copy(case, folder)
    usage = USAGE.read_text(encoding="utf-8")
    marked = [number for number, line in enumerate(usage.splitlines(), 1) if "@ts-expect-error" in line]
    (folder / "unmarked.ts").write_text(usage.replace("@ts-expect-error", "was"), encoding="utf-8")
    changed = REFERENCE.read_text(encoding="utf-8").replace("seat_no: number", "seat_no: string")
    (folder / "other.types.ts").write_text(changed, encoding="utf-8")
    (folder / "other.ts").write_text(usage.replace("./database.types", "./other.types"), encoding="utf-8")

    names = ["usage.ts", *(case.name for case in cases), "unmarked.ts", "other.ts"]
    errors = compiled(folder, *names)
    wrong = [re.match(r"(unmarked|other)\.ts\((\d+)", line) for line in errors]
    places = [(found[1], int(found[2])) for found in wrong if found]

    assert [line for line, found in zip(errors, wrong, strict=True) if not found] == []
    assert [at for file, at in places if file == "unmarked"] == [number + 1 for number in marked]
    seats = {number for number, line in enumerate(usage.splitlines(), 1) if "seat_no" in line}
    assert {at for file, at in places if file == "other"} & seats != set()
