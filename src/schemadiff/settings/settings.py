"""The settings in effect: flags take precedence over the environment, then the file, then the defaults.

The file is ``schemadiff.toml``, or ``[tool.schemadiff]`` in ``pyproject.toml``, in the current folder or the nearest
one above it that has either (not above the repository's root). ``options.OPTIONS`` lists every setting; each has an
environment variable (``SCHEMADIFF_SHADOW_PROVIDER``), and ``DATABASE_URL`` is the URL of the target ``default``.
``$NAME`` and ``${NAME}`` in a URL are replaced from the environment.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from schemadiff.errors import UsageError, place
from schemadiff.settings import containment
from schemadiff.settings import lint as lint_settings
from schemadiff.settings.file import File, checked, find, taken
from schemadiff.settings.lint import Lint
from schemadiff.settings.options import BINDIRS, BY_KEY, PREFIX, nearest

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Target:
    """A database to keep equal to ``desired/``. Its URL is a secret that ``repr`` does not show."""

    name: str
    url: str | None = field(default=None, repr=False)
    """If None: the project's own development database."""
    origin: str = ""
    """Where it is defined: "DATABASE_URL", "schemadiff.toml", "--target"."""
    missing: tuple[str, ...] = ()
    """The environment variables that its URL uses and that are not set."""

    def __str__(self) -> str:
        return "development database" if self.url is None else self.name


def is_url(name: str) -> bool:
    """True if a target is given by its connection string, and not by its name."""
    return "://" in name or "=" in name


DEVELOPMENT = Target("development")


@dataclass(frozen=True)
class Shadow:
    """The settings of the throw-away PostgreSQL."""

    provider: str = "auto"
    version: int | None = None
    url: str | None = field(default=None, repr=False)
    image: str | None = None
    extensions: tuple[str, ...] = ()
    trusted: bool = False
    """True if a superuser loads ``desired/``: whoever can change the files can then run programs on this machine."""


@dataclass(frozen=True)
class Types:
    """The generated files with types for clients, relative to the project; None if not wanted."""

    typescript: str | None = None
    python: str | None = None
    schemas: tuple[str, ...] = ("public",)

    def __bool__(self) -> bool:
        return bool(self.typescript or self.python)


@dataclass(frozen=True)
class Settings:
    """All settings of a command."""

    root: Path
    """The project's folder: positions and written files are shown relative to it."""
    desired: Path
    generated: Path
    engine: str = "native"
    preset: str = "postgres"
    schemas: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    privileges: str = "declared"
    roles: str = "off"
    lock_timeout: str = "5s"
    statement_timeout: str = "0"
    online: bool = False
    """True if plans use steps that do not block other sessions for long."""
    preflight: bool = True
    """True if the target's rows are checked for values on which a plan would fail."""
    preflight_timeout: str = "5s"
    targets: Mapping[str, Target] = field(default_factory=dict)
    shadow: Shadow = field(default_factory=Shadow)
    lint: Lint = field(default_factory=Lint)
    types: Types = field(default_factory=Types)
    docs: str | None = None
    """The file with the reference page, relative to the project; None if not wanted."""
    layout: str = "schemadiff"
    """The migration tool whose file names ``generated/`` follows."""
    history_table: str | None = None
    """The history table of that tool, if not its default one."""
    placeholders: tuple[str, ...] = ()
    """The placeholders that the tool replaces in its files, each as ``NAME=VALUE``."""
    keywords: str = "upper"
    """The case of keywords in files that pull writes."""
    default_target: str | None = None
    file: Path | None = None
    """The settings file; None if there is none."""
    given: str = field(default="", repr=False)
    """The flags that said where the project is (" -C app"), for the commands that output names."""

    given_url: str = field(default="", repr=False)
    """The flag for a target that was given by its URL, which is not repeated (" --target URL"); else empty."""

    @property
    def migrations(self) -> str:
        """The folder of the migrations as output shows it."""
        return f"{self.generated.relative_to(self.root).as_posix()}/"

    def target(self, name: str | None = None) -> Target:
        """The target with this name or URL, or else the default one; UsageError if it does not exist.

        Without a name: ``target`` of the settings, else ``default`` (DATABASE_URL), else the only one, else
        ``development``. If none is configured, it is the development database.
        """
        name = name or self.default_target
        if name and is_url(name):
            return Target(place(name), _libpq(name), "--target")
        found = self._named(name) if name else self._default()
        if found.missing:
            raise UsageError(
                f'target "{found.name}" needs the environment variable {" and ".join(found.missing)}',
                hint=f"its URL in {found.origin} refers to it, but it is not set",
            )
        return found

    def flag(self, shown: str) -> str:
        """The flags for the project and the target that output calls ``shown``: ``--target`` if needed, a URL as ``URL``.

        A snapshot is called by its target and the time.
        """
        shown = shown.partition(", as of ")[0]
        named = (target for target in (*self.targets.values(), DEVELOPMENT) if str(target) == shown)
        target = next(named, None)
        if target is None:
            return self.given + self.given_url
        try:
            usual = self._named(self.default_target) if self.default_target else self._default()
        except UsageError:  # there is none, or it is a URL
            usual = None
        return self.given if usual == target else f"{self.given} --target {target.name}"

    def _named(self, name: str) -> Target:
        if name in self.targets:
            return self.targets[name]
        if name == DEVELOPMENT.name:
            return DEVELOPMENT
        known = sorted({*self.targets, DEVELOPMENT.name})
        raise UsageError(f'no target is called "{name}"', hint=f"known targets: {', '.join(known)}")

    def _default(self) -> Target:
        if not self.targets:
            return DEVELOPMENT
        if len(self.targets) == 1:
            return next(iter(self.targets.values()))
        for name in ("default", DEVELOPMENT.name):
            if name in self.targets:
                return self.targets[name]
        names = ", ".join(sorted(self.targets))
        raise UsageError(
            f"several targets, and none is the default: {names}",
            hint="use --target NAME, or name one of them [targets.default]",
        )


def load(
    start: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] = os.environ,
    *,
    config: Path | None = None,
) -> Settings:
    """Read the settings for folder ``start``, or those in the file ``config``.

    ``overrides`` are the flags, by key (``{"shadow.provider": "local"}``); None means "not given".
    """
    start = (start or Path.cwd()).resolve()
    file = find(start, config)
    values: dict[str, Any] = _from_file(file)
    values |= _from_environment(environ)
    values |= {
        key: checked(BY_KEY[key], value, f"--{key.rpartition('.')[2].replace('_', '-')}")
        for key, value in (overrides or {}).items()
        if value is not None
    }
    for words in _unknown(environ, file):
        log.warning("%s", words)
    root = file.path.parent if file.path else start
    containment.check(
        file, root, {key for key, value in (overrides or {}).items() if value is not None} | _in(environ)
    )
    settings = Settings(
        root=root,
        desired=Path(os.path.normpath(root / values.pop("desired", "desired"))),
        generated=Path(os.path.normpath(root / values.pop("generated", "generated"))),
        targets=_targets(file, environ),
        shadow=_shadow(values, environ),
        types=Types(**taken(values, "types.")),
        lint=lint_settings.read(file, values),
        docs=values.pop("docs.file", None),
        layout=values.pop("migrations.layout", "schemadiff"),
        history_table=values.pop("migrations.table", None),
        placeholders=tuple(values.pop("migrations.placeholders", ())),
        keywords=values.pop("pull.keywords", "upper"),
        default_target=values.pop("target", None),
        file=file.path,
        **{key: value for key, value in values.items() if "." not in key},
    )
    return _sound(settings)


def _sound(settings: Settings) -> Settings:
    desired, generated = settings.desired, settings.generated
    if generated == desired or desired in generated.parents or generated in desired.parents:
        raise UsageError(
            f"desired ({desired}) and generated ({generated}) must be two folders, neither inside the other",
            hint="every *.sql file under desired is read as part of the schema",
        )
    return settings


def _from_file(file: File) -> dict[str, Any]:
    return {
        key: checked(BY_KEY[key], value, f'"{key}"', file.position(key)) for key, value in file.plain.items()
    }


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        option.key: checked(option, option.value.from_text(environ[option.variable]), option.variable)
        for option in BY_KEY.values()
        if environ.get(option.variable)
    }


def _unknown(environ: Mapping[str, str], file: File) -> Iterator[str]:
    """Yield words for each variable that looks like a setting and is none: of a misspelt one nothing else would tell."""
    known = {option.variable for option in BY_KEY.values()} | {BINDIRS}
    for name in sorted(environ.keys() - known):
        own = re.search(rf"\$\{{?{re.escape(name)}\b", file.text)
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_") and not own:
            near = nearest(name, known)
            yield f"the environment variable {name} is no setting and has no effect; the nearest known one is {near}"


def _in(environ: Mapping[str, str]) -> set[str]:
    return {option.key for option in BY_KEY.values() if environ.get(option.variable)}


def _targets(file: File, environ: Mapping[str, str]) -> dict[str, Target]:
    found = dict(_targets_of_file(file, environ))
    if url := environ.get("DATABASE_URL"):
        found["default"] = Target("default", _libpq(url), "DATABASE_URL")
    return found


def _targets_of_file(file: File, environ: Mapping[str, str]) -> Iterator[tuple[str, Target]]:
    for name, table in file.targets.items():
        at = file.position(f"targets.{name}")
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            raise UsageError(
                f'a target cannot be called "{name}"', at=at, hint="use letters, digits, - and _"
            )
        if not isinstance(table, dict):
            raise UsageError(
                f'"targets.{name}" must be a table', at=at, hint=f'write [targets.{name}] and url = "$NAME"'
            )
        for key in table:
            if key != "url":
                at = file.position(f"targets.{name}.{key}")
                raise UsageError(
                    f'unknown setting "targets.{name}.{key}"', at=at, hint='the only one is "url"'
                )
        url = table.get("url")
        if not isinstance(url, str) or not url:
            raise UsageError(f'target "{name}" has no url', at=at, hint='write url = "$NAME"')
        text, missing = _expanded(url, environ)
        yield name, Target(name, _libpq(text), str(file), missing)


def _shadow(values: dict[str, Any], environ: Mapping[str, str]) -> Shadow:
    shadow = Shadow(**taken(values, "shadow."))
    if shadow.url is None:
        return shadow
    url, missing = _expanded(shadow.url, environ)
    if missing and shadow.provider in {"auto", "url"}:
        raise UsageError(f'"shadow.url" needs the environment variable {" and ".join(missing)}')
    return replace(shadow, url=None if missing else _libpq(url))


def _expanded(text: str, environ: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with ``$NAME`` and ``${NAME}`` replaced, and the names of variables that are not set."""
    missing: list[str] = []

    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["bare"]
        if not environ.get(name):
            missing.append(name)
        return environ.get(name, "")

    found = re.sub(r"\$(?:\{(?P<braced>[A-Za-z_]\w*)\}|(?P<bare>[A-Za-z_]\w*))", value, text)
    return found, tuple(dict.fromkeys(missing))


def _libpq(url: str) -> str:
    # SQLAlchemy's URLs name a driver, which libpq does not know: postgresql+psycopg://
    return re.sub(r"^(postgres(?:ql)?)\+\w+://", r"\1://", url)
