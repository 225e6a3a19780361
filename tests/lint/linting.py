"""Load SQL as lint does, and lint it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import psycopg

from schemadiff import catalog, files
from schemadiff.lint import Report, Subject, lint
from schemadiff.lint_settings import PRESETS as LINT
from schemadiff.lint_settings import Told
from schemadiff.load import load
from schemadiff.presets import PRESETS, install
from schemadiff.scope import Scope, restrict
from schemadiff.sources import locate

GRANTED = {"require_rls": "granted"}
EXPECTED = re.compile(r"-- finds: (\w+) (error|warning|info)(?: x(\d+))?$")


def subject(server, database, root: Path, *, preset="supabase", before="", **settings) -> Subject:
    """What ``root/desired`` means on a server, after the statements ``before``.

    Of preset supabase with the privileges looked at: its own "all" would hide that they are.
    """
    platform = PRESETS[preset]
    settings["rules"] = told(settings.get("rules", {}))
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as conn:
        install(conn, platform, server.loader)
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        conn.execute(before)
    statements = files.read(root / "desired", root)
    report = load(server, database, statements, on_policy_error="placeholder")
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        whole = catalog.read(conn)
    return Subject(
        catalog=restrict(whole, Scope(platform=platform.schemas, platform_types=platform.types)),
        # Only what is granted counts, unless a test says otherwise: most examples are about something else.
        settings=replace(
            LINT[preset], **{"require_rls": "granted" if preset == "supabase" else "all"} | settings
        ),
        statements=statements,
        at=locate(statements, whole.objects),
        policy_errors=report.policy_errors,
        body_errors=report.body_errors,
        everything=whole,
    )


def extension(server) -> str:
    """An extension that the server has: the wheel's have no contrib, the others no vector."""
    return "vector" if server.provider == "embedded" else "citext"


def told(rules: dict[str, str | dict]) -> dict[str, Told]:
    """What ``[lint.rules]`` says, a severity or options for each rule."""
    return {rule: Told(said) if isinstance(said, str) else Told(None, said) for rule, said in rules.items()}


def written(root: Path, sql: str | dict[str, str]) -> Path:
    """A project of these files."""
    for name, text in ({"a.sql": sql} if isinstance(sql, str) else sql).items():
        path = root / "desired" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def found(report: Report, *rules: str) -> list[tuple[int, str, str]]:
    """Line, rule and severity of each finding."""
    return sorted(
        (f.at.line if f.at else 0, f.rule, str(f.severity))
        for f in report.findings
        if not rules or f.rule in rules
    )


def expected(sql: str) -> list[tuple[int, str, str]]:
    """What the comments at the ends of lines say must be found there."""
    return sorted(
        (number, rule, severity)
        for number, line in enumerate(sql.split("\n"), 1)
        for rule, severity, times in EXPECTED.findall(line)
        for _ in range(int(times or 1))
    )


__all__ = ["expected", "extension", "found", "lint", "subject", "told", "written"]
