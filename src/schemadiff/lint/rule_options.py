"""The options of single rules in ``[lint.rules]``: ``CON014 = { severity = "info", columns = ["id"] }``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from schemadiff.errors import UsageError
from schemadiff.settings.file import toml
from schemadiff.settings.lint import Lint, Told
from schemadiff.settings.options import FLAG, WHOLE, WORDS, Value, nearest


class RuleOption(NamedTuple):
    """One option of a rule."""

    value: Value
    default: Any
    does: str


def _some_of(*allowed: str) -> Value:
    """A value that is a list of some of these words."""

    def read(value: object) -> tuple[str, ...] | None:
        return tuple(value) if isinstance(value, list | tuple) and set(value) <= set(allowed) else None

    return Value(f"a list of {', '.join(allowed)}", read)


def _pattern(value: object) -> str | None:
    try:
        return value if isinstance(value, str) and re.compile(value) else None
    except re.error:
        return None


PATTERN = Value("a regular expression", _pattern)
ACTIONS = ("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT")
TASTES = ("varchar", "enum", "uuid", "names")
SNAKE = "[a-z][a-z0-9_]*"
MONEY = ("amount", "price", "total", "subtotal", "fee", "balance", "cost")

SECRETS = (
    "access_token", "api_key", "api_secret", "bank_account", "card_number", "credit_card", "credit_card_number", "cvv",
    "encrypted_password", "iban", "mfa_secret", "otp_secret", "passport_number", "passwd", "password",
    "password_hash", "pin", "private_key", "recovery_code", "refresh_token", "secret", "secret_key",
    "security_answer", "social_security_number", "ssn", "tax_id", "totp_secret",
)  # fmt: skip

RULE_OPTIONS: Mapping[str, Mapping[str, RuleOption]] = {
    "CON007": {
        "columns": RuleOption(WORDS, ("updated_at", "modified_at"), "the columns that a trigger must set")
    },
    "CON009": {
        "on_delete": RuleOption(
            _some_of(*ACTIONS), ACTIONS[1:], "the allowed actions when a parent row is deleted"
        ),
        "on_update": RuleOption(_some_of(*ACTIONS), ACTIONS, "the allowed actions when its key changes"),
    },
    "CON014": {
        "columns": RuleOption(WORDS, (), "columns that every table must have"),
        "comments": RuleOption(FLAG, False, "whether a table must have a comment"),
        "key_first": RuleOption(FLAG, True, "whether the primary key must come first"),
    },
    "NAM002": {"allow": RuleOption(PATTERN, "", "a pattern for names that may need quotes")},
    "NAM003": {
        kind: RuleOption(
            PATTERN,
            SNAKE if kind in ("schema", "table", "view", "column", "type", "function") else "",
            f"a pattern for the name of a {kind}",
        )
        for kind in (
            "schema",
            "table",
            "view",
            "column",
            "type",
            "function",
            "constraint",
            "index",
            "trigger",
            "policy",
            "sequence",
        )
    },
    "TYP006": {"names": RuleOption(WORDS, MONEY, "words in a column's name that mean that it is money")},
    "TYP010": {"against": RuleOption(_some_of(*TASTES), TASTES, "the checks to run")},
    "IDX005": {"days": RuleOption(WHOLE, 30, "for how many days an index must have been unused")},
    "SEC006": {"columns": RuleOption(WORDS, SECRETS, "the names of columns that hold secrets")},
    "RLS027": {"allowed": RuleOption(WORDS, (), "roles that may bypass row level security")},
}
"""By code and key; the default is used if the settings do not set the option."""


def option(settings: Lint, code: str, name: str, key: str) -> Any:
    """The value of a rule's option, by the rule's code or name, or its default."""
    for written, told in settings.rules.items():
        if written.lower() in (code.lower(), name) and key in told.options:
            return RULE_OPTIONS[code][key].value.read(told.options[key])
    return RULE_OPTIONS[code][key].default


def check_options(code: str, told: Told) -> None:
    """Check the options that the settings set for a rule.

    Raises:
        UsageError: the rule has no such option, or the option does not accept the value.
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
