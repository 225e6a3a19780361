"""Proving a migration again before it runs on a target in another state than the one that it was proven for."""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.catalog.stored import fingerprint
from schemadiff.comparison.comparison import Comparison
from schemadiff.diff.statements import statements
from schemadiff.drift.sides import standing
from schemadiff.errors import Unavailable
from schemadiff.migrations.session import Say
from schemadiff.migrations.state import Pending
from schemadiff.words import count


def prove_again(comparison: Comparison, waiting: Sequence[Pending], say: Say) -> None:
    """Run the pending migrations on a copy of the target first, unless it is in the state that the first file was made for.

    Raises:
        SchemadiffError: a statement fails on the copy; nothing has run on the target then.
    """
    first = waiting[0]
    made_for = first.migration.header.get("from")
    begun = first.done or first.running is not None
    if not made_for or begun or fingerprint(standing(comparison)) == made_for:
        return
    target = comparison.target.name
    say(
        f"{target} is not in the state that {first.migration.path} was proven for: running it on a copy first"
    )
    try:
        left = statements(comparison.current, comparison.adopted(comparison.current))
    except Unavailable as error:
        say(f"no copy of {target} can be made, so it is not proven again: {error.message}")
        return
    desired = f"{comparison.settings.desired.name}/"
    if left:
        say(
            f"it runs on the copy, which differs from {desired} afterwards by {count(len(left), 'statement')}"
        )
    else:
        say(f"it runs on the copy, which equals {desired} afterwards")
