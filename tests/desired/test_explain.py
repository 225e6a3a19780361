"""Errors of a server in another language than English are recognised by their codes and origin."""

from types import SimpleNamespace

import pytest

from schemadiff.desired.casthints import cast_hint
from schemadiff.desired.explain import described, wants_superuser
from schemadiff.desired.files import read

SQL = "CREATE POLICY p ON t USING (id = 'x'::text);\n"


@pytest.mark.parametrize(
    "said",
    [
        "operator does not exist: integer = text",
        "Operator existiert nicht: integer = text",
        "l'opérateur n'existe pas : integer = text",
    ],
)
def test_types_that_do_not_go_together(tmp_path, said):
    (tmp_path / "a.sql").write_text(SQL)
    (statement,) = read(tmp_path, tmp_path)
    hint = cast_hint(statement, "42883", said, SQL.index("= 'x'"))
    assert hint == "write id = (CAST('x' AS text))::integer"


@pytest.mark.parametrize(
    ("severity", "function", "words", "expected"),
    [
        ("ERROR", "CreateEventTrigger", "permission denied to create event trigger", True),
        ("ERROR", "aclcheck_error", "permission denied for schema s", False),
        ("FEHLER", "CreateEventTrigger", "keine Berechtigung, um Ereignistrigger »e« zu erzeugen", True),
        ("FEHLER", "aclcheck_error", "keine Berechtigung für Schema s", False),
        ("ERREUR", "check_can_set_role", "doit pouvoir SET ROLE « r »", False),
    ],
)
def test_what_only_a_superuser_may(severity, function, words, expected):
    diag = SimpleNamespace(severity=severity, severity_nonlocalized="ERROR", source_function=function)
    assert wants_superuser(diag, words) is expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("ALTER MATERIALIZED VIEW v OWNER TO boss;", "ALTER MATERIALIZED VIEW"),
        ("alter table t owner to boss;", "ALTER TABLE"),
    ],
)
def test_what_a_statement_is_called(tmp_path, sql, expected):
    (tmp_path / "a.sql").write_text(sql)
    (statement,) = read(tmp_path, tmp_path)
    assert described(statement) == expected
