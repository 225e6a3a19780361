"""Columns that PostgreSQL fills in the rows there are, which it refuses while other columns hold rows of the table."""

from __future__ import annotations

from schemadiff.errors import Refused
from schemadiff.interplay.between import Between
from schemadiff.interplay.nested_types import holders_of_rows
from schemadiff.kinds.column import Column
from schemadiff.kinds.default import Default
from schemadiff.kinds.domain import Domain, DomainConstraint
from schemadiff.kinds.identity import own_kind
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Object

DEFAULT = "a default"
IDENTITY = "an identity"
EXPRESSION = "an expression whose values are stored"
DOMAIN = "a domain that has a default or checks"


def refuse_filled(made: Object, between: Between) -> None:
    """Refuse a column that is added with values to a table whose rows another column holds.

    Raises:
        Refused: PostgreSQL would have to add them inside of that column, too (``find_composite_type_dependencies()``).
    """
    if not isinstance(made, Column) or made.parent is None or between.makes(made.parent):
        return
    # A platform's table is not in the catalogue, and a partitioned table has no rows of its own.
    table = between.new.objects.get(made.parent)
    if not isinstance(table, Table) or table.partition_by or not (what := _filled_with(made, between)):
        return
    for holder in sorted(holders_of_rows(made, between)):
        if holder in between.new.objects and holder not in between.drops:
            raise Refused(
                f"{made.address} is added with {what}, but {holder} holds rows of {made.table}, and PostgreSQL "
                "does not change these",
                hint=f"in a migration of your own, {_instead(what, made, holder)}",
            )


def _instead(what: str, made: Column, holder: Address) -> str:
    if what in (DEFAULT, IDENTITY):
        return (
            f"add {made.name} without it, let it have {what} by ALTER COLUMN, which fills no rows, and fill the rows "
            "that are there with UPDATE"
        )
    return f"keep the values of {holder} elsewhere, drop it, add {made.name}, and create it again"


def _filled_with(column: Column, between: Between) -> str:
    """Return what gives the column values in the rows there are; empty if nothing does."""
    if own_kind(column):
        return IDENTITY
    if column.generated_kind:
        return EXPRESSION if column.generated_kind == "s" else ""
    if Address(Default.kind, f"for {column.identity}") in between.new.objects:
        return DEFAULT
    domain = between.new.objects.get(Address(Domain.kind, column.data_type))
    checks = isinstance(domain, Domain) and (domain.default, domain.not_null, _is_checked(domain, between))
    return DOMAIN if checks and any(checks) else ""


def _is_checked(domain: Domain, between: Between) -> bool:
    return any(part.type == DomainConstraint.kind for part in between.new.children.get(domain.address, ()))
