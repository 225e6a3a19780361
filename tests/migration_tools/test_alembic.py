"""The table of Alembic's history in the SQL that it prints."""

import pytest

from schemadiff.migration_tools.alembic import histories
from schemadiff.migration_tools.scripts import Script


@pytest.mark.parametrize(
    ("name", "columns", "found"),
    [
        ("alembic_version", "version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT {0}_pkc PRIMARY KEY (version_num)", ["public.alembic_version"]),
        ('app."Versions"', 'version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT "Versions_pkc" PRIMARY KEY (version_num)', ['app."Versions"']),
        ("history", "version_num VARCHAR(64) NOT NULL", ["public.history"]),
        ("alembic_version", "id int", []),
        ("releases", "version_num VARCHAR(32) NOT NULL, \n    name text", []),
    ],
)  # fmt: skip
def test_it_is_told_by_its_column(name: str, columns: str, found: list[str]) -> None:
    text = f"BEGIN;\n\nCREATE TABLE {name} (\n    {columns.format(name)}\n);\n\n-- Running upgrade  -> 1a\n"
    assert list(histories([Script("1", "all", "db/all.sql", text)])) == found
