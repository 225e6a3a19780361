"""Example plans for the formats, one function each; the golden files have the functions' names."""

from dataclasses import replace

from schemadiff.model import (
    Address,
    Affected,
    Answer,
    ClientChange,
    Effects,
    Failure,
    Finding,
    LockMode,
    Note,
    Plan,
    Planned,
    Position,
    Proof,
    Question,
    Refusal,
    Rows,
    Severity,
    Size,
    Statement,
    Verb,
    Verdict,
    Work,
)

AGREE = (Verdict("catalogue", ok=True), Verdict("pg_dump", ok=True))
EXCLUSIVE = Effects(LockMode.ACCESS_EXCLUSIVE, measured=True)
USERS, SENDS = Address("table", "app.users"), Address("table", "app.email_sends")
BIG = Size(356_515_840, 1_204_318)


def measured(*relations: Affected) -> Effects:
    return Effects(
        relations[0].lock,
        rewrites=any(Work.REWRITE in each.work for each in relations),
        scans=any(each.work for each in relations),
        relations=relations,
        measured=True,
    )


def told(statement: Statement) -> Statement:
    """As it is when nothing was run."""
    return replace(statement, effects=replace(statement.effects, relations=(), measured=False))


TIMES = {"read": 0.214, "load": 0.402, "diff": 0.012, "proof": 0.833}
SERVER = "PostgreSQL 18.4, embedded"
FILES = (
    "generated/20261123115959_add_email_sends.sql",
    "generated/20261123115959_add_email_sends.down.sql",
)

CREATE_TABLE = Statement(
    "CREATE TABLE app.email_sends (\n"
    "    id uuid DEFAULT gen_random_uuid() NOT NULL,\n"
    "    member_id uuid NOT NULL,\n"
    "    sent_at timestamp with time zone,\n"
    "    CONSTRAINT email_sends_pkey PRIMARY KEY (id)\n"
    ")",
    Verb.CREATE,
    Address("table", "app.email_sends"),
    at=Position("desired/app/email_sends.sql", 1),
)
ENABLE_RLS = Statement(
    "ALTER TABLE app.email_sends ENABLE ROW LEVEL SECURITY",
    Verb.ALTER,
    Address("table", "app.email_sends"),
    at=Position("desired/app/email_sends.sql", 8),
    effects=EXCLUSIVE,
)
CREATE_POLICY = Statement(
    'CREATE POLICY "members read their own" ON app.email_sends AS PERMISSIVE FOR SELECT TO authenticated USING ((member_id = ( SELECT auth.uid() AS uid)))',
    Verb.CREATE,
    Address("policy", '"members read their own" on app.email_sends'),
    at=Position("desired/app/email_sends.sql", 10),
    effects=EXCLUSIVE,
)
CREATE_INDEX = Statement(
    "CREATE INDEX CONCURRENTLY email_sends_member_id_idx ON app.email_sends USING btree (member_id)",
    Verb.CREATE,
    Address("index", "app.email_sends_member_id_idx"),
    at=Position("desired/app/email_sends.sql", 14),
    effects=replace(
        measured(Affected(SENDS, LockMode.SHARE_UPDATE_EXCLUSIVE, (Work.BUILD,), Size(0, 0))),
        transactional=False,
    ),
)
DROP_AGE = Statement(
    "ALTER TABLE app.users DROP COLUMN age",
    Verb.DROP,
    Address("table column", "app.users.age"),
    effects=replace(
        measured(Affected(USERS, LockMode.ACCESS_EXCLUSIVE, size=BIG)), loses_data="column app.users.age"
    ),
)
WIDEN_ID = Statement(
    "ALTER TABLE app.users ALTER COLUMN id SET DATA TYPE bigint",
    Verb.ALTER,
    Address("table column", "app.users.id"),
    at=Position("desired/app/users.sql", 2, 5),
    effects=measured(
        Affected(USERS, LockMode.ACCESS_EXCLUSIVE, (Work.REWRITE, Work.BUILD, Work.SCAN), BIG),
        Affected(
            Address("table", "app.orders"), LockMode.ACCESS_EXCLUSIVE, (Work.SCAN,), Size(5_242_880, None)
        ),
        Affected(Address("table", "app.events"), LockMode.SHARE_ROW_EXCLUSIVE),
    ),
)
DROP_VIEW = Statement(
    "DROP VIEW app.active",
    Verb.DROP,
    Address("view", "app.active"),
    reason="rebuilt: table column app.users.id changes its type",
    effects=EXCLUSIVE,
)
CREATE_VIEW = Statement(
    "CREATE VIEW app.active WITH (security_invoker=true) AS\n SELECT id,\n    email\n   FROM app.users\n  WHERE deleted_at IS NULL",
    Verb.CREATE,
    Address("view", "app.active"),
    reason="rebuilt: table column app.users.id changes its type",
    at=Position("desired/app/views.sql", 3),
    effects=measured(Affected(USERS, LockMode.ACCESS_SHARE, size=BIG)),
)
COMMENT = Statement(
    "COMMENT ON COLUMN app.users.id IS 'internal; never shown'",
    Verb.ALTER,
    Address("comment", "table column app.users.id"),
    at=Position("desired/app/users.sql", 2),
    effects=measured(Affected(USERS, LockMode.SHARE_UPDATE_EXCLUSIVE, size=BIG)),
)


def plan_of(*statements: Statement, engine: str = "native", notes: tuple[Note, ...] = ()) -> Plan:
    return Plan(tuple(statements), engine, "a" * 64, "b" * 64, 180004, notes)


def reverse_of(*statements: Statement) -> Plan:
    return plan_of(*statements)


DROP_SENDS = Statement(
    "DROP TABLE app.email_sends",
    Verb.DROP,
    Address("table", "app.email_sends"),
    effects=replace(measured(Affected(SENDS, LockMode.ACCESS_EXCLUSIVE)), loses_data="table app.email_sends"),
)
PROVEN = Proof(AGREE, way_back=Proof(AGREE, seconds=0.2), seconds=0.6)


BUILDS = Finding(
    "MIG001",
    Severity.ERROR,
    "building the index blocks writes of app.users (about 1,204,318 rows, 340 MB)",
    Address("index", "app.users_email_idx"),
    Position("desired/app/users.sql", 9),
    "CREATE INDEX CONCURRENTLY users_email_idx ON app.users USING btree (email);",
)
INFO = replace(BUILDS, rule="MIG014", severity=Severity.INFO, instead="")


def nothing_to_do() -> Planned:
    return Planned(
        plan_of(),
        "staging",
        SERVER,
        left_out={"ignore: audit.*": 2, "platform: auth": 8, "platform: storage": 4},
        seconds={"read": 0.2, "load": 0.0, "diff": 0.01},
    )


def only_pending() -> Planned:
    return Planned(plan_of(), "staging", SERVER, pending=FILES[:1], seconds={"read": 0.2})


def simple_add() -> Planned:
    return Planned(
        plan_of(CREATE_TABLE, ENABLE_RLS, CREATE_POLICY),
        "development database",
        SERVER,
        down=reverse_of(DROP_SENDS),
        proof=PROVEN,
        findings=(BUILDS, INFO),
        written=FILES,
        pending=("generated/20261101080000_add_users.sql",),
        left_out={"platform: auth": 12},
        seconds=TIMES,
    )


def destructive_refused() -> Planned:
    return Planned(
        plan_of(DROP_VIEW, DROP_AGE, WIDEN_ID, CREATE_VIEW, COMMENT, CREATE_TABLE),
        "staging",
        SERVER,
        down=reverse_of(WIDEN_ID),
        proof=PROVEN,
        refusals=(
            Refusal(
                "data loss",
                "table column app.users.age would be dropped with what it holds",
                "keep the column in desired/, or pass --allow-data-loss",
            ),
        ),
        seconds=TIMES,
    )


def proof_failed() -> Planned:
    diff = "comment on table column app.users.id\n- 'internal; never shown'\n+ NULL"
    long = "function app.total(integer)\n" + "\n".join(f"- line {n}" for n in range(40))
    return Planned(
        plan_of(WIDEN_ID, COMMENT),
        "staging",
        SERVER,
        down=reverse_of(WIDEN_ID),
        proof=Proof(
            (Verdict("catalogue", ok=True), Verdict("pg_dump", ok=False, differences=(diff, long))),
            seconds=0.5,
        ),
        refusals=(
            Refusal(
                "proof", "the plan does not reach desired/ on the clone", "report it, with the difference", 3
            ),
        ),
        seconds=TIMES,
    )


def statement_failed() -> Planned:
    return Planned(
        plan_of(told(DROP_VIEW), told(WIDEN_ID), engine="migra"),
        "staging",
        SERVER,
        down=reverse_of(WIDEN_ID),
        proof=Proof(
            failure=Failure(
                told(WIDEN_ID),
                "cannot alter type of a column used by a view or rule\n"
                'detail: rule _RETURN on view app.active depends on column "id"',
            ),
        ),
        refusals=(
            Refusal("proof", "a statement of migra's fails on the clone", "plan with --engine native", 3),
        ),
        seconds=TIMES,
    )


def migra_completed() -> Planned:
    theirs = [replace(s, engine="migra") for s in (CREATE_TABLE, ENABLE_RLS)]
    return Planned(
        plan_of(*theirs, COMMENT, engine="migra"),
        "staging",
        SERVER,
        down=reverse_of(DROP_SENDS),
        proof=Proof((*AGREE, Verdict("migra", ok=True)), way_back=Proof(AGREE)),
        written=FILES,
        seconds=TIMES,
    )


def outside_of_a_transaction() -> Planned:
    return Planned(
        plan_of(ENABLE_RLS, CREATE_INDEX, CREATE_POLICY),
        "staging",
        SERVER,
        down=reverse_of(DROP_VIEW),
        proof=Proof(
            AGREE, way_back=Proof((AGREE[0], Verdict("pg_dump", ok=False, differences=("- INDEX x",))))
        ),
        written=FILES,
        seconds=TIMES,
    )


def rename_suggested() -> Planned:
    return Planned(
        plan_of(
            DROP_AGE,
            notes=(
                Note("function app.total(integer) was compared by its text"),
                Note(
                    "table column app.users.years has the type of app.users.age, which is dropped: is it renamed?",
                    Severity.WARNING,
                    Position("desired/app/users.sql", 7),
                    "-- schemadiff:renamed from age",
                ),
            ),
        ),
        "staging",
        SERVER,
        refusals=(
            Refusal("data loss", "table column app.users.age would be dropped", "pass --allow-data-loss"),
        ),
        seconds=TIMES,
    )


def many_statements() -> Planned:
    statements = [
        Statement(
            f"ALTER TABLE app.t{n // 3} ADD COLUMN c{n % 3} integer",
            Verb.CREATE,
            Address("table column", f"app.t{n // 3}.c{n % 3}"),
            at=Position(f"desired/app/t{n // 3}.sql", n % 3 + 2),
            effects=EXCLUSIVE,
        )
        for n in range(299)
    ]
    statements.insert(150, DROP_AGE)
    return Planned(
        plan_of(*statements),
        "staging",
        SERVER,
        down=reverse_of(DROP_VIEW),
        proof=PROVEN,
        written=FILES,
        seconds=TIMES,
    )


def rows_survive() -> Planned:
    users, audit = Address("table", "app.users"), Address("table", "app.audit")
    rows = Rows(kept=(users,), unseeded=((audit, "no row that satisfies its constraints was found"),))
    failure = Failure(WIDEN_ID, "integer out of range", "22003")
    proof = Proof(AGREE, way_back=Proof(AGREE, rows=Rows(kept=(users,), failures=(failure,))), rows=rows)
    return Planned(
        plan_of(WIDEN_ID), "staging", SERVER, down=reverse_of(WIDEN_ID), proof=proof, seconds=TIMES
    )


def rows_in_the_way() -> Planned:
    users, sends = Address("table", "app.users"), Address("table", "app.email_sends")
    fits = Question(
        users, "id does not fit integer", "SELECT id FROM app.users WHERE id > 2147483647 ORDER BY id"
    )
    found = Answer(fits, 1, 7, ("id",), (("2147483648",), ("2147483649",), (None,)))
    both = Question(sends, "NULL in a", "SELECT a, b FROM app.email_sends WHERE a IS NULL ORDER BY a, b")
    pairs = Answer(both, 2, 1, ("a", "b"), ((None, "x"),))
    slow = Answer(fits, 2, skipped="it took longer than 5s")
    proof = Proof(AGREE, way_back=Proof(AGREE))
    return Planned(
        plan_of(WIDEN_ID, COMMENT),
        "staging",
        SERVER,
        down=reverse_of(WIDEN_ID),
        proof=proof,
        answers=(found, pairs, slow),
        clients=(
            ClientChange("column app.users.id", "was number, is string (for who reads it)", breaks=True),
            ClientChange("table app.email_sends", "is new"),
        ),
        written=FILES,
        seconds=TIMES,
    )


def rows_are_lost() -> Planned:
    rows = Rows(kept=(Address("table", "app.users"),), lost=("app.users had 3 rows and now has 0 rows",))
    return Planned(
        plan_of(WIDEN_ID),
        "staging",
        SERVER,
        down=reverse_of(WIDEN_ID),
        proof=Proof(AGREE, rows=rows),
        refusals=(Refusal("proof", "rows would be lost", "", 3),),
        seconds=TIMES,
    )


def unproven() -> Planned:
    return Planned(
        plan_of(CREATE_TABLE, told(WIDEN_ID)),
        "staging",
        SERVER,
        down=reverse_of(told(DROP_SENDS)),
        seconds=TIMES,
    )


EXAMPLES = (
    nothing_to_do,
    only_pending,
    simple_add,
    destructive_refused,
    proof_failed,
    statement_failed,
    migra_completed,
    outside_of_a_transaction,
    rename_suggested,
    many_statements,
    rows_survive,
    rows_in_the_way,
    rows_are_lost,
    unproven,
)
