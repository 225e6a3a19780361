"""The settings of lint: ``[lint]``, ``[lint.rules]`` and ``[[lint.ignore]]``.

Which tables must have row level security depends on the preset; a table without it fails under both:

* ``supabase``: the API reaches schema ``public`` as the roles ``anon`` and ``authenticated``. Projects made
  before 2026-05-30 grant them everything on every new table without a word in ``desired/``, so
  ``require_rls = "all"``: every table there, whatever is granted. ``"granted"``: only those that one of
  them holds a privilege on.
* ``postgres``: only the user knows which roles reach which tables, and a check that assumed "none" would pass
  without having looked. So ``require_rls = "all"``: every table of every schema of ours.
  ``require_rls = "granted"`` with ``api_roles`` and ``exposed_schemas`` narrows it.

``strict`` is the platform's preset with every rule on and every finding failing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from schemadiff.errors import UsageError
from schemadiff.model import Position
from schemadiff.settings.file import File, taken, toml
from schemadiff.settings.options import LEVEL, nearest


@dataclass(frozen=True)
class Ignore:
    """An entry of ``[[lint.ignore]]``: findings to leave out, and the reason."""

    rule: str
    object: str
    """A pattern for the identity of the object ("public.tmp_*")."""
    reason: str
    expires: date | None = None
    at: Position | None = None


@dataclass(frozen=True)
class Told:
    """The entry of one rule in ``[lint.rules]``."""

    level: str | None = None
    """Its severity, or "off"; None if the entry only sets options."""
    options: Mapping[str, Any] = field(default_factory=dict)
    at: Position | None = None


@dataclass(frozen=True)
class Lint:
    """The settings of lint; the defaults are those of preset ``postgres``."""

    fail_on: str = "error"
    exposed_schemas: tuple[str, ...] = ()
    """If empty: every schema of ours."""
    api_roles: tuple[str, ...] = ("PUBLIC",)
    app_roles: tuple[str, ...] = ()
    require_rls: str = "all"
    tenant_column: str | None = None
    """The column that says which tenant a row belongs to; None if there are no tenants."""
    small_table_rows: int = 10_000
    """Work on a table with fewer rows is short, so findings about locking it are only info."""
    plan_fail_on: str = "off"
    """The least severity of findings for which a plan is refused."""
    runner_sets_timeouts: bool = False
    """True if the tool that runs migrations, other than ``schemadiff apply``, sets lock_timeout and
    statement_timeout."""
    transaction_per_file: bool = True
    """True if the tool that runs migrations, other than ``schemadiff apply``, puts each file into a transaction."""
    strict: bool = False
    """True if opt-in rules run as well."""
    baseline: str | None = None
    """The file with known findings, relative to the project; None if there is none."""
    rules: Mapping[str, Told] = field(default_factory=dict)
    """By the code or name that the file uses."""
    ignore: tuple[Ignore, ...] = ()


PRESETS: Mapping[str, Lint] = {
    "postgres": Lint(),
    "supabase": Lint(exposed_schemas=("public",), api_roles=("anon", "authenticated")),
}
STRICT = "strict"


def read(file: File, values: Mapping[str, Any]) -> Lint:
    """The lint settings of the file, with ``values`` for its plain keys."""
    own = taken(values, "lint.")
    platform, wanted = values.get("preset", "postgres"), own.pop("preset", None)
    preset = PRESETS[platform if wanted in (None, STRICT) else wanted]
    if wanted == STRICT:
        preset = replace(preset, strict=True, fail_on="info")
    return replace(preset, **own, rules=dict(_rules(file)), ignore=tuple(_ignores(file)))


def _rules(file: File) -> Iterator[tuple[str, Told]]:
    for rule, said in file.rules.items():
        at = file.position(f"lint.rules.{rule}")
        options = dict(said) if isinstance(said, dict) else {"severity": said}
        level = options.pop("severity", None)
        if level is not None and LEVEL.read(level) is None:
            raise UsageError(f'"lint.rules.{rule}" must be {LEVEL.is_}, not {toml(level)}', at=at)
        yield rule, Told(level, options, at)


def _ignores(file: File) -> Iterator[Ignore]:
    known = ("rule", "object", "reason", "expires")
    for number, entry in enumerate(file.ignores):
        at = file.position("lint.ignore", number)
        for key in entry:
            if key not in known:
                near = nearest(key, known)
                raise UsageError(
                    f'unknown setting "{key}" in [[lint.ignore]]',
                    at=at,
                    hint=f'the nearest known one is "{near}"',
                )
        for key in ("rule", "object", "reason"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                raise UsageError(f'[[lint.ignore]] needs "{key}", a string', at=at)
        yield Ignore(entry["rule"], entry["object"], entry["reason"], _day(entry.get("expires"), at), at)


def _day(value: object, at: Position | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _date(value)
    except ValueError:
        raise UsageError(f'"expires" must be a day such as 2026-12-31, not {toml(value)}', at=at) from None


def _date(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise ValueError
