"""Parts that stand in another order than the files have them: PostgreSQL cannot move them, so this is only told."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.model import Address, Catalog, Note

TOLD = 3
"""How many are told by name; the rest is counted."""


def out_of_order(current: Catalog, desired: Catalog) -> Iterator[Note]:
    """Yield one note if the plan leaves parts in another order than the files have them."""
    found = [
        f"{address.identity} ({', '.join(names)})"
        for address in sorted(desired.children)
        if address in current.objects and (names := _otherwise(address, current, desired))
    ]
    if found:
        rest = f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
        yield Note(
            f"the order differs from the files', and PostgreSQL cannot change it: {'; '.join(found[:TOLD])}{rest}"
        )


def _otherwise(address: Address, current: Catalog, desired: Catalog) -> list[str]:
    """The names of the parts in the order that they will have; empty if it is that of the files."""
    parts = [desired.objects[child] for child in desired.children[address]]
    wanted = sorted((part for part in parts if part.placed), key=lambda part: part.place)
    there = [part for part in wanted if part.address in current.objects]
    # What is added comes behind what is there.
    added = [part for part in wanted if part.address not in current.objects]
    reached = sorted(there, key=lambda part: current.objects[part.address].place) + added
    return [str(vars(part)["name"]) for part in reached] if reached != wanted else []
