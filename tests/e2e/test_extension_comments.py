"""Comments on extensions: CREATE EXTENSION takes one from the control file, which the files may not want."""

from __future__ import annotations

from majors import newest_embedded
from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.settings import Settings

pytestmark = newest_embedded
SILENT = "CREATE EXTENSION vector SCHEMA public;\nCOMMENT ON EXTENSION vector IS NULL;\n"


def test_none_at_all(server, tmp_path):
    one, other = tmp_path / "one.sql", tmp_path / "other.sql"
    one.write_text("CREATE SCHEMA app;\n")
    other.write_text("CREATE SCHEMA app;\n" + SILENT)
    found = api.plan_between(
        Settings(tmp_path, other, tmp_path / "generated"), State("one", path=one), State("other", path=other)
    )
    assert ([s.sql for s in found.plan.statements], found.refusals) == (
        ["CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public", "COMMENT ON EXTENSION vector IS NULL"],
        (),
    )
