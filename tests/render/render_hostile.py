"""A plan in which every text of others tries to break the format."""

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
    Severity,
    Statement,
    Verb,
    Verdict,
    Work,
)

EVIL = (
    "x\x1b[2J\x07\r\nDROP TABLE safe; -- | `` ``` @everyone #1 </details><script>alert(1)</script> "
    "<!-- \u202egnirts\u202c \u200b\x9b31m [a](javascript:b) **bold** *it* _u_ \\ $x$ http://evil.example ]]> \u2028 &amp;"
)
NAME = '"' + EVIL + '"'

STATEMENT = Statement(
    f"COMMENT ON TABLE app.{NAME} IS '{EVIL}\n````\nmore' -- {EVIL.partition(chr(13))[0]}",
    Verb.ALTER,
    Address("table", f"app.{NAME}"),
    EVIL,
    Position(f"desired/{EVIL}.sql", 3),
    Effects(
        LockMode.ACCESS_EXCLUSIVE,
        rewrites=True,
        loses_data=EVIL,
        relations=(Affected(Address("table", f"app.{NAME}"), LockMode.ACCESS_EXCLUSIVE, (Work.REWRITE,)),)
        * 2,
    ),
    engine=EVIL,
)


def hostile(statements: int = 1, *, fails: bool = False) -> Planned:
    plan = Plan(
        (STATEMENT,) * statements,
        "native",
        EVIL,
        EVIL,
        180004,
        (Note(EVIL, Severity.ERROR, Position(EVIL, 1), f"-- {EVIL}"), Note(EVIL, hint=EVIL)),
    )
    proof = Proof(
        (Verdict(EVIL, ok=False, differences=(EVIL, f"{EVIL}\n````\n{EVIL}")),),
        Failure(STATEMENT, EVIL) if fails else None,
    )
    return Planned(
        plan,
        EVIL,
        EVIL,
        down=plan,
        proof=Proof((Verdict("catalogue", ok=True),), way_back=proof) if not fails else proof,
        refusals=(Refusal(EVIL, EVIL, EVIL),),
        findings=(
            Finding(EVIL, Severity.ERROR, EVIL, Address("table", EVIL), Position(EVIL, 1), EVIL, EVIL),
        ),
        answers=(
            Answer(Question(Address("table", EVIL), EVIL, EVIL), 1, 9, (EVIL, EVIL), ((EVIL, None),)),
            Answer(Question(Address("table", EVIL), EVIL, unsaid=EVIL), 1, skipped=EVIL),
            Answer(Question(Address("table", EVIL), EVIL), 1, skipped=f"{EVIL}!"),
            Answer(Question(Address("table", EVIL), EVIL), 1, skipped=f"{EVIL}!"),
        ),
        clients=(ClientChange(EVIL, EVIL, breaks=True), ClientChange(EVIL, EVIL)),
        written=(EVIL,),
        pending=(EVIL,),
        left_out={EVIL: 2},
        seconds={EVIL: 1.0},
    )
