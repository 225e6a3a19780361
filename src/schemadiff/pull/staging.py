"""The files of a pull as it works on them, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from schemadiff.pull.text_edits import Edit, applied
from schemadiff.settings import Settings


def lay_out(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Write files below a folder; a file whose text is None is deleted."""
    for parent in {(folder / path).parent for path in texts}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in texts.items():
        file = folder / path
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content.encode())


def texts_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder with their texts, line ends unchanged."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.lower().endswith(".sql"):
            yield path.relative_to(folder).as_posix(), path.read_bytes().decode()


def edited(texts: Mapping[str, str], edits: Iterable[Edit], staged: Settings) -> dict[str, str | None]:
    """Return the files that edits change, by their paths below the folder; None for one in which nothing is left."""
    prefix = staged.desired.relative_to(staged.root).as_posix() + "/"
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path.removeprefix(prefix), []).append(edit)
    found: dict[str, str | None] = {}
    for path, those in by_path.items():
        # A byte order mark is no part of the parsed text.
        mark = "\ufeff" if texts[path].startswith("\ufeff") else ""
        after = applied(texts[path].removeprefix(mark), those)
        found[path] = mark + after if after.strip() else None
    return found
