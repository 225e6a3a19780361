"""The sentences of a plan."""

from dataclasses import replace

import pytest
from render_examples import (
    AGREE,
    COMMENT,
    CREATE_INDEX,
    CREATE_POLICY,
    CREATE_TABLE,
    CREATE_VIEW,
    DROP_AGE,
    DROP_SENDS,
    DROP_VIEW,
    ENABLE_RLS,
    PROVEN,
    WIDEN_ID,
    plan_of,
    simple_add,
)

from schemadiff.model import (
    Address,
    Affected,
    Effects,
    Failure,
    LockMode,
    Planned,
    Proof,
    Refusal,
    Size,
    Verdict,
    Work,
)
from schemadiff.render import FORMATS, effect_words, render_plan, summary
from schemadiff.render.summary import Tone

SCAN = replace(CREATE_INDEX, effects=Effects(LockMode.SHARE, scans=True))
DISAGREE = Verdict("pg_dump", ok=False, differences=("- x",))


@pytest.mark.parametrize(
    ("type", "identity", "expected"),
    [
        ("table", "app.users", "app.users"),
        ("table column", "app.users.age", "app.users"),
        ("default value", "for app.users.age", "app.users"),
        ("table constraint", "users_pkey on app.users", "app.users"),
        ("policy", '"a. b on c.d" on app.users', "app.users"),
        ("trigger", 't on app."odd. (name"', 'app."odd. (name"'),
        ("comment", "table column app.users.age", "app.users"),
        ("comment", 'table app."say ""hi"" on x.y"', 'app."say ""hi"" on x.y"'),
        ("privilege", "anon on table app.users", "app.users"),
        ("function", "app.total(integer,app.money)", "app.total(integer,app.money)"),
        ("comment", "function app.total(pg_catalog.int4)", "app.total(pg_catalog.int4)"),
        ("schema", "app", "schema app"),
        ("privilege", "anon on schema app", "schema app"),
        ("comment", "schema app", "schema app"),
        ("owner", "schema app", "schema app"),
        ("cast", "(app.a AS app.b)", "cast (app.a AS app.b)"),
        (
            "default acl",
            "for role x in schema app on tables",
            "default acl for role x in schema app on tables",
        ),
    ],
)
def test_the_main_object_is_the_one_that_a_reader_looks_for(type, identity, expected):  # noqa: A002
    assert summary.main_object(Address(type, identity)) == expected


def test_statements_are_grouped_by_object_and_keep_their_numbers():
    plan = plan_of(DROP_VIEW, DROP_AGE, CREATE_VIEW, CREATE_TABLE, CREATE_POLICY)
    groups = summary.groups(summary.numbered(plan))

    assert [(g.name, [n for n, _ in g.numbered], g.doing) for g in groups] == [
        ("view app.active", [1, 3], "rebuild"),
        ("app.users", [2], "alter"),
        ("table app.email_sends", [4, 5], "create"),
    ]


def test_runs_keep_the_order_of_the_plan():
    plan = plan_of(DROP_VIEW, DROP_AGE, WIDEN_ID, CREATE_VIEW)
    runs = list(summary.runs(summary.numbered(plan)))

    assert [n for run in runs for n, _ in run.numbered] == [1, 2, 3, 4]
    assert [run.name for run in runs] == ["view app.active", "app.users", "view app.active"]


def with_proof(proof, *, down=None, statements=(ENABLE_RLS,)):
    return Planned(plan_of(*statements), "staging", "PostgreSQL 18.4", down=down, proof=proof)


@pytest.mark.parametrize(
    ("planned", "tone", "words"),
    [
        (Planned(plan_of(), "staging", ""), Tone.GOOD, "no changes: staging equals desired/ (catalogue)"),
        (
            replace(Planned(plan_of(), "staging", ""), proof=Proof(AGREE)),
            Tone.GOOD,
            "no changes: staging equals desired/ (catalogue, pg_dump)",
        ),
        (with_proof(PROVEN), Tone.GOOD, "1 statement for staging; proven on a clone"),
        (with_proof(None), Tone.WARNING, "1 statement for staging; not proven"),
        (with_proof(Proof()), Tone.BAD, "the proof failed: 1 statement for staging"),
        (with_proof(Proof((*AGREE, DISAGREE))), Tone.BAD, "the proof failed: 1 statement for staging"),
        (
            with_proof(PROVEN, statements=(DROP_AGE, DROP_SENDS, WIDEN_ID)),
            Tone.WARNING,
            "3 statements for staging, 2 lose data, 1 rewrites a table; proven on a clone",
        ),
    ],
)
def test_the_headline_is_the_verdict(planned, tone, words):
    assert summary.headline(planned) == summary.Message(tone, words)


@pytest.mark.parametrize("form", ["text", "markdown", "sql", "json"])
def test_no_changes_is_never_said_of_a_plan_that_is_refused_or_disagrees(form):
    empty = Planned(plan_of(), "staging", "")
    refused = replace(empty, refusals=(Refusal("unmodelled", "table app.x is partly unknown"),))
    disagreeing = replace(empty, proof=Proof((AGREE[0], DISAGREE)))
    waiting = replace(empty, pending=("generated/1_x.sql",))

    assert "no changes" in render_plan(empty, form)
    assert all("no changes" not in render_plan(p, form) for p in (refused, disagreeing, waiting))


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (with_proof(PROVEN, down=plan_of(ENABLE_RLS)), "reversible"),
        (
            with_proof(PROVEN, down=plan_of(DROP_SENDS)),
            "reversible, but it loses data written after apply: table app.email_sends",
        ),
        (
            with_proof(PROVEN, down=plan_of(WIDEN_ID), statements=(DROP_AGE,)),
            "reversible, but data lost by the plan stays lost: column app.users.age",
        ),
        (with_proof(PROVEN), "irreversible: there is no reverse plan"),
        (with_proof(PROVEN, down=plan_of()), "irreversible: there is no reverse plan"),
        (with_proof(Proof(AGREE), down=plan_of(ENABLE_RLS)), "not proven"),
        (
            with_proof(Proof(AGREE, way_back=Proof((DISAGREE,))), down=plan_of(ENABLE_RLS)),
            "irreversible: the reverse plan does not restore the state before",
        ),
        (
            with_proof(
                Proof(AGREE, way_back=Proof(failure=Failure(ENABLE_RLS, "no"))), down=plan_of(ENABLE_RLS)
            ),
            "irreversible: the reverse plan fails",
        ),
    ],
)
def test_the_way_back_has_its_price(planned, words):
    assert summary.way_back(planned).words == words


def test_a_lock_that_blocks_nobody_is_no_hazard():
    assert summary.strongest_lock(plan_of(COMMENT, CREATE_INDEX)) == ""
    assert "reads" not in summary.headline(with_proof(PROVEN, statements=(CREATE_INDEX,))).words
    assert "1 reads a whole table" in summary.headline(with_proof(PROVEN, statements=(SCAN,))).words
    assert summary.strongest_lock(plan_of(COMMENT, DROP_AGE, WIDEN_ID)) == (
        "strongest lock: ACCESS EXCLUSIVE, blocks reads and writes (statements 2-3)"
    )


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "statement 4"),
        ([1, 2], "statements 1-2"),
        ([1, 2, 3, 7, 9, 10], "statements 1-3, 7, 9-10"),
        ([1, 3, 5, 7, 9, 11, 13, 14, 16], "statements 1, 3, 5, 7, 9, 11 and 3 more"),
    ],
)
def test_numbers_in_a_row_are_a_range(numbers, words):
    assert summary.which_statements(numbers) == words


@pytest.mark.parametrize("lock", LockMode)
def test_every_lock_says_whom_it_blocks(lock):
    words = effect_words.lock_words(lock)

    assert ("blocks" in words) == (lock >= LockMode.SHARE) == effect_words.blocking(Effects(lock))


def test_relations_are_named_with_their_sizes_and_only_so_many():
    several = tuple(
        Affected(Address("table", f"app.t{n}"), LockMode.SHARE, (Work.BUILD,), Size(n * 700_000, n * 1000))
        for n in range(5)
    )
    read = Affected(Address("table", "app.u"), LockMode.ACCESS_SHARE, (Work.SCAN,))

    words = list(effect_words.seen_words(Effects(LockMode.SHARE, scans=True, relations=(*several, read))))

    sizes = "about 1,000 rows, 684 kB", "about 2,000 rows, 1 MB"
    assert words == [
        f"SHARE on app.t0 (empty), app.t1 ({sizes[0]}), app.t2 ({sizes[1]}) and 2 more, blocks writes",
        "builds an index on app.t0, app.t1, app.t2 and 2 more",
        "reads all of app.u",
    ]


def test_long_differences_are_cut_with_a_count():
    assert summary.cut("a\nb\nc", 3) == ("a\nb\nc", 0)
    assert summary.cut("a\nb\nc\nd", 2) == ("a\nb", 2)
    assert summary.cut("a\nb\nc", 2) == ("a\nb\nc", 0)


def test_a_lone_hidden_line_is_shown_instead_of_counted():
    planned = with_proof(Proof((replace(DISAGREE, differences=("\n".join("x" * 21),)),)))

    assert "more line" not in render_plan(planned, "text")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_one_line_break_at_least(form):
    assert render_plan(simple_add(), form).endswith("\n")


def test_what_a_rollback_loses_is_a_list_where_it_is_more_than_one_thing():
    planned = with_proof(PROVEN, down=plan_of(DROP_SENDS), statements=(DROP_AGE,))

    shown = render_plan(planned, "text")

    assert shown.partition("rollback   ")[2].splitlines()[:5] == [
        "reversible, but",
        "             data lost by the plan stays lost:",
        "               - column app.users.age",
        "             it loses data written after apply:",
        "               - table app.email_sends",
    ]
