"""Writes the files of a new project for ``schemadiff init``, without overwriting any."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from schemadiff import settings
from schemadiff.errors import SchemadiffError

CONFIG = """\
# Settings of schemadiff. Values that are commented out are defaults or examples.
# A flag wins over an environment variable (SCHEMADIFF_ENGINE, SCHEMADIFF_SHADOW_PROVIDER, ...),
# and that over this file.

# The folder with the SQL files that describe the database; their order does not matter.
desired = "desired"
# The folder that migrations are written to.
generated = "generated"

# The platform, whose own objects are not managed: "postgres" (plain PostgreSQL) or "supabase".
preset = "{preset}"

# The engine that generates the statements: "native" or "migra". Both are proven on a clone.
# engine = "native"

# The schemas to manage. Empty: all but the platform's.
# schemas = ["public"]

# Patterns of objects that are not managed.
{ignore}

# Which grants are compared: "declared" (those of roles that desired/ names), "exact" (all) or "off".
# privileges = "declared"

# Whether the roles that desired/ creates are managed: "managed" or "off".
# roles = "off"

# How long apply waits for a lock before it retries, and how long a statement may run (0: no limit).
# lock_timeout = "5s"
# statement_timeout = "0"

# Avoid long locks: split changes into steps in transactions of their own.
# online = false

# plan and apply check the target for existing rows that a statement would fail on; each query may take this long.
# preflight = true
# preflight_timeout = "5s"

# The databases to keep equal to desired/. $NAME and ${{NAME}} are taken from the environment, so no
# password needs to be in this file. DATABASE_URL, if set, is the target "default". With neither, the target is
# a PostgreSQL of the project's own, kept in .schemadiff/.
# [targets.staging]
# url = "$STAGING_DATABASE_URL"
# [targets.production]
# url = "$PRODUCTION_DATABASE_URL"

[migrations]
# The tool that applies generated/, which has its file names: "schemadiff", "supabase", "flyway",
# "dbmate", "golang-migrate", "sqlx", "goose", "sql-migrate" or "node-pg-migrate".
# layout = "schemadiff"
# That tool's history table, if it is not the default one.
# table = "ops.flyway_schema_history"
# Values that the tool inserts for ${{NAME}} in its files.
# placeholders = ["NAME=VALUE"]

[pull]
# How pull writes keywords: "upper" or "lower".
# keywords = "upper"

# Where the throw-away PostgreSQL comes from that reads desired/ and proves the plan: "embedded", "local"
# (found on this machine), "docker", "url" (a server that you name), "target" (a scratch database beside
# the target), or "auto": the first that has the target's version and the extensions.
[shadow]
# provider = "auto"
# version = 17
# url = "$SHADOW_DATABASE_URL"
# image = "postgres:17"
# extensions = []
# Load desired/ as a superuser of the throw-away server: only where everyone who can change it is trusted.
# trusted = false

# The files with types for clients of the API, which "schemadiff types" writes and checks. With one of them, plan
# shows what changes for clients.
[types]
# typescript = "src/database.types.ts"
# python = "src/database_types.py"
# schemas = ["public"]

# The reference page of the schema, which "schemadiff docs" writes and checks.
[docs]
# file = "docs/schema.md"

[lint]
# The lowest severity that makes lint exit 1: "error", "warning" or "info".
# fail_on = "error"
# "strict": every rule is on, and every finding fails. Without it, the defaults of the preset above apply.
# preset = "strict"
{lint}
# A file with known findings that are not reported: "schemadiff lint --update-baseline" writes it.
# baseline = "schemadiff-lint.json"
# The lowest severity of a lint finding in a plan that makes plan exit 1 and write nothing; "off": none does.
# plan_fail_on = "off"
# Findings about tables of the target with fewer rows have severity info, because they may be locked.
# small_table_rows = 10000
# Whether the tool that runs hand-written migrations ("schemadiff lint --migrations") sets timeouts itself, and
# puts each file into one transaction.
# runner_sets_timeouts = false
# transaction_per_file = true
# The column that says which tenant a row belongs to.
# tenant_column = "organization_id"
# Severity by rule: "error", "warning", "info" or "off"; naming a rule that is off by default turns it on.
[lint.rules]
# IDX001 = "warning"

# Findings to ignore, each with its reason (beside "-- schemadiff:ignore RLS001 -- reason" in the SQL).
# [[lint.ignore]]
# rule = "RLS001"
# object = "public.countries"
# reason = "read by everybody, written by nobody"
# expires = 2030-12-31
"""

LINT = {
    "postgres": """\
# Which tables must have row level security: "all", or "granted": those in exposed_schemas (empty: all
# managed ones) on which one of api_roles holds a privilege.
# require_rls = "all"
# exposed_schemas = []
# api_roles = ["PUBLIC"]
# The roles that the application logs in as.
# app_roles = []
""",
    "supabase": """\
# Which tables must have row level security: "all" of exposed_schemas, or "granted": those of them on
# which one of api_roles holds a privilege.
# require_rls = "all"
# exposed_schemas = ["public"]
# api_roles = ["anon", "authenticated"]
# The roles that the application logs in as, in addition to the API's.
# app_roles = []
""",
}

WORKFLOW = """\
# Checks every pull request: lint of the schema, and whether the migrations in generated/ lead to desired/.
# Nothing here needs a database or a secret: PostgreSQL comes with schemadiff.
name: schemadiff

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
  pull-requests: write # for the comment with the plan

concurrency:
  group: schemadiff-${{ github.ref }}
  cancel-in-progress: true

jobs:
  schemadiff:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0 # the branch that this one goes to is compared as well
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - name: install
        run: pip install schemadiff-pg
      - name: lint
        run: schemadiff lint --format github
      - name: plan
        if: ${{ !cancelled() }}
        run: schemadiff plan --check
      - name: changes
        # What the pull request changes, from the branch that it goes to: what generated/ has is in no plan any more.
        if: ${{ !cancelled() && github.event_name == 'pull_request' }}
        env:
          BASE: ${{ github.base_ref }}
          DESIRED: "@DESIRED@"
        run: |
          from="git:origin/$BASE"
          if [ -z "$(git ls-tree "origin/$BASE" "$DESIRED")" ]; then from=EMPTY; fi
          code=0
          schemadiff plan --from "$from" --to "$DESIRED" --allow-data-loss --format markdown > plan.md || code=$?
          cat plan.md >> "$GITHUB_STEP_SUMMARY"
          exit "$code"
      - name: comment
        # A pull request from a fork may not write comments; its plan is in the summary of the job.
        if: >-
          ${{ !cancelled() && hashFiles('plan.md') != ''
          && github.event.pull_request.head.repo.full_name == github.repository }}
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
        run: |
          if [ -s plan.md ]; then
            gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --body-file plan.md --edit-last --create-if-none
          fi
      - name: branches
        # Has a migration come to the other branch meanwhile that this one's cannot simply follow?
        # What is checked out for a pull request is a merge; its second parent is the branch itself.
        if: ${{ !cancelled() && github.event_name == 'pull_request' }}
        env:
          BASE: ${{ github.base_ref }}
        run: |
          git checkout --quiet HEAD^2
          schemadiff check --onto "origin/$BASE"
"""

IGNORED = ".schemadiff/"


@dataclass(frozen=True)
class Laid:
    """One file or folder, relative to the project, and what was done with it."""

    path: str
    done: Literal["written", "kept", "extended"]


def lay_down(root: Path, preset: str, ignore: Sequence[str] = ()) -> Iterator[Laid]:
    """Create the missing files and folders of a project in ``root``, and yield what was done with each."""
    try:
        yield _settings(root, preset, ignore)
        here = settings.load(root, environ={})
        for folder in (here.desired, here.generated):
            yield _folder(root, folder)
        yield _gitignore(root)
        desired = here.desired.relative_to(root.resolve()).as_posix()
        yield _file(root, ".github/workflows/schemadiff.yml", WORKFLOW.replace("@DESIRED@", desired))
    except OSError as error:
        raise SchemadiffError(f"cannot write {error.filename}: {error.strerror}") from error


def going_on(root: Path, migrations: Path, tool: str, placeholders: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines that explain how to continue after reading a team's migrations, with their tool or with ours."""
    if tool and migrations.is_dir() and migrations.is_relative_to(root):
        yield ""
        yield f"to keep {tool}, set in schemadiff.toml:"
        yield f'  generated = "{migrations.relative_to(root).as_posix()}"'
        yield f'  layout = "{tool}"   # below [migrations]'
        if placeholders:
            yield f"  placeholders = {json.dumps([*placeholders], ensure_ascii=False)}   # below [migrations], too"
    yield ""
    yield "to apply with schemadiff from now on, write the whole schema as the first migration:"
    yield "  schemadiff plan --from EMPTY --to desired --out generated --name initial"
    yield "and mark it as applied on databases that have it already:"
    yield "  schemadiff apply --mark-applied all"


def _settings(root: Path, preset: str, ignore: Sequence[str]) -> Laid:
    # If pyproject.toml has the settings already, a second file would be an error.
    found = settings.load(root, environ={}).file
    if found is not None and found.parent == root:
        return Laid(found.name, "kept")
    said = settings.ignoring(ignore) if ignore else '# ignore = ["public.tmp_*"]'
    return _file(root, "schemadiff.toml", CONFIG.format(preset=preset, lint=LINT[preset], ignore=said))


def _file(root: Path, name: str, text: str) -> Laid:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return Laid(name, "kept")
    return Laid(name, "written")


def _folder(root: Path, folder: Path) -> Laid:
    shown = f"{os.path.relpath(folder, root)}/"
    if folder.is_dir() and any(folder.iterdir()):
        return Laid(shown, "kept")
    # git does not track empty folders.
    _file(root, f"{shown}.gitkeep", "")
    return Laid(shown, "written")


def _gitignore(root: Path) -> Laid:
    laid = _file(root, ".gitignore", f"{IGNORED}\n")
    if laid.done == "written":
        return laid
    path = root / ".gitignore"
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    if {IGNORED, IGNORED.rstrip("/"), f"/{IGNORED}", f"/{IGNORED.rstrip('/')}"} & set(text.splitlines()):
        return laid
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(("" if not text or text.endswith("\n") else "\n") + f"{IGNORED}\n")
    return Laid(".gitignore", "extended")
