"""The name of a migration is derived from its changes."""

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from schemadiff.errors import UsageError
from schemadiff.migrations.slug import LENGTH, given, slug
from schemadiff.model import Address, Plan, Statement, Verb

ADD, ALTER, DROP = Verb.CREATE, Verb.ALTER, Verb.DROP


def plan(*statements):
    found = (
        Statement(sql[0] if sql else "SELECT 1", verb, Address(kind, name))
        for verb, kind, name, *sql in statements
    )
    return Plan(tuple(found), "native", "", "", 180000)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([(ADD, "table", "app.email_sends")], "add_email_sends"),
        ([(DROP, "table", "app.x")], "drop_x"),
        ([(ADD, "table column", "app.users.email"), (ADD, "policy", "p on app.users")], "alter_users"),
        ([(DROP, "table", "app.t"), (ADD, "table", "app.t")], "alter_t"),
        (
            [
                (ADD, "schema", "app"),
                (ADD, "type", "app.status"),
                (ADD, "table", "app.email_sends"),
                (ADD, "index", "app.i", 'CREATE INDEX i ON app.email_sends ("A")'),
                (ADD, "comment", "table app.email_sends"),
            ],
            "add_email_sends_and_2_more",
        ),
        ([(ADD, "comment", "table app.a"), (ALTER, "table column", "app.b.c")], "alter_b_and_1_more"),
        ([(ADD, "comment", "table app.a")], "alter_a"),
        ([(ADD, "schema", "app")], "add_app"),
        ([(ADD, "function", "app.f(integer, text)")], "add_f"),
        ([(ADD, "table", 'app."Größe; DROP TABLE x"')], "add_grosse_drop_table_x"),
        ([(ADD, "table", 'app."a.b ""c"""')], "add_a_b_c"),
        ([(ADD, "table", 'app."🐘"')], "add_table"),
        ([(ADD, "table", 'app."../../etc/passwd"')], "add_etc_passwd"),
        ([], "nothing"),
    ],
)
def test_the_slug_names_the_main_object(statements, expected):
    assert slug(plan(*statements)) == expected


def test_a_long_name_is_cut_and_the_count_is_kept():
    found = slug(plan((ADD, "table", f"app.{'x' * 63}"), (ADD, "table", "app.y")))
    assert found == f"add_{'x' * (LENGTH - 4 - len('_and_1_more'))}_and_1_more"


@given_(
    st.lists(
        st.tuples(st.sampled_from(Verb), st.sampled_from(["table", "index", "comment"]), st.text()),
        max_size=3,
    )
)
def test_a_slug_is_always_fit_for_a_file_name(statements):
    found = slug(plan(*((v if k != "index" else DROP, k, n) for v, k, n in statements)))
    assert 0 < len(found) <= LENGTH
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


def test_a_given_name_is_cleaned_and_never_empty():
    assert given("Add Größe: Ünïcode!") == "add_grosse_unicode"
    with pytest.raises(UsageError, match="no letter or digit"):
        given("🐘")
