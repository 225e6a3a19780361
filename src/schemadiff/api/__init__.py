"""The functions behind the commands, one each: open a session, work, return a result. Nothing here prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

if TYPE_CHECKING:
    from schemadiff.api.client_types import types
    from schemadiff.api.comparisons import check, drift, status, status_of_all
    from schemadiff.api.files import clashes, from_migrations, pull, rebase
    from schemadiff.api.linting import lint
    from schemadiff.api.plans import plan, plan_between
    from schemadiff.api.policies import access, test
    from schemadiff.api.runs import apply, mark_applied, rollback
    from schemadiff.api.session import Confirm, Outcome, Say, comparing
    from schemadiff.drift.target_status import TargetStatus
    from schemadiff.planning.refusals import Asked

__all__ = [
    "Asked",
    "Confirm",
    "Outcome",
    "Say",
    "TargetStatus",
    "access",
    "apply",
    "check",
    "clashes",
    "comparing",
    "drift",
    "from_migrations",
    "lint",
    "mark_applied",
    "plan",
    "plan_between",
    "pull",
    "rebase",
    "rollback",
    "status",
    "status_of_all",
    "test",
    "types",
]

HOMES = {
    "Asked": "plans",
    "Confirm": "session",
    "Outcome": "session",
    "Say": "session",
    "TargetStatus": "comparisons",
    "access": "policies",
    "apply": "runs",
    "check": "comparisons",
    "clashes": "files",
    "comparing": "session",
    "drift": "comparisons",
    "from_migrations": "files",
    "lint": "linting",
    "mark_applied": "runs",
    "plan": "plans",
    "plan_between": "plans",
    "pull": "files",
    "rebase": "files",
    "rollback": "runs",
    "status": "comparisons",
    "status_of_all": "comparisons",
    "test": "policies",
    "types": "client_types",
}
"""The module of each name, so that a command only imports the modules that it needs."""
__getattr__ = lazily(__name__, HOMES)
