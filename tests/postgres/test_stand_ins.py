"""Extensions for which a script is a stand-in."""

from pathlib import Path

import pytest

from schemadiff.postgres import stand_ins
from schemadiff.postgres.binaries import Binaries
from schemadiff.presets import PRESETS
from schemadiff.settings import load
from schemadiff.shadow import Workshop

SERVICES = PRESETS["supabase"].services


def installed(folder: Path, version: int, *names: str) -> Binaries:
    there = folder / "share" / "postgresql" / "extension"
    there.mkdir(parents=True)
    for name in names:
        (there / f"{name}.control").touch()
    return Binaries(folder / "bin", "", version)


def test_the_real_one_is_taken_where_there_is_one(tmp_path):
    assert stand_ins.standing_in(installed(tmp_path, 180001, "pg_cron"), SERVICES) == SERVICES - {"pg_cron"}


def test_before_18_there_is_no_way_to_them(tmp_path):
    assert stand_ins.standing_in(installed(tmp_path, 170006), SERVICES) == frozenset()


def test_who_names_an_image_wants_what_is_in_it(tmp_path):
    def wanted(shadow):
        (tmp_path / "schemadiff.toml").write_text(f'preset = "supabase"\n[shadow]\n{shadow}\n')
        return Workshop(load(tmp_path, {}), reads=False).wanted.stand_ins

    assert wanted('image = "supabase/postgres:17"') == frozenset()
    assert wanted("") == SERVICES


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_has_its_scripts(name, tmp_path):
    given = stand_ins.settings(frozenset({name}), tmp_path)
    place = tmp_path / "stand-ins"
    assert given == {"extension_control_path": f"$system:{place}"}
    control, script = sorted(path.name for path in (place / "extension").iterdir())[::-1]
    version = script.removeprefix(f"{name}--").removesuffix(".sql")
    assert control == f"{name}.control"
    assert f"default_version = '{version}'" in (place / "extension" / control).read_text()
