"""What single rules can be told under ``[lint.rules]``: ``CON014 = { severity = "info", columns = ["id"] }``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from schemadiff.errors import UsageError
from schemadiff.lint_settings import Lint, Told
from schemadiff.options import WHOLE, WORDS, Value, nearest
from schemadiff.settings_file import toml


class RuleOption(NamedTuple):
    """One thing that a rule can be told."""

    value: Value
    default: Any
    does: str


RULE_OPTIONS: Mapping[str, Mapping[str, RuleOption]] = {
    "IDX005": {"days": RuleOption(WHOLE, 30, "for how many days an index must have been of no use")},
    "RLS027": {"allowed": RuleOption(WORDS, (), "roles that may go past row level security")},
}
"""By code and by key; the default is what the rule gets where the settings do not say."""


def option(settings: Lint, code: str, name: str, key: str) -> Any:
    """What the settings tell a rule, by its code or its name, or the default."""
    for written, told in settings.rules.items():
        if written.lower() in (code.lower(), name) and key in told.options:
            return RULE_OPTIONS[code][key].value.read(told.options[key])
    return RULE_OPTIONS[code][key].default


def check_options(code: str, told: Told) -> None:
    """See that a rule can be told what the settings tell it.

    Raises:
        UsageError: it has no such option, or the option no such value.
    """
    known = RULE_OPTIONS.get(code, {})
    for key, value in told.options.items():
        if key not in known:
            near = nearest(key, ("severity", *known))
            raise UsageError(
                f'{code} has no option "{key}"', at=told.at, hint=f'the nearest known one is "{near}"'
            )
        if known[key].value.read(value) is None:
            raise UsageError(
                f'"{key}" of {code} must be {known[key].value.is_}, not {toml(value)}', at=told.at
            )
