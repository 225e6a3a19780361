"""Example reports for the formats; the golden files have the functions' names."""

from dataclasses import replace
from typing import Any

from schemadiff.lint.entry import Entry
from schemadiff.lint.report import Report
from schemadiff.model import Address, Finding, Position, Severity

NAMES = {"RLS001": "rls-disabled", "IDX001": "unindexed-foreign-keys", "CON001": "no-primary-key"}
TITLES = {"RLS001": "A table that the outside reaches has no row level security."}

FILES = {
    "desired/app/users.sql": (
        "-- who may sign in\n"
        "CREATE TABLE public.users (\n"
        "    id uuid PRIMARY KEY,\n"
        "\torganization_id uuid NOT NULL REFERENCES public.organizations ON DELETE CASCADE,\n"
        "    名前 text, name text\n"
        ");\n"
    ),
    "desired/app/long.sql": "CREATE TABLE public.long ("
    + ", ".join(f"c{n} integer" for n in range(40))
    + ");\n",
}


def report(
    findings: tuple[Finding, ...] = (), ignored: tuple[tuple[Finding, str], ...] = (), **more: Any
) -> Report:
    usual = {"broken": (), "unable": (), "checked": 14, "rules": 7, "fail_on": Severity.ERROR}
    return Report(findings, ignored, **{**usual, **more})


RLS = Finding(
    "RLS001",
    Severity.ERROR,
    "table public.users has no row level security, and anon may read it",
    Address("table", "public.users"),
    Position("desired/app/users.sql", 2),
    "ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;\nCREATE POLICY ... ON public.users ...;",
)
INDEX = Finding(
    "IDX001",
    Severity.ERROR,
    "no index begins with organization_id: each delete in public.organizations reads the whole table",
    Address("table constraint", "users_organization_id_fkey on public.users"),
    Position("desired/app/users.sql", 4, 2),
    "CREATE INDEX ON public.users (organization_id);",
    "organization_id",
    safe=True,
)
WIDE = Finding(
    "CON001",
    Severity.WARNING,
    "table column public.users.name comes after a wide name",
    Address("table column", "public.users.name"),
    Position("desired/app/users.sql", 5, 14),
)
LONG = Finding(
    "CON001",
    Severity.INFO,
    "the line is too long for any terminal",
    Address("table column", "public.long.c30"),
    Position("desired/app/long.sql", 1, FILES["desired/app/long.sql"].index("c30") + 1),
)
NOWHERE = Finding("CON001", Severity.WARNING, "table app.log has no primary key", Address("table", "app.log"))


def source(path):
    if path not in FILES:
        raise FileNotFoundError(path)
    return FILES[path]


def clean() -> Report:
    return report()


def findings() -> Report:
    return report(
        (NOWHERE, WIDE, RLS, LONG, INDEX),
        ((RLS, "read by everybody, written by nobody"),),
        unable=(("IDX005", "needs a live database"),),
    )


def compared() -> Report:
    """With a baseline, since a commit, and after ``--fix``."""
    gone = Entry("CON001", Address("table", "app.log"), "")
    return report(
        (INDEX,),
        known=(RLS,),
        gone=(gone,),
        pruned=(Entry("IDX001", INDEX.address, INDEX.key),),
        older=3,
        fixed=(("desired/app/users.sql", "CREATE INDEX ON public.users (id);"),),
    )


def broken() -> Report:
    """A rule broke down."""
    bug = ("IDX001", "a bug in this rule, please report it: table public.users: KeyError: 'x'")
    return report((WIDE,), broken=(bug,))


def nothing_checked() -> Report:
    return report(checked=0, unable=(("RLS001", "no schema is exposed"),))


def many() -> Report:
    """One rule finds as much everywhere, once with another severity, and another rule something between."""
    tables = [Address("table", f"app.t{number}") for number in range(5)]
    alike = tuple(
        replace(
            RLS,
            message=f"{table} has no row level security",
            address=table,
            at=Position("desired/app/users.sql", 2 + number) if number else None,
            instead=f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;\nthen a policy",
        )
        for number, table in enumerate(tables)
    )
    equal = tuple(replace(WIDE, address=Address("table column", f"app.t.c{n}"), key=str(n)) for n in range(5))
    lesser = replace(alike[1], severity=Severity.INFO, key="else")
    return report((*alike, lesser, INDEX, *equal))


EXAMPLES = (clean, findings, many, compared, broken, nothing_checked)
