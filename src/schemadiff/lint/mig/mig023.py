"""A table is open between two transactions.

What
    A table that is made in one transaction, and gets row level security in a later one; a policy that is dropped
    in one transaction, and recreated in a later one.

Why
    In between the table is there without it: whoever may read it sees every row, or without its policy none.

Instead
    Put them into one transaction, and the GRANT after row level security.
"""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from schemadiff.lint.change import Change
from schemadiff.lint.deeds import DROPS_POLICY
from schemadiff.lint.mig.say import finding
from schemadiff.lint.step import Step
from schemadiff.model import Finding, Severity
from schemadiff.sql.relations import name_of, named

CODE = "MIG023"
NAME = "rls-gap"
SEVERITY = Severity.ERROR
ON = Step
INSTEAD = "put both into one transaction"


def check(step: Step, change: Change) -> Iterator[Finding]:
    """Yield what closes a gap that an earlier transaction left."""
    for _ in step.altering(AlterTableType.AT_EnableRowSecurity):
        for name in named(step.node):
            maker = change.maker(name, step)
            if maker is not None and change.apart(maker, step):
                yield finding(
                    CODE,
                    SEVERITY,
                    step,
                    f"{name.name} was created in an earlier transaction{_at(maker)}: until this one "
                    "commits it has no row level security",
                    INSTEAD,
                )
    if isinstance(step.node, ast.CreatePolicyStmt):
        table = name_of(step.node.table)
        dropped = change.before_it(step, DROPS_POLICY, table.schema, table.name, str(step.node.policy_name))
        if dropped is not None and change.apart(dropped, step):
            yield finding(
                CODE,
                SEVERITY,
                step,
                f"policy {step.node.policy_name} was dropped in an earlier transaction{_at(dropped)}: "
                "until this one commits it is missing",
                INSTEAD,
            )


def _at(step: Step) -> str:
    return f" ({step.at})" if step.at else ""
