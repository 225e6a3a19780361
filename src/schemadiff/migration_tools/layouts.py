"""How other tools name and mark their migrations, with an entry for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """The names and marks of one tool's migrations."""

    name: str
    file: str
    """The pattern of a file's name, with the groups ``version`` and ``name``."""
    skipped: str = r"(?!)"
    """Files that lead back."""
    aside: str = r"(?!)"
    """Files that the tool runs and that cannot run here: they are left out with a message."""
    up: str = ""
    """The line that begins the way forward, if files contain both directions."""
    mark: str = ""
    """That line, as a person writes it."""
    down: str = ""
    unmarked: bool = False
    """True if a file without the first mark leads forward from its beginning."""
    outside: str = r"(?!)"
    """The line by which a file asks for no transaction."""
    history: tuple[str, ...] = ()
    """The tool's own tables, as patterns for ``ignore``."""

    def fits(self, names: Sequence[str], texts: Sequence[str]) -> bool:
        """Return True if the folder's files follow this layout."""
        named = any(re.fullmatch(self.file, name) for name in names)
        return named and (not self.up or any(re.search(self.up, text, re.MULTILINE) for text in texts))


SUPABASE = Layout("supabase", r"(?P<version>\d+)_(?P<name>.+)\.sql", history=("supabase_migrations.*",))
LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "goose",
        r"(?P<version>\d+)_(?P<name>.+)\.sql",
        aside=r"\d+_.+(?<!_test)\.go",
        up=r"^--\s*\+goose\s+Up\b",
        mark="-- +goose Up",
        down=r"^--\s*\+goose\s+Down\b",
        outside=r"^--\s*\+goose\s+NO\s+TRANSACTION\b",
        history=("public.goose_db_version*",),
    ),
    Layout(
        "dbmate",
        r"(?P<version>\d+)_(?P<name>.+)\.sql",
        up=r"^--\s*migrate:up\b",
        mark="-- migrate:up",
        down=r"^--\s*migrate:down\b",
        outside=r"^--\s*migrate:up.*\btransaction:false\b",
        history=("public.schema_migrations*",),
    ),
    Layout(
        "flyway",
        r"(?:[VB](?P<version>\d+(?:[._]\d+)*)|R)__(?P<name>.+)\.sql",
        skipped=r"U\d.*__.+\.sql",
        aside=r"(?:(?:before|after)[A-Z]\w*?|createSchema)(?:__.+)?\.sql|[VR][\d._]*__\w+\.(?:java|kt)",
        history=("public.flyway_schema_history*",),
    ),
    Layout(
        "golang-migrate",
        r"(?P<version>\d+)_(?P<name>.+)\.up\.sql",
        skipped=r".+\.down\.sql",
        history=("public.schema_migrations*",),
    ),
    Layout(
        "sqlx",
        r"(?P<version>\d+)_(?P<name>.+?)(?:\.up)?\.sql",
        skipped=r".+\.down\.sql",
        outside=r"\A-- no-transaction\b",
        history=("public._sqlx_migrations*",),
    ),
    SUPABASE,
    Layout(
        "sql-migrate",
        r"(?P<version>\d+)[-_](?P<name>.+)\.sql",
        up=r"^--\s*\+migrate\s+Up\b",
        mark="-- +migrate Up",
        down=r"^--\s*\+migrate\s+Down\b",
        outside=r"^--\s*\+migrate\s+Up\b.*\bnotransaction\b",
        history=("public.gorp_migrations*",),
    ),
    Layout(
        "node-pg-migrate",
        r"(?P<version>\d+)[-_](?P<name>.+?)(?:\.up)?\.sql",
        skipped=r".+\.down\.sql",
        aside=r"\d+[-_].+\.[cm]?[jt]s",
        up=r"(?i)^\s*--[\s-]*Up\s+Migration",
        down=r"(?i)^\s*--[\s-]*Down\s+Migration",
        unmarked=True,
        history=("public.pgmigrations*",),
    ),
    Layout("prisma", r"(?P<name>migration)\.sql", history=("public._prisma_migrations*",)),
    Layout("plain", r"(?P<name>.+)\.sql", skipped=r"(?:.+\.)?down\.sql"),
)
"""In the order in which they are tried; sqlx and supabase only if the folder or the user says so."""
NAMES = tuple(layout.name for layout in LAYOUTS)


def named(name: str) -> Layout:
    """Return the layout with that name."""
    return next(layout for layout in LAYOUTS if layout.name == name)


def renumbered(name: str, file: str, version: str) -> str:
    """Return the name of a file of that layout with another version."""
    layout = named(name)
    match = re.fullmatch(layout.file, file)
    assert match is not None, file
    start, end = match.span("version")
    return f"{file[:start]}{version}{file[end:]}"
