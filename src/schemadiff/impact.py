"""What a plan does to those who use the target: seen on the clone, and sized by the target itself."""

from __future__ import annotations

from dataclasses import replace

from schemadiff.model import Plan, Proof
from schemadiff.proof.sizes import sized
from schemadiff.targets import Live


def as_seen(plan: Plan, proof: Proof, target: Live) -> Plan:
    """The plan with what its statements did on the clone, and how big on the target is what they did it to."""
    if not proof.effects:
        return plan
    # Renames come first, and ran on the base before anything was watched.
    renames = plan.statements[: len(plan.statements) - len(proof.effects)]
    others = plan.statements[len(renames) :]
    seen = zip(others, sized(target, proof.effects), strict=True)
    return replace(
        plan, statements=(*renames, *(replace(statement, effects=effects) for statement, effects in seen))
    )
