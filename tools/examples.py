"""Run the examples in the documents, and write their real output there.

Above a block stands ``<!-- example: STORY -->``; all blocks of a story share a folder, in the order of the
document. Of a ``console`` block every line that begins with ``$ `` is run by bash and must succeed, and what
it prints follows. With a path, ``<!-- example: STORY PATH -->``, the block is that file, or in ``diff`` a
change to it. The story ``this`` starts with the schema of this repository, applied; all others start empty.

What differs from run to run (versions, times) counts as equal, so that a block which is still correct does not change.
``--check`` changes nothing and exits 1 if a block is stale.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parent.parent
WIDTH = 96
BLOCK = re.compile(
    r"^<!-- example: (?P<story>[\w-]+)(?: (?P<path>\S+))? -->\n```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
VARIES = (
    (re.compile(r"(?<!\d)\d{14}(?!\d)"), "<version>"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"), "<time>"),
    (re.compile(r"PostgreSQL \d+(\.\d+)*"), "PostgreSQL"),
    # On a slow machine the line is longer, and broken.
    (re.compile(r"^\d+\.\d\d s: (\w+\s\d+\.\d\d(,\s)?)+$", re.MULTILINE), "<seconds>"),
    (re.compile(r"\bin \d+\.\d+ s\b"), "in <seconds>"),
    (re.compile(r"\b(from|to): [0-9a-f]{16}\b"), r"\1: <fingerprint>"),
    (re.compile(r"\bin \d+ objects; \d+ rules\b"), "<objects and rules>"),
)


def main(arguments: list[str]) -> int:
    """Refresh all documents, or only check them."""
    stale = []
    for document in documents():
        text = document.read_text(encoding="utf-8")
        fresh = refreshed(text)
        if fresh == text:
            continue
        stale.append(document)
        if "--check" in arguments:
            sys.stderr.writelines(difference(document, text, fresh))
        else:
            document.write_text(fresh, encoding="utf-8")
    if stale and "--check" in arguments:
        print("stale; run: .venv/bin/python tools/examples.py", file=sys.stderr)
        return 1
    return 0


def documents() -> list[Path]:
    """Every document of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


def difference(document: Path, text: str, fresh: str) -> Iterator[str]:
    """Yield a diff from a document's text to what it should be."""
    names = f"{document.name} (says)", f"{document.name} (is so)"
    yield from unified_diff(text.splitlines(keepends=True), fresh.splitlines(keepends=True), *names)


def stories(text: str) -> list[str]:
    """The names of the stories in a document."""
    return list(dict.fromkeys(block["story"] for block in BLOCK.finditer(text)))


def refreshed(text: str, only: str | None = None) -> str:
    """The text with the blocks of every story, or of one, as they should be.

    If one block of a story is stale, all its blocks are replaced, so that names and times agree.
    """
    told: dict[int, str] = {}
    with tempfile.TemporaryDirectory(prefix="schemadiff-docs-") as scratch:
        for story in stories(text):
            if only in {None, story}:
                told |= stale(text, story, Path(scratch))
    return BLOCK.sub(lambda block: with_body(block, told.get(block.start(), block["body"])), text)


def stale(text: str, story: str, scratch: Path) -> dict[int, str]:
    """The new bodies of a story's blocks, by position; empty if none has changed."""
    blocks = [block for block in BLOCK.finditer(text) if block["story"] == story]
    folder = begin(scratch, story)
    bodies = [tell(block, folder) for block in blocks]
    if all(masked(block["body"]) == masked(body) for block, body in zip(blocks, bodies, strict=True)):
        return {}
    return {block.start(): body for block, body in zip(blocks, bodies, strict=True)}


def with_body(block: re.Match[str], body: str) -> str:
    """The block with another body."""
    start = block.start()
    return block[0][: block.start("body") - start] + body + block[0][block.end("body") - start :]


def begin(scratch: Path, story: str) -> Path:
    """The folder of a story, as it is when it begins."""
    folder = scratch / story
    folder.mkdir()
    if story == "this":
        for name in ("desired", "generated"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "schemadiff.toml", folder)
        run("schemadiff apply --yes", folder)
    return folder


def tell(block: re.Match[str], folder: Path) -> str:
    """Run the commands of a block, or write its file, and return its new body."""
    body = block["body"]
    if block["path"] is None:
        commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
        return "\n".join(f"$ {command}\n{run(command, folder)}" for command in commands)
    path = folder / block["path"]
    if block["language"] == "diff":
        body = changed(path.read_text(encoding="utf-8"), body, block["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")
    return block["body"]


def changed(text: str, change: str, path: str) -> str:
    """The text with a change, which must fit exactly one place."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines if not line.startswith("-"))
    if text.count(before) != 1:
        raise SystemExit(f"{path}: the change fits {text.count(before)} places:\n{change}")
    return text.replace(before, after)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command, without our settings and with those that make its output reproducible."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SCHEMADIFF_", "PG"))}
    kept.pop("DATABASE_URL", None)
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "XDG_STATE_HOME": str(folder.parent / "state"),
    }


def run(command: str, folder: Path) -> str:
    """The output of a command, both streams."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"$ {command}\n{done.stdout}exit code {done.returncode}")
    return done.stdout


def masked(text: str) -> str:
    """The text without the parts that vary from run to run."""
    for pattern, word in VARIES:
        text = pattern.sub(word, text)
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
