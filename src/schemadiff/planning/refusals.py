"""The user's options for a plan, and the reasons to refuse it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemadiff.model import Address, Plan, Proof, Refusal

INSUFFICIENT_PRIVILEGE = "42501"
MAY_NOT = (
    "on the clone the plan is run by a role that is not a superuser; add the missing privilege to desired/ "
    "(a new owner needs CREATE on the schema), or, if a superuser applies and you trust the files, set "
    "trusted = true under [shadow]"
)
FEATURE_NOT_SUPPORTED = "0A000"
IN_STEPS = (
    "PostgreSQL cannot do this while that exists: do it in steps, in a migration of your own (first give "
    "the columns that hold the values another type, or move the values elsewhere), and plan again"
)
NO_WAY = (
    "extensions have scripts for upgrades, seldom for downgrades: ask for a version that has an update "
    "path (SELECT * FROM pg_extension_update_paths('...') lists them), or drop the extension with all that "
    "needs it and recreate it in a migration of your own"
)


@dataclass(frozen=True)
class Asked:
    """The user's options for a plan."""

    engine: str = "native"
    prove: bool = True
    second_opinion: bool = False
    allow_data_loss: bool = False
    allow_unmodelled: bool = False


ENABLE = (
    "rows are not checked while the triggers of a constraint are disabled: ALTER TABLE ... ENABLE TRIGGER ALL"
)


def refusals(plan: Plan, proof: Proof | None, asked: Asked, unknown: Sequence[Address]) -> Iterator[Refusal]:
    """Yield the reasons why a plan may not be written; ``unknown`` are the objects of kinds that schemadiff does not know."""
    if plan.losses and not asked.allow_data_loss:
        yield Refusal("data loss", _loss_words(plan), "if that is intended: --allow-data-loss")
    if unknown and not asked.allow_unmodelled:
        named = ", ".join(map(str, unknown))
        yield Refusal(
            "unmodelled",
            f"schemadiff does not know this kind of object yet: {named}",
            "exclude it with ignore in the settings, or go on without comparing it: --allow-unmodelled"
            + (f"; {ENABLE}" if any("disabled triggers" in address.type for address in unknown) else ""),
        )
    if proof is not None and not proof.ok:
        yield Refusal("proof", *_proof_words(proof, plan), exit_code=3)
    elif proof is not None and proof.way_back is not None and not proof.way_back.ok:
        yield Refusal("rollback", *_proof_words(proof.way_back, plan), exit_code=3)


def _loss_words(plan: Plan) -> str:
    """The loss, if it is one: every format lists them all, each with its statement."""
    lost = tuple(dict.fromkeys(s.effects.loses_data for s in plan.losses))
    if len(lost) == 1:
        return f"this would lose {lost[0]}"
    return f"{len(plan.losses)} statements would lose data; each says what it loses"


def _proof_words(proof: Proof, plan: Plan) -> tuple[str, str]:
    if proof.failure is not None:
        hint = MAY_NOT if proof.failure.code == INSUFFICIENT_PRIVILEGE else ""
        hint = IN_STEPS if proof.failure.code == FEATURE_NOT_SUPPORTED else hint
        hint = NO_WAY if "has no update path from version" in proof.failure.message else hint
        return f"a statement fails on the clone: {proof.failure.message}", hint
    if proof.rows is not None and not proof.rows.ok:
        return f"rows would be lost, and no statement announces it: {'; '.join(proof.rows.lost)}", ""
    judges = " and ".join(verdict.judge for verdict in proof.verdicts if not verdict.ok)
    if plan:
        return f"after the plan, {judges} still sees differences", ""
    return (
        f"the catalogues are equal, but {judges} sees a difference that schemadiff does not model",
        "exclude the object with ignore, or change it in a migration of your own",
    )
