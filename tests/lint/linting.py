"""Load SQL as lint does, and lint it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from pglast import ast, parser
from psycopg.sql import Identifier

from schemadiff import catalog
from schemadiff.desired import files
from schemadiff.desired.load import load
from schemadiff.desired.sources import locator
from schemadiff.lint import Report, Subject, lint
from schemadiff.lint.expressions import walk
from schemadiff.presets import PRESETS, install
from schemadiff.scope import HUNG_ON, Scope, restrict
from schemadiff.settings.lint import PRESETS as LINT
from schemadiff.settings.lint import Told

KEYS = ("PRIMARY", "FOREIGN")
"""Words before KEY, which is a name elsewhere."""
QUOTED = re.compile(r"\$(\w*)\$(.*?)\$\1\$", re.DOTALL)

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
    statements = files.read(root / "desired", root, bearing=(files.PolicySyntaxError,))
    report = load(server, database, statements, preset=platform, on_policy_error="placeholder")
    with psycopg.connect(server.conninfo(database), autocommit=True) as conn:
        whole = catalog.read(conn)
    find = locator(statements)
    return Subject(
        catalog=restrict(
            whole,
            Scope(
                platform=platform.schemas,
                platform_types=platform.types,
                platform_extensions=platform.extensions,
                # What the files put on its tables, as where they are loaded for lint.
                declared=frozenset(a for a in whole.objects if a.type in HUNG_ON and find(a)),
            ),
        ),
        # Only what is granted counts, unless a test says otherwise: most examples are about something else.
        settings=replace(
            LINT[preset], **{"require_rls": "granted" if preset == "supabase" else "all"} | settings
        ),
        statements=statements,
        at={address: at for address in whole.objects if (at := find(address))},
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


def names(sql: str) -> set[str]:
    """The names that statements give to what they make."""
    return {name for raw in parser.parse_sql(sql) for node in walk(raw.stmt) for name in _given(node)}


def _given(node: Any) -> Iterator[str]:
    match node:
        case ast.CreateStmt(relation=made) | ast.CreateSeqStmt(sequence=made) | ast.ViewStmt(view=made):
            yield made.relname
        case ast.CreateTableAsStmt(into=ast.IntoClause(rel=made)) | ast.CompositeTypeStmt(typevar=made):
            yield made.relname
        case ast.CreateFunctionStmt(funcname=made) | ast.CreateEnumStmt(typeName=made):
            yield made[-1].sval
        case ast.CreateDomainStmt(domainname=made):
            yield made[-1].sval
    for attribute in ("idxname", "colname", "conname", "policy_name", "schemaname", "trigname"):
        if isinstance(name := getattr(node, attribute, None), str) and name != "public":
            yield name


def renamed(sql: str, given: set[str], make: Callable[[str], str]) -> str:
    """The same statements about things of other names; places stay in their lines."""
    found, before = sql, ""
    tokens = parser.scan(sql)
    for token, before in reversed([*zip(tokens, ["", *(t.name for t in tokens)], strict=False)]):
        text = sql[token.start : token.end + 1]
        if token.name == "SCONST" and (body := QUOTED.fullmatch(text)):
            other = f"${body[1]}${renamed(body[2], given, make)}${body[1]}$"
        elif text in given and before.partition("_")[0] not in KEYS:
            other = Identifier(make(text)).as_string()
        else:
            continue
        found = found[: token.start] + other + found[token.end + 1 :]
    return found


__all__ = ["expected", "extension", "found", "lint", "names", "renamed", "subject", "told", "written"]
