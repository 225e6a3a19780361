"""Migration files of any tool: which there are, in which order, and which parts of them lead forward.

Known are the plain ones (Supabase, Flyway, golang-migrate, Prisma, Drizzle, Diesel, sqlx), those with both directions
in one file (dbmate, goose, sql-migrate), and our own.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from schemadiff.errors import SchemadiffError
from schemadiff.migrations.file import NAME
from schemadiff.settings.containment import refuse_link

BACK = re.compile(r"(?i)(?:^|[._])down\.sql$|^U[0-9][0-9._]*__|^rollback\.sql$")
"""Names of files that lead back."""
BACK_FOLDERS = frozenset({"down", "revert", "verify", "rollback"})
LATER = (
    re.compile(r"^(?!before(?:Each)?Migrate(?:__|\.))"),
    re.compile(r"^(?:R__|afterVersioned|beforeRepeatables|after(?:Each)?Migrate)"),
    re.compile(r"^(?:R__|after(?:Each)?Migrate)"),
    re.compile(r"^after(?:Each)?Migrate"),
)
"""Files of Flyway, each group after the one before it: versioned migrations, callbacks between them and the repeatable ones
(``R__``), these, and the callbacks after all. Those around each migration are run once.
"""
_SECTION = re.compile(r"(?m)^--\s*(?:migrate:|\+goose\s+|\+migrate\s+)(?P<word>up|down)\b.*$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?im)^--\s*(?:migrate:up\s+transaction:false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction"
    r"|atlas:txmode\s+none|no-transaction)\b"
)
"""Marks by which a file asks its tool for no transaction: dbmate, goose, sql-migrate, Atlas, sqlx."""


@dataclass(frozen=True)
class Script:
    """One file, as far as it leads forward."""

    path: str
    """As it is printed."""
    text: str = field(repr=False)
    """The text, with parts that lead back blanked out, so that positions do not change."""
    managed: bool
    """True if ``schemadiff apply`` runs it."""

    @property
    def wants_no_transaction(self) -> bool:
        """True if the file asks its tool for no transaction."""
        return bool(_ALONE.search(self.text))


def scripts(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that lead forward, in the order in which they run.

    Raises:
        SchemadiffError: there are none.
    """
    found = [path for path in folder.rglob("*.sql") if path.is_file() and _leads_forward(path, folder)]
    if not found:
        raise SchemadiffError(f"{folder} has no migrations: no *.sql file")
    for path in found:
        refuse_link(path, folder)
    return tuple(sorted(found, key=lambda path: _order(path.relative_to(folder))))


def read(path: Path, root: Path, generated: Path | None) -> Script:
    """Return the file, as far as it leads forward; ``generated`` is the folder that ``schemadiff apply`` runs, if any.

    Raises:
        SchemadiffError: it is not UTF-8, or cannot be read.
    """
    shown = Path(os.path.relpath(path, root)).as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SchemadiffError(f"{shown}:{line}: not UTF-8") from error
    except OSError as error:
        raise SchemadiffError(f"cannot read {shown}: {error.strerror or error}") from error
    ours = generated is not None and (
        path.resolve().parent == generated.resolve() or "\n-- schemadiff:" in f"\n{text}"
    )
    return Script(shown, _forward(text), managed=ours and NAME.fullmatch(path.name) is not None)


def _leads_forward(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts)
    return not (hidden or BACK.search(path.name) or BACK_FOLDERS & {part.lower() for part in parts[:-1]})


def _order(path: Path) -> tuple[object, ...]:
    """Return the sort key: natural, so that V10 comes after V9; Prisma sorts its folders as text."""
    if path.name == "migration.sql":
        return (False, ((-1, path.as_posix()),))
    words = re.split(r"([0-9]+)", path.as_posix().lower())
    natural = tuple((int(word), "") if word.isdigit() else (-1, word) for word in words)
    return (sum(group.match(path.name) is not None for group in LATER), natural)


def _forward(text: str) -> str:
    """Return the text with the sections that lead back blanked out."""
    sections = list(_SECTION.finditer(text))
    for section, following in zip(sections, [*sections[1:], None], strict=False):
        end = following.start() if following else len(text)
        if section["word"].lower() == "down":
            text = text[: section.start()] + re.sub(r"[^\n]", " ", text[section.start() : end]) + text[end:]
    return text
