"""The Python types run and pass mypy, and mypy judges a client correctly by them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from schemadiff import api, settings
from schemadiff.postgres.server import scratch_database
from schemadiff.types import TYPES, Introspection, read
from schemadiff.types.python import python

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "reference.database_types.txt"
"""No .py, which the formatter would rewrite."""


def seen(server, case: str, schemas: list[str]) -> Introspection:
    with (
        scratch_database(server) as name,
        psycopg.connect(server.conninfo(name, superuser=True), autocommit=True) as conn,
    ):
        sql = (HERE / "cases" / f"{case}.sql").read_bytes()
        conn.execute(b"SET search_path TO public;" + sql)
        return read(conn, schemas)


def checked(folder: Path, *files: str) -> str:
    """What mypy --strict says."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def test_desired_gives_the_reference() -> None:
    assert api.types(settings.load(ROOT, {}), "python") == GOLDEN.read_text(encoding="utf-8")


def test_the_cases_and_a_client_pass_mypy(tmp_path: Path, server18) -> None:
    """With what must not pass marked: mypy complains of a mark without an error as well."""
    shutil.copy(GOLDEN, tmp_path / "reference.py")
    shutil.copy(HERE / "python_usage.py", tmp_path)
    for case in ("columns", "functions", "names", "schemas", "views"):
        schemas = ["public", "api", "Empty"] if case == "schemas" else ["public"]
        text = python(seen(server18, case, schemas))
        compile(text, case, "exec")
        exec(text, {})
        (tmp_path / f"{case}.py").write_text(text, encoding="utf-8")
    files = [path.name for path in tmp_path.iterdir()]
    assert checked(tmp_path, *files).startswith(f"Success: no issues found in {len(files)} source files")


def test_mypy_would_see_another_schema(tmp_path: Path) -> None:
    text = GOLDEN.read_text(encoding="utf-8").replace("seat_no: int", "seat_no: str")
    (tmp_path / "reference.py").write_text(text, encoding="utf-8")
    shutil.copy(HERE / "python_usage.py", tmp_path)
    assert 'Expression is of type "str", not "int"' in checked(tmp_path, "python_usage.py")


@pytest.mark.parametrize(
    "expected",
    [
        "class Things(TypedDict):",
        "class ApiThings(TypedDict):",
        'State: TypeAlias = Literal["a", "b"]',
        'ApiState: TypeAlias = Literal["c", "d"]',
        '    s3: Literal["e", "f"] | None',
        "    t: object",
        "    u: list[ApiThings] | None",
        'ApiThingReturns: TypeAlias = "Things | None"',
    ],
)
def test_names_and_types_of_several_schemas(expected: str, several: str) -> None:
    assert expected in several.splitlines()


@pytest.fixture(scope="module")
def several(server18) -> str:
    return TYPES["python"](seen(server18, "schemas", ["public", "api", "Empty"]))
