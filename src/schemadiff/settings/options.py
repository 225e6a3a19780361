"""All settings: one list, shared by the reader of the file, the documentation and ``init``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A type of setting: the values that it accepts, and how the environment writes them."""

    is_: str
    """The accepted values in words, after "must be"."""
    read: Callable[[object], object | None]
    """Returns the value in the form of the settings; None if it is not acceptable."""
    from_text: Callable[[str], object] = str
    """Converts an environment variable's text into the value that a file would have."""


PREFIX = "SCHEMADIFF_"
"""What the names of all environment variables of ours begin with."""
BINDIRS = f"{PREFIX}LOCAL_BINDIRS"
"""Further folders with PostgreSQL's programs: no setting, because a repository must not choose what is run."""


@dataclass(frozen=True)
class Option:
    """One setting: its key in the file, its type, its default and its description."""

    key: str
    value: Value
    default: str
    """In TOML syntax; empty if there is no default."""
    does: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.key.upper().replace(".", "_")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value and "\0" not in value else None


def _words(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple) or not all(map(_text, value)):
        return None
    return tuple(value)


def _whole(value: object) -> int | None:
    # In Python, True is an int.
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _duration(value: object) -> str | None:
    # PostgreSQL's own notation for a time setting (manual, 19.1.1).
    return value if isinstance(value, str) and re.fullmatch(r"\d+ ?(us|ms|s|min|h|d)?", value) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _truth(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


def _split(text: str) -> list[str]:
    return [word for word in map(str.strip, text.split(",")) if word]


def _number(text: str) -> object:
    return int(text) if text.isdecimal() else text


def _choice(*allowed: str) -> Value:
    in_words = ", ".join(f'"{word}"' for word in allowed[:-1]) + f' or "{allowed[-1]}"'
    return Value(in_words, lambda value: value if value in allowed else None)


TEXT = Value("a string", _text)
WORDS = Value("a list of strings", _words, _split)
WHOLE = Value("a whole number above 0", _whole, _number)
FLAG = Value("true or false", _flag, _truth)
DURATION = Value('a string such as "5s", "300ms" or "0" (no limit)', _duration)
LEVELS = ("error", "warning", "info")
LEVEL = _choice(*LEVELS, "off")

OPTIONS: tuple[Option, ...] = (
    Option("desired", TEXT, '"desired"', "the folder with the SQL files that describe the database"),
    Option("generated", TEXT, '"generated"', "the folder that the migrations are written to"),
    Option("engine", _choice("native", "migra"), '"native"', "the engine that generates the statements"),
    Option(
        "preset",
        _choice("postgres", "supabase"),
        '"postgres"',
        "the platform, whose own objects are not managed",
    ),
    Option("schemas", WORDS, "[]", "the schemas to manage; empty: all but the platform's"),
    Option(
        "ignore", WORDS, "[]", 'patterns of objects that are not managed ("public.tmp_*", "function app.*")'
    ),
    Option(
        "privileges",
        _choice("declared", "exact", "off"),
        '"declared"',
        "which grants are compared: those of roles that desired/ names, all, or none",
    ),
    Option(
        "roles",
        _choice("managed", "off"),
        '"off"',
        "whether the roles that desired/ creates are managed, with their attributes, settings and memberships",
    ),
    Option("lock_timeout", DURATION, '"5s"', "how long apply waits for a lock before it retries"),
    Option("statement_timeout", DURATION, '"0"', "how long a statement of apply may run"),
    Option(
        "online",
        FLAG,
        "false",
        "whether plan avoids long locks: it splits changes into steps in transactions of their own "
        "(indexes CONCURRENTLY, constraints NOT VALID and validated later)",
    ),
    Option(
        "preflight",
        FLAG,
        "true",
        "whether plan and apply check the target for existing rows that a statement would fail on",
    ),
    Option("preflight_timeout", DURATION, '"5s"', "how long each of these queries may take"),
    Option("target", TEXT, "", "the name of the target to use when --target is not given"),
    Option(
        "migrations.layout",
        _choice(
            "schemadiff",
            "supabase",
            "flyway",
            "dbmate",
            "golang-migrate",
            "sqlx",
            "goose",
            "sql-migrate",
            "node-pg-migrate",
        ),
        '"schemadiff"',
        "the tool whose file names generated/ has; a tool other than schemadiff applies the files itself",
    ),
    Option(
        "migrations.table",
        TEXT,
        "",
        'that tool\'s history table, if it is not the default one, as in "ops.flyway_schema_history"',
    ),
    Option(
        "migrations.placeholders",
        WORDS,
        "[]",
        'values that the tool inserts for ${NAME} in its files, as "NAME=VALUE"',
    ),
    Option("pull.keywords", _choice("upper", "lower"), '"upper"', "how pull writes keywords"),
    Option(
        "shadow.provider",
        _choice("auto", "embedded", "local", "docker", "url", "target"),
        '"auto"',
        "where the throw-away PostgreSQL comes from",
    ),
    Option("shadow.version", WHOLE, "", "its major version; the target's own when not set"),
    Option("shadow.url", TEXT, "", 'the server of provider "url"; $NAME is taken from the environment'),
    Option("shadow.image", TEXT, "", 'the image of provider "docker", for example "postgis/postgis:17-3.5"'),
    Option(
        "shadow.extensions",
        WORDS,
        "[]",
        "extensions that desired/ may create in addition to those known as harmless",
    ),
    Option(
        "shadow.trusted",
        FLAG,
        "false",
        "whether a superuser of the throw-away server loads desired/, for objects that only a superuser "
        "can create: only if you trust everyone who can change desired/",
    ),
    Option(
        "lint.preset",
        _choice("postgres", "supabase", "strict"),
        "",
        "the defaults of the other settings of [lint]; strict: the platform's, with every rule on and "
        'fail_on "info"; the platform\'s when not set',
    ),
    Option(
        "types.typescript",
        TEXT,
        "",
        "the file that types typescript writes; if set, plan shows what changes for clients",
    ),
    Option("types.python", TEXT, "", "the same for types python"),
    Option("types.schemas", WORDS, '["public"]', "the schemas that are exposed to clients"),
    Option("docs.file", TEXT, "", "the file that docs writes, such as docs/schema.md"),
    Option("lint.fail_on", _choice(*LEVELS), '"error"', "the lowest severity that makes lint exit 1"),
    Option(
        "lint.plan_fail_on",
        LEVEL,
        '"off"',
        "the lowest severity of a lint finding in a plan that makes plan exit 1 and write nothing",
    ),
    Option(
        "lint.small_table_rows",
        WHOLE,
        "10000",
        "findings about tables of the target with fewer rows have severity info, because they may be locked",
    ),
    Option(
        "lint.runner_sets_timeouts",
        FLAG,
        "false",
        "whether the tool that runs hand-written migrations sets lock_timeout and statement_timeout itself",
    ),
    Option(
        "lint.transaction_per_file",
        FLAG,
        "true",
        "whether the tool that runs hand-written migrations puts each file into one transaction",
    ),
    Option(
        "lint.exposed_schemas",
        WORDS,
        "by preset",
        'the schemas that are reachable from outside; empty: all managed ones (supabase: ["public"])',
    ),
    Option(
        "lint.api_roles",
        WORDS,
        "by preset",
        'the roles of outside users (postgres: ["PUBLIC"], supabase: ["anon", "authenticated"])',
    ),
    Option(
        "lint.baseline",
        TEXT,
        "",
        "a file with known findings that are not reported, such as schemadiff-lint.json",
    ),
    Option("lint.app_roles", WORDS, "[]", "the roles that the application logs in as"),
    Option("lint.tenant_column", TEXT, "", "the column that says which tenant a row belongs to"),
    Option(
        "lint.require_rls",
        _choice("granted", "all"),
        "by preset",
        "which tables must have row level security: those on which an API role holds a privilege "
        "(supabase), or all (postgres)",
    ),
)
BY_KEY = {option.key: option for option in OPTIONS}
TABLES = ("targets", "migrations", "pull", "shadow", "types", "docs", "lint", "lint.rules", "lint.ignore")
"""The tables of the file; the keys of ``targets`` and ``lint.rules`` are the user's own."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most similar to ``word``; similarity of the last parts counts as much as of the whole names."""
    last = word.rpartition(".")[2]

    def likeness(name: str) -> float:
        whole = difflib.SequenceMatcher(None, word, name).ratio()
        return max(whole, difflib.SequenceMatcher(None, last, name.rpartition(".")[2]).ratio())

    return max(known, key=likeness)
