"""``lint --fix``: adds safe statements to the files of ``desired/`` that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schemadiff.desired.files import SourceStatement
from schemadiff.errors import SchemadiffError
from schemadiff.model import Finding

_SEMICOLON = re.compile(r"(?:\s|--[^\n]*|/\*.*?\*/)*;", re.DOTALL)
_MARK = b"\xef\xbb\xbf"


def fixes(findings: Iterable[Finding]) -> Mapping[str, tuple[str, ...]]:
    """The statements to add, by path; one that fixes several findings is added once, to the first one's file."""
    places: dict[str, str] = {}
    for finding in findings:
        if finding.safe and finding.at:
            places.setdefault(finding.instead, finding.at.path)
    paths = dict.fromkeys(places.values())
    return {path: tuple(sql for sql, at in places.items() if at == path) for path in paths}


def write(
    root: Path, added: Mapping[str, Sequence[str]], statements: Iterable[SourceStatement]
) -> Mapping[Path, bytes]:
    """Append statements to the files that ``statements`` were read from; return the files' former contents."""
    last = {statement.at.path: statement for statement in statements}
    before: dict[Path, bytes] = {}
    try:
        for name, more in added.items():
            path = root / name
            before[path] = path.read_bytes()
            path.write_bytes(_extended(last[name], more, before[path]))
    except OSError as error:
        restore(before)
        raise SchemadiffError(f"cannot write {error.filename}: {error.strerror}") from error
    return before


def restore(before: Mapping[Path, bytes]) -> None:
    """Restore the files' contents."""
    for path, content in before.items():
        path.write_bytes(content)


def _extended(last: SourceStatement, more: Sequence[str], content: bytes) -> bytes:
    """The file with statements appended after its last one, keeping its line breaks and byte order mark."""
    text, end = last.source.text, last.offset + len(last.sql)
    if not _SEMICOLON.match(text, end):
        text = f"{text[:end]};{text[end:]}"
    newline = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith("\n") else newline
    added = "\n".join(("", *more, "")).replace("\n", newline)
    return (_MARK if content.startswith(_MARK) else b"") + f"{text}{added}".encode()
