"""Lists of names for the columns of a table whose columns stand in another order."""

import pytest

from schemadiff.interplay.by_place import bound_to_places, in_place
from schemadiff.kinds.view import View

MOVED = dict.fromkeys(("app.t", 'app."T (; t"', "app.found"), (0, 2, 1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("FROM app.t x(a, b, c)", "FROM app.t x(a, c, b)"),
        ('FROM ONLY app."T (; t" x(a, "b, (", c)', 'FROM ONLY app."T (; t" x(a, c, "b, (")'),
        ("LATERAL app.found(f(1), ')') x(a, b, c)", "LATERAL app.found(f(1), ')') x(a, c, b)"),
        (
            "FROM app.found() WITH ORDINALITY x(a, b, c, row)",
            "FROM app.found() WITH ORDINALITY x(a, c, b, row)",
        ),
    ],
)
def test_the_names_follow_their_columns(said, expected):
    assert in_place(said, MOVED) == expected


@pytest.mark.parametrize(
    "said",
    [
        "FROM app.t x",
        "FROM app.other x(a, b, c)",
        "FROM ( SELECT t.a FROM app.t) x(a, b, c)",
        "FROM app.t JOIN app.u USING (a, b, c)",
        "'FROM app.t x(a, b, c)' $$ app.t x(a, b, c) $$",
        "-- app.t's x(a, b, c)",
        # What names the columns of a join is refused, or as it should be.
        "FROM (app.t JOIN app.u USING (a)) x(a, b, c)",
    ],
)
def test_all_else_stays(said):
    assert in_place(said, MOVED) == said


class Sought(dict):
    """Tables to look up: to go through all of them for each object would take the square of their number."""

    def __iter__(self):
        raise AssertionError


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("SELECT ROW(1, 2, 3)::app.t AS r", True),
        ("SELECT '(1,2,3)'::app.\"T (; t\"[] AS r", True),
        ("SELECT '(1,2,3)'::app.t2 AS r", False),
        ("SELECT '(1,2,3)'::app.\"t\" AS r", False),
        ("SELECT 'app.t'::text AS r", False),
        ("SELECT a FROM (app.t JOIN app.u USING (a)) x(a, b, c)", True),
        ("SELECT a FROM (app.t2 JOIN app.u USING (a)) x(a, b, c)", False),
        ("SELECT a FROM ( SELECT t.a FROM app.t) x(a)", False),
    ],
)
def test_what_no_other_order_of_names_expresses(said, bound):
    view = View(identity="app.v", schema="app", parent=None, definition=said, options=[], columns=[])
    assert bound_to_places(view, Sought(MOVED)) is bound
