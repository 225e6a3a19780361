"""Changes of type: values that may not fit, and conversions that depend on the session."""

from __future__ import annotations


def test_a_range_over_a_narrower_subtype_is_a_loss_that_can_be_meant(project18):
    """It is named, asked of the rows, in arrays and multiranges as well, and carried out."""
    tables = (
        "create table t (id int primary key, x r, y r[], z r_multirange);\ncreate domain d as r;\n"
        "create table u (id int primary key, x q, y d);\n"
    )
    project18.there(
        f"create type r as range (subtype = bigint);\ncreate type q as range (subtype = timestamptz);\n{tables}"
    )
    project18.execute(
        "insert into t values (1, '[1,5)', '{\"[2,3)\"}', '{[2,3)}'), (2, '[1,5000000000)', null, null),"
        " (3, null, '{\"[1,2)\",\"[4,5000000000)\"}', '{[1,2),[4,5000000000)}');"
        "insert into u values (1, '[2020-01-01 12:00,2020-01-02 12:00)', '[5000000000,)')"
    )
    project18.desired(
        f"create type r as range (subtype = int);\ncreate type q as range (subtype = date);\n{tables}"
    )

    refused = project18.run("plan", "--no-write")
    assert refused.code == 1
    assert "values of type public.r that do not fit integer (it was bigint)" in " ".join(refused.out.split())
    said = project18.ok("plan", "--allow-data-loss", "--format", "json").json["rows"]
    assert [(it["table"]["identity"], it["wrong"], it["sample"]) for it in said if not it["skipped"]] == [
        ("public.t", "bounds in x do not fit integer, of public.r", [["2"]]),
        ("public.t", "bounds in y do not fit integer, of public.r", [["3"]]),
        ("public.t", "bounds in z do not fit integer, of public.r", [["3"]]),
        ("public.u", "bounds in y do not fit integer, of public.r", [["1"]]),
    ]


def test_what_goes_by_the_time_zone_of_a_session_is_named(project18):
    """In columns, arrays, domains, attributes and ranges; what has its zone in it is not."""
    project18.there(
        "create table t (a timestamp, b time, c date, d timestamptz, e text, f tsrange, g timestamptz, h timestamp[], i date);\n"
        "create type pair as (a int, b timestamp);\ncreate domain at as timestamp;\ncreate type q as range (subtype = timestamp);\n"
        "create table u (x pair, y at, z q);"
    )
    project18.desired(
        "create table t (a timestamptz, b timetz, c timestamptz, d date, e timestamptz, f tstzrange, g timestamptz(3), h timestamptz[],"
        " i timestamp);\n"
        "create type pair as (a int, b timestamptz);\ncreate domain at as timestamptz;\n"
        "create type q as range (subtype = timestamptz);\ncreate table u (x pair, y at, z q);"
    )

    said = project18.ok("plan", "--allow-data-loss", "--no-write", "--format", "json").json
    (note,) = [it["message"] for it in said["plan"]["notes"] if "TimeZone" in it["message"]]
    moment, local = "timestamp with time zone", "timestamp without time zone"
    assert sorted(note.partition(": ")[2].split(", ")) == [
        f"attribute b of type public.pair ({local} to {moment})",
        f"column public.t.a ({local} to {moment})",
        "column public.t.b (time without time zone to time with time zone)",
        f"column public.t.c (date to {moment})",
        f"column public.t.d ({moment} to date)",
        f"column public.t.e (text to {moment})",
        "column public.t.f (tsrange to tstzrange)",
        f"column public.t.h ({local}[] to {moment}[])",
        f"column public.u.y ({local} to {moment})",
        f"domain public.at ({local} to {moment})",
        f"range type public.q ({local} to {moment})",
    ]
    assert said["proof"]["ok"] is True
