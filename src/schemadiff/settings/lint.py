"""What the user decided about lint: ``[lint]``, ``[lint.rules]`` and ``[[lint.ignore]]``.

What row level security must cover depends on the preset, so that a table without it fails under both:

* ``supabase``: the API reaches schema ``public`` as the roles ``anon`` and ``authenticated``. Projects made
  before 2026-05-30 grant them everything on every new table without a word in ``desired/``, so
  ``require_rls = "all"``: every table there, whatever is granted. ``"granted"``: only those that one of
  them holds a privilege on.
* ``postgres``: nobody but the user knows who reaches what, and a check that guesses "nobody" would pass
  without having looked. So ``require_rls = "all"``: every table of every schema of ours.
  ``require_rls = "granted"`` with ``api_roles`` and ``exposed_schemas`` narrows it.

``strict`` is one of these, that of the platform, with every rule on and every finding failing.
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
    """A finding that the file says to leave out, and why."""

    rule: str
    object: str
    """A pattern over the identity of the object ("public.tmp_*")."""
    reason: str
    expires: date | None = None
    at: Position | None = None


@dataclass(frozen=True)
class Told:
    """What ``[lint.rules]`` says of one rule."""

    level: str | None = None
    """Its severity, or "off"; None where only its options are said."""
    options: Mapping[str, Any] = field(default_factory=dict)
    at: Position | None = None


@dataclass(frozen=True)
class Lint:
    """What lint looks at and when it fails; the defaults are those of preset ``postgres``."""

    fail_on: str = "error"
    exposed_schemas: tuple[str, ...] = ()
    """Empty: every schema of ours."""
    api_roles: tuple[str, ...] = ("PUBLIC",)
    app_roles: tuple[str, ...] = ()
    require_rls: str = "all"
    tenant_column: str | None = None
    """The column by which rows belong to a tenant; None: there are no tenants."""
    small_table_rows: int = 10_000
    """A table with fewer rows is soon worked through: what blocks it is no more than info."""
    plan_fail_on: str = "off"
    """The least severity of a finding that a plan is refused for."""
    runner_sets_timeouts: bool = False
    """True if whoever runs migrations, other than ``schemadiff apply``, sets lock_timeout and statement_timeout."""
    transaction_per_file: bool = True
    """True if the tool that runs migrations, other than ``schemadiff apply``, puts each file into a transaction."""
    strict: bool = False
    """True if the rules run as well that are off unless somebody wants them."""
    baseline: str | None = None
    """The file with the findings that are known, relative to the project; None: there is none."""
    rules: Mapping[str, Told] = field(default_factory=dict)
    """By code or name, as written."""
    ignore: tuple[Ignore, ...] = ()


PRESETS: Mapping[str, Lint] = {
    "postgres": Lint(),
    "supabase": Lint(exposed_schemas=("public",), api_roles=("anon", "authenticated")),
}
STRICT = "strict"


def read(file: File, values: Mapping[str, Any]) -> Lint:
    """What the file, and the values that were found for its plain keys, say."""
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
