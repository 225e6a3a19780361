"""Roles on the development database: planned, applied, shown by status and drift, and rolled back."""

from __future__ import annotations

FIRST = "CREATE ROLE app LOGIN;\nCREATE ROLE readers;\nGRANT readers TO app;\nCREATE SCHEMA s;\nGRANT USAGE ON SCHEMA s TO readers;\n"
SECOND = "CREATE ROLE app BYPASSRLS;\nALTER ROLE app SET work_mem = '8MB';\nCREATE SCHEMA s;\nGRANT USAGE ON SCHEMA s TO app;\n"


def test_roles_from_the_files_to_the_database_and_back(developing):
    developing.settings('roles = "managed"\n')
    developing.desired(FIRST)
    developing.ok("plan")
    developing.ok("apply", "--yes")
    assert "no changes" in developing.ok("plan").out
    developing.desired(SECOND)
    second = developing.ok("plan").out
    assert "ALTER ROLE app NOLOGIN BYPASSRLS;" in second
    assert "DROP ROLE readers" not in second
    assert "role readers is not dropped: a migration created it" in second
    developing.ok("apply", "--yes")
    assert "no drift" in developing.ok("drift").out
    developing.ok("rollback", "--yes")
    developing.desired(FIRST)
    assert "no drift" in developing.ok("drift").out
