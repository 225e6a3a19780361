"""The functions behind the commands, one each: open a session, work, return a result. Nothing here prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

if TYPE_CHECKING:
    from schemadiff.api.files import clashes, from_migrations, pull, rebase
    from schemadiff.api.looks import lint, types
    from schemadiff.api.plans import plan, plan_between
    from schemadiff.api.policies import access, test
    from schemadiff.api.runs import apply, mark_applied, rollback
    from schemadiff.api.session import Confirm, Outcome, Say, comparing
    from schemadiff.api.standing import Standing, check, drift, status, status_of_all
    from schemadiff.planning.refusals import Asked

__all__ = [
    "Asked",
    "Confirm",
    "Outcome",
    "Say",
    "Standing",
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
    "Standing": "standing",
    "access": "policies",
    "apply": "runs",
    "check": "standing",
    "clashes": "files",
    "comparing": "session",
    "drift": "standing",
    "from_migrations": "files",
    "lint": "looks",
    "mark_applied": "runs",
    "plan": "plans",
    "plan_between": "plans",
    "pull": "files",
    "rebase": "files",
    "rollback": "runs",
    "status": "standing",
    "status_of_all": "standing",
    "test": "policies",
    "types": "looks",
}
"""The module of each name, so that a command only imports the modules that it needs."""
__getattr__ = lazily(__name__, HOMES)
