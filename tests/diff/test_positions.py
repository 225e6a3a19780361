"""Lists of names for the columns of a table whose columns stand in another order."""

import pytest

from schemadiff.interplay.by_place import in_place

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
