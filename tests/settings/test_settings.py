"""Settings: their sources, their precedence, and the errors for wrong ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schemadiff import settings
from schemadiff.errors import UsageError
from schemadiff.settings import Settings, Shadow, Target
from schemadiff.settings.lint import Lint
from schemadiff.settings.options import OPTIONS, nearest


def load(
    folder: Path, text: str = "", environ: Mapping[str, str] | None = None, **overrides: object
) -> Settings:
    """The settings of a project whose schemadiff.toml holds ``text``."""
    (folder / "schemadiff.toml").write_text(text, encoding="utf-8")
    return settings.load(folder, {key.replace("__", "."): v for key, v in overrides.items()}, environ or {})


def complaint(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> str:
    with pytest.raises(UsageError) as raised:
        load(folder, text, environ)
    assert raised.value.exit_code == 2
    return str(raised.value)


EVERYTHING = """
desired = "db/desired"
generated = "db/generated"
engine = "migra"
preset = "supabase"
schemas = ["app", "Odd Name"]
ignore = ["public.tmp_*"]
privileges = "exact"
lock_timeout = "300ms"
statement_timeout = "1 min"
target = "staging"

[targets.staging]
url = "$STAGING"
[targets.production]
url = "postgresql://app:${PASSWORD}@db/app"

[shadow]
provider = "docker"
version = 17
url = "postgresql://db/postgres"
image = "postgis/postgis:17-3.5"
extensions = ["postgis"]

[lint]
fail_on = "warning"
exposed_schemas = ["api"]
api_roles = ["web"]
app_roles = ["app"]
require_rls = "all"

[lint.rules]
IDX001 = "warning"
rls-disabled = "off"
CON014 = { columns = ["id"] }

[[lint.ignore]]
rule = "RLS001"
object = "public.spatial_ref_sys"
reason = "PostGIS's own"

[[lint.ignore]]
rule = "IDX001"
object = "public.old_*"
reason = "going away"
expires = 2026-12-31
"""


def test_everything_that_a_file_may_say(tmp_path: Path) -> None:
    found = load(tmp_path, EVERYTHING, {"STAGING": "postgresql://staging/app", "PASSWORD": "pw"})
    assert (found.desired, found.generated) == (tmp_path / "db/desired", tmp_path / "db/generated")
    assert (found.engine, found.preset, found.privileges) == ("migra", "supabase", "exact")
    assert (found.schemas, found.ignore) == (("app", "Odd Name"), ("public.tmp_*",))
    assert (found.lock_timeout, found.statement_timeout) == ("300ms", "1 min")
    assert found.shadow == Shadow(
        "docker", 17, "postgresql://db/postgres", "postgis/postgis:17-3.5", ("postgis",)
    )
    assert found.lint.fail_on == "warning"
    told = {rule: (said.level, dict(said.options)) for rule, said in found.lint.rules.items()}
    assert told == {
        "IDX001": ("warning", {}),
        "rls-disabled": ("off", {}),
        "CON014": (None, {"columns": ["id"]}),
    }
    assert (found.lint.exposed_schemas, found.lint.api_roles) == (("api",), ("web",))
    assert (found.lint.app_roles, found.lint.require_rls) == (("app",), "all")
    first, second = found.lint.ignore
    assert (first.rule, first.object, first.reason, first.expires) == (
        "RLS001",
        "public.spatial_ref_sys",
        "PostGIS's own",
        None,
    )
    assert (second.expires, second.at) == (date(2026, 12, 31), ("schemadiff.toml", 42, None))
    assert found.target().url == "postgresql://staging/app"
    assert found.target("production").url == "postgresql://app:pw@db/app"
    assert found.file == tmp_path / "schemadiff.toml"


def test_nothing_said(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = settings.load(tmp_path, environ={})
    assert found == Settings(tmp_path, tmp_path / "desired", tmp_path / "generated")
    assert found.target() == Target("development")
    assert str(found.target()) == "development database"


def test_row_level_security_is_required_under_both_presets(tmp_path: Path) -> None:
    assert load(tmp_path).lint == Lint("error", (), ("PUBLIC",), (), "all")
    supabase = load(tmp_path, 'preset = "supabase"').lint
    strict = load(tmp_path, 'preset = "supabase"\n[lint]\npreset = "strict"').lint
    assert strict == replace(supabase, strict=True, fail_on="info")
    strict = load(tmp_path, '[lint]\npreset = "strict"\nfail_on = "warning"').lint
    assert strict == Lint("warning", strict=True)
    assert load(tmp_path, '[lint]\npreset = "supabase"').lint == supabase
    assert supabase.require_rls == "all"
    assert supabase.exposed_schemas == ("public",)
    assert supabase.api_roles == ("anon", "authenticated")


def test_a_preset_gives_way_to_what_the_file_says(tmp_path: Path) -> None:
    lint = load(tmp_path, 'preset = "supabase"\n[lint]\nexposed_schemas = []\nrequire_rls = "all"').lint
    assert (lint.exposed_schemas, lint.require_rls) == ((), "all")


@pytest.mark.parametrize(
    ("text", "environ", "flag", "expected"),
    [
        ("", {}, None, "native"),
        ('engine = "migra"', {}, None, "migra"),
        ('engine = "native"', {"SCHEMADIFF_ENGINE": "migra"}, None, "migra"),
        ('engine = "native"', {"SCHEMADIFF_ENGINE": "native"}, "migra", "migra"),
        ('engine = "migra"', {"SCHEMADIFF_ENGINE": ""}, None, "migra"),
    ],
)
def test_flag_then_environment_then_file_then_default(
    tmp_path: Path, text: str, environ: dict[str, str], flag: str | None, expected: str
) -> None:
    assert load(tmp_path, text, environ, engine=flag).engine == expected


def test_every_setting_has_an_environment_variable(tmp_path: Path) -> None:
    environ = {
        "SCHEMADIFF_DESIRED": "schema",
        "SCHEMADIFF_SCHEMAS": "app, api",
        "SCHEMADIFF_SHADOW_PROVIDER": "local",
        "SCHEMADIFF_SHADOW_VERSION": "16",
        "SCHEMADIFF_LINT_FAIL_ON": "info",
        "SCHEMADIFF_TARGET": "staging",
    }
    found = load(tmp_path, "", environ)
    assert (found.desired, found.schemas) == (tmp_path / "schema", ("app", "api"))
    assert (found.shadow.provider, found.shadow.version) == ("local", 16)
    assert (found.lint.fail_on, found.default_target) == ("info", "staging")
    assert len({option.variable for option in OPTIONS}) == len(OPTIONS)


def test_a_variable_that_is_no_setting_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    environ = {
        "SCHEMADIFF_ENGNE": "migra",
        "SCHEMADIFF_ENGINE": "native",
        "SCHEMADIFF_LOCAL_BINDIRS": "",
        "SCHEMADIFF_OURS": "postgresql://db/app",
        "SCHEMADIFFERENT": "x",
    }
    load(tmp_path, '[targets.x]\nurl = "${SCHEMADIFF_OURS}"', environ)
    (said,) = caplog.messages
    assert said == (
        "the environment variable SCHEMADIFF_ENGNE is no setting and has no effect; the nearest known one is "
        "SCHEMADIFF_ENGINE"
    )


def test_commands_that_output_names_have_the_flags_of_the_project(tmp_path: Path) -> None:
    text = '[targets.default]\nurl = "dbname=a"\n[targets.b]\nurl = "dbname=b"'
    found = replace(load(tmp_path, text), given=" -C app", given_url=" --target URL")
    assert [found.flag(name) for name in ("default", "b", "host=x")] == [
        " -C app",
        " -C app --target b",
        " -C app --target URL",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '\ndesird = "x"',
            'schemadiff.toml:2: unknown setting "desird"\nhint: the nearest known one is "desired"',
        ),
        (
            '[shadow]\nprovder = "x"',
            'schemadiff.toml:2: unknown setting "shadow.provder"\nhint: the nearest known one is "shadow.provider"',
        ),
        (
            'provider = "local"',
            'schemadiff.toml:1: unknown setting "provider"\nhint: the nearest known one is "shadow.provider"',
        ),
        (
            "[shadw]\nversion = 17",
            'schemadiff.toml:1: unknown setting "shadw"\nhint: the nearest known one is "shadow"',
        ),
        (
            '\nengine = "mirga"',
            'schemadiff.toml:2: "engine" must be "native" or "migra", not "mirga"',
        ),
        ("desired = 3", 'schemadiff.toml:1: "desired" must be a string, not 3'),
        ('schemas = "app"', 'schemadiff.toml:1: "schemas" must be a list of strings, not "app"'),
        ("schemas = [1]", 'schemadiff.toml:1: "schemas" must be a list of strings, not [1]'),
        (
            "[shadow]\nversion = true",
            'schemadiff.toml:2: "shadow.version" must be a whole number above 0, not true',
        ),
        (
            '[shadow]\nversion = "17"',
            'schemadiff.toml:2: "shadow.version" must be a whole number above 0, not "17"',
        ),
        (
            'lock_timeout = "soon"',
            'schemadiff.toml:1: "lock_timeout" must be a string such as "5s", "300ms" or "0" (no limit), not "soon"',
        ),
        ("shadow = 1", 'schemadiff.toml:1: "shadow" must be a table\nhint: write [shadow]'),
        ("targets = 1", 'schemadiff.toml:1: "targets" must be a table\nhint: write [targets]'),
        ("[targets.a]", 'schemadiff.toml:1: target "a" has no url\nhint: write url = "$NAME"'),
        (
            '[targets.a]\nurl = "x"\nport = 3',
            'schemadiff.toml:3: unknown setting "targets.a.port"\nhint: the only one is "url"',
        ),
        (
            '[lint.rules]\nRLS001 = "loud"',
            'schemadiff.toml:2: "lint.rules.RLS001" must be "error", "warning", "info" or "off", not "loud"',
        ),
        ('[[lint.ignore]]\nrule = "RLS001"', 'schemadiff.toml:1: [[lint.ignore]] needs "object", a string'),
        (
            '[[lint.ignore]]\nrule = "a"\nobject = "b"\nreason = "c"\nexpires = "soon"',
            'schemadiff.toml:1: "expires" must be a day such as 2026-12-31, not "soon"',
        ),
        (
            '[[lint.ignore]]\nrules = "a"',
            'schemadiff.toml:1: unknown setting "rules" in [[lint.ignore]]\nhint: the nearest known one is "rule"',
        ),
        (
            "[lint]\nignore = 3",
            'schemadiff.toml:2: "lint.ignore" must be a list of tables\nhint: write [[lint.ignore]]',
        ),
        ("engine = ,", "schemadiff.toml:1:10: not TOML: invalid value"),
    ],
)
def test_wrong_settings_are_named_with_their_line(tmp_path: Path, text: str, expected: str) -> None:
    assert complaint(tmp_path, text) == expected


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    assert (
        complaint(tmp_path, "", {"SCHEMADIFF_SHADOW_VERSION": "new"})
        == 'SCHEMADIFF_SHADOW_VERSION must be a whole number above 0, not "new"'
    )


def test_nearest_looks_at_the_last_part_too() -> None:
    known = [option.key for option in OPTIONS]
    assert nearest("fail-on", known) == "lint.fail_on"
    assert nearest("lint.fail_onn", known) == "lint.fail_on"
    assert nearest("schema", known) == "schemas"


@pytest.mark.parametrize(
    ("desired", "generated"), [("db", "db"), ("db", "db/generated"), ("db/desired", "db")]
)
def test_the_two_folders_must_not_lie_in_each_other(tmp_path: Path, desired: str, generated: str) -> None:
    assert "must be two folders" in complaint(tmp_path, f'desired = "{desired}"\ngenerated = "{generated}"')


# Where the file is.


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    (tmp_path / "schemadiff.toml").write_text('engine = "migra"')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    found = settings.load(below, environ={})
    assert (found.engine, found.root) == ("migra", tmp_path)


def test_a_file_above_the_repository_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "schemadiff.toml").write_text('engine = "migra"')
    below = tmp_path / "repository" / "folder"
    below.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    assert settings.load(below, environ={}).engine == "native"


def test_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.schemadiff]\nengine = "migra"\n[tool.schemadiff.lint]\nfail_on = "info"\n'
    (tmp_path / "pyproject.toml").write_text(text)
    found = settings.load(tmp_path, environ={})
    assert (found.engine, found.lint.fail_on, found.root) == ("migra", "info", tmp_path)
    (tmp_path / "pyproject.toml").write_text(text.replace("fail_on", "fail_at"))
    with pytest.raises(UsageError) as raised:
        settings.load(tmp_path, environ={})
    assert str(raised.value) == (
        'pyproject.toml:7: unknown setting "lint.fail_at"\nhint: the nearest known one is "lint.fail_on"'
    )


def test_a_pyproject_without_settings_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "schemadiff.toml").write_text('engine = "migra"')
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "pyproject.toml").write_text('tool = "none"')
    assert settings.load(tmp_path / "package", environ={}).engine == "migra"


def test_two_files_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.schemadiff]")
    with pytest.raises(
        UsageError, match=r"settings in two files: .*schemadiff\.toml and \[tool\.schemadiff\]"
    ):
        load(tmp_path)


def test_a_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('engine = "migra"')
    found = settings.load(tmp_path, environ={}, config=tmp_path / "other.toml")
    assert (found.engine, found.file) == ("migra", tmp_path / "other.toml")
    with pytest.raises(UsageError, match=r"cannot read the settings: none\.toml: No such file"):
        settings.load(tmp_path, environ={}, config=tmp_path / "none.toml")
    (tmp_path / "pyproject.toml").write_text("")
    with pytest.raises(UsageError, match=r"pyproject\.toml has no \[tool\.schemadiff\]"):
        settings.load(tmp_path, environ={}, config=tmp_path / "pyproject.toml")


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "schemadiff.toml").write_bytes(b'desired = "\xff"')
    with pytest.raises(UsageError, match=r"schemadiff\.toml is not UTF-8"):
        settings.load(tmp_path, environ={})


# Targets.

TWO = '[targets.staging]\nurl = "postgresql://s/app"\n[targets.production]\nurl = "postgresql://p/app"\n'


def test_the_default_target(tmp_path: Path) -> None:
    url = {"DATABASE_URL": "postgresql://env/app"}
    one = '[targets.staging]\nurl = "postgresql://s/app"\n'
    default = '[targets.default]\nurl = "postgresql://d/app"\n'
    development = '[targets.development]\nurl = "postgresql://dev/app"\n'
    assert load(tmp_path, one).target().name == "staging"
    assert load(tmp_path, TWO + default).target().url == "postgresql://d/app"
    assert load(tmp_path, TWO + development).target().url == "postgresql://dev/app"
    assert load(tmp_path, TWO + default, url).target().url == "postgresql://env/app"
    assert load(tmp_path, TWO, url).target().origin == "DATABASE_URL"
    assert load(tmp_path, TWO, {"SCHEMADIFF_TARGET": "production"}).target().url == "postgresql://p/app"
    assert load(tmp_path, TWO, url).target("staging").url == "postgresql://s/app"
    assert load(tmp_path, TWO).target("development").url is None


def test_which_target(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^several targets, and none is the default: production, staging"):
        load(tmp_path, TWO).target()
    with pytest.raises(UsageError) as raised:
        load(tmp_path, TWO).target("prod")
    assert (
        str(raised.value)
        == 'no target is called "prod"\nhint: known targets: development, production, staging'
    )


def test_what_has_the_next_command_mean_the_same_target(tmp_path: Path) -> None:
    url = {"DATABASE_URL": "postgresql://env/app"}
    several = load(tmp_path, TWO)
    assert several.flag("staging") == " --target staging"
    assert several.flag("development database") == " --target development"
    assert several.flag("database app on env") == ""
    assert load(tmp_path, TWO, {"SCHEMADIFF_TARGET": "staging"}).flag("staging") == ""
    assert load(tmp_path, TWO, url).flag("staging") == " --target staging"
    assert load(tmp_path, '[targets.a]\nurl = "postgresql://s/app"\n').flag("a") == ""
    assert load(tmp_path).flag("development database") == ""


def test_a_missing_variable_matters_when_its_target_is_used(tmp_path: Path) -> None:
    found = load(tmp_path, TWO + '[targets.secret]\nurl = "postgresql://${WHO}:$PASS@db/app"')
    assert found.target("staging").url == "postgresql://s/app"
    with pytest.raises(UsageError) as raised:
        found.target("secret")
    assert str(raised.value) == (
        'target "secret" needs the environment variable WHO and PASS\n'
        "hint: its URL in schemadiff.toml refers to it, but it is not set"
    )


def test_a_shadow_url_with_a_missing_variable(tmp_path: Path) -> None:
    text = '[shadow]\nurl = "$SHADOW"\nprovider = "{}"'
    assert complaint(tmp_path, text.format("url")) == '"shadow.url" needs the environment variable SHADOW'
    assert load(tmp_path, text.format("embedded")).shadow.url is None
    assert load(tmp_path, text.format("url"), {"SHADOW": "postgresql://x/y"}).shadow.url == "postgresql://x/y"


def test_a_url_as_target(tmp_path: Path) -> None:
    found = load(tmp_path).target("postgresql+psycopg://anna:s3cret@db/app")
    assert found.url == "postgresql://anna:s3cret@db/app"
    assert "s3cret" not in f"{found!r} {found}"


def test_a_dollar_that_names_nothing_stays(tmp_path: Path) -> None:
    found = load(tmp_path, '[targets.a]\nurl = "postgresql://u:pa$$1@db/app"')
    assert found.target().url == "postgresql://u:pa$$1@db/app"


def test_no_secret_in_any_repr_or_message(tmp_path: Path) -> None:
    secret = "postgresql://anna:s3cret@db/app"
    found = load(
        tmp_path, f'[targets.a]\nurl = "{secret}"\n[shadow]\nurl = "{secret}"', {"DATABASE_URL": secret}
    )
    assert "s3cret" not in repr(found)
    assert "s3cret" not in complaint(tmp_path, f'[shadow]\nurl = ["{secret}"]')
    assert "s3cret" not in complaint(tmp_path, f'engine = "{secret}"')
