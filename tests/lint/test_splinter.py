"""Our rules and splinter, Supabase's lints, find the same, except for what is listed here."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from advisors import advice
from schemadiff.api import lint
from schemadiff.lint.registry import RULES
from schemadiff.settings import load
from schemadiff.shadow import Workshop

HERE = Path(__file__).parent
SINS = HERE / "splinter" / "sins.sql"
DOCUMENT = HERE.parent.parent / "docs" / "lint.md"
OURS = {
    "unindexed_foreign_keys": {"IDX001"},
    "auth_users_exposed": {"SEC010"},
    "auth_rls_initplan": {"RLS007"},
    "no_primary_key": {"CON001"},
    "multiple_permissive_policies": {"RLS008"},
    "policy_exists_rls_disabled": {"RLS002"},
    "rls_enabled_no_policy": {"RLS003"},
    "duplicate_index": {"IDX002"},
    "security_definer_view": {"RLS023"},
    "function_search_path_mutable": {"FUN001"},
    "rls_disabled_in_public": {"RLS001"},
    "extension_in_public": {"SEC007"},
    "rls_references_user_metadata": {"RLS012"},
    "materialized_view_in_api": {"RLS024"},
    "foreign_table_in_api": {"RLS025"},
    "sensitive_columns_exposed": {"SEC006"},
    "rls_policy_always_true": {"RLS004"},
}
"""Splinter's lints about schemas that the program has, and the rules of ours that say the same."""
ONLY_SPLINTER = {
    ("auth_rls_initplan", "public.wrapped"): "the call is in a subselect already, as an argument",
    ("auth_rls_initplan", "public.believed"): "the call is in a subselect already, with operators around it",
    ("security_definer_view", "public.people"): "SEC010 says it of auth.users",
    ("rls_disabled_in_public", "public.asleep"): "RLS002 says it",
    (
        "function_search_path_mutable",
        "public.inlined",
    ): "PostgreSQL could inline it, which a path would prevent",
    ("function_search_path_mutable", "public.straight"): "BEGIN ATOMIC: there is no path to bend",
}
ONLY_OURS = {
    ("auth_rls_initplan", "public.half_wrapped"): "one of two calls is in a subselect; splinter takes both for it",
    ("rls_disabled_in_public", "public.open_parts"): "splinter passes partitioned tables over",
    ("rls_disabled_in_public", "public.unreached"): "no grant is declared, and older projects grant on every new table",
}  # fmt: skip


@pytest.fixture(scope="module")
def sinful(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sins")
    (folder / "schemadiff.toml").write_text(
        'preset = "supabase"\n[shadow]\nprovider = "embedded"\nversion = 18\nextensions = ["vector"]\ntrusted = true\n'
    )
    (folder / "desired").mkdir()
    shutil.copy(SINS, folder / "desired")
    return load(folder)


def found_by_us(settings):
    """Each finding of a rule above by splinter's name of it, with the relation or function that it is about."""
    names = {rule: name for name, rules in OURS.items() for rule in rules}
    for finding in lint(settings).findings:
        if finding.rule in names:
            identity = finding.address.identity
            if finding.address.type == "table column":
                identity = identity.rpartition(".")[0]
            elif finding.address.type == "index":
                identity = f"public.{identity.removeprefix('public.').partition('_')[0]}"
            elif finding.address.type == "extension":
                identity = f"public.{identity}"
            yield names[finding.rule], identity.rpartition(" on ")[2].partition("(")[0]


def test_they_find_the_same_but_for_what_is_listed(sinful, tmp_path):
    with Workshop(sinful) as workshop:
        theirs = advice(workshop.server.conninfo(workshop.loaded, superuser=True), tmp_path)
    ours = set(found_by_us(sinful))

    assert {name for name, _ in theirs} == set(OURS)
    assert theirs - ours == set(ONLY_SPLINTER)
    assert ours - theirs == set(ONLY_OURS)


def test_the_document_has_all_of_them():
    """Every lint that we know the equal of, and every rule that is named there is one."""
    section = DOCUMENT.read_text().partition("## Beside splinter")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (.*?) \|$", section))
    codes = {module.CODE for module in RULES}

    assert {code for cell in rows.values() for code in re.findall(r"\b[A-Z]{3}\d{3}\b", cell)} <= codes
    for name, rules in OURS.items():
        assert all(rule in rows[name] for rule in rules)
