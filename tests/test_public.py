"""The public Python interface."""

import subprocess
import sys
from pathlib import Path

import schemadiff

PROJECT = Path(__file__).parent.parent


def test_the_public_names_are_sorted_and_there():
    assert schemadiff.__all__ == sorted(schemadiff.__all__)
    assert all(getattr(schemadiff, name) is not None for name in schemadiff.__all__)


def test_another_name_is_an_attribute_error():
    assert not hasattr(schemadiff, "no_such_name")


def test_importing_the_package_imports_nothing_slow():
    code = "import schemadiff, sys; print([m for m in ('psycopg', 'pglast', 'migra', 'rich') if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "[]"


def test_users_have_a_database_with_their_schema_in_each_test(tmp_path):
    (tmp_path / "desired").mkdir()
    (tmp_path / "desired" / "a.sql").write_text("create table notes (id int primary key, body text);")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["schemadiff.testing"]\n')
    (tmp_path / "test_it.py").write_text(
        "import psycopg\n"
        "import pytest\n"
        "@pytest.mark.parametrize('again', [1, 2])\n"
        "def test_it(schemadiff_database, again):\n"
        "    with psycopg.connect(schemadiff_database) as conn:\n"
        "        conn.execute(\"insert into notes values (1, 'x')\")\n"
        "        assert conn.execute('select count(*) from notes').fetchone() == (1,)\n"
    )

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "2 passed" in done.stdout, done.stdout + done.stderr
