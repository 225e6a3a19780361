"""Migration files of whatever tool: which there are, in which order, and what of them leads forward.

Known are the plain ones (Supabase, Flyway, golang-migrate, Prisma, Drizzle, Diesel, sqlx), those with both
directions in one file (dbmate, goose, sql-migrate), and our own.
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
REPEATABLE = re.compile(r"^R__")
"""Flyway runs these after all others."""
_SECTION = re.compile(r"(?m)^--\s*(?:migrate:|\+goose\s+|\+migrate\s+)(?P<word>up|down)\b.*$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?im)^--\s*(?:migrate:up\s+transaction:false|\+goose\s+no\s+transaction|\+migrate\s+up\s+notransaction"
    r"|atlas:txmode\s+none|no-transaction)\b"
)
"""How a file tells its tool that it wants no transaction: dbmate, goose, sql-migrate, Atlas, sqlx."""


@dataclass(frozen=True)
class Script:
    """One file, forward."""

    path: str
    """As it is shown."""
    text: str = field(repr=False)
    """What leads back is blanked out, so that places stay."""
    managed: bool
    """True if ``schemadiff apply`` runs it."""

    @property
    def wants_no_transaction(self) -> bool:
        """True if it says so to its tool."""
        return bool(_ALONE.search(self.text))


def scripts(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that lead forward, in the order in which they are run.

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
    """The file, as far as it leads forward; ``generated`` is the folder that ``schemadiff apply`` runs, if any.

    Raises:
        SchemadiffError: it is not text, or not there.
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
    """By numbers where there are some, so that V10 comes after V9; Prisma's folders are text to it."""
    if path.name == "migration.sql":
        return (False, ((-1, path.as_posix()),))
    words = re.split(r"([0-9]+)", path.as_posix().lower())
    natural = tuple((int(word), "") if word.isdigit() else (-1, word) for word in words)
    return (REPEATABLE.match(path.name) is not None, natural)


def _forward(text: str) -> str:
    """The text with the sections that lead back blanked out."""
    sections = list(_SECTION.finditer(text))
    for section, following in zip(sections, [*sections[1:], None], strict=False):
        end = following.start() if following else len(text)
        if section["word"].lower() == "down":
            text = text[: section.start()] + re.sub(r"[^\n]", " ", text[section.start() : end]) + text[end:]
    return text
