"""How a column says where its values come from: its expression, or its identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.kinds.identity import generation, own_kind

if TYPE_CHECKING:
    from schemadiff.kinds.column import Column


def generation_clause(column: Column) -> str:
    """Return what follows its type if PostgreSQL generates its values; empty if it does not, or as its parent's does."""
    if column.generated_kind and not column.generated_above:
        return f" {generated_always(column)}"
    return f" {generation(column)}" if own_kind(column) else ""


def generated_always(column: Column) -> str:
    """Return GENERATED ALWAYS AS with its expression."""
    return (
        f"GENERATED ALWAYS AS ({column.generated}) {'VIRTUAL' if column.generated_kind == 'v' else 'STORED'}"
    )
