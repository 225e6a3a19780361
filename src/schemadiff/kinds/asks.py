"""Build the SELECTs that find rows which violate a constraint or a type, as the tables are before a plan runs.

Expressions come from ``pg_get_expr()`` and names are quoted by PostgreSQL. A column that the plan adds does not
exist yet: a subquery supplies the value that PostgreSQL will fill it with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemadiff.kinds.casts import misfit, narrows
from schemadiff.model import Address, Catalog, Object, Question

ROW = ("tableoid", "ctid")
"""System columns that identify a row where there is no primary key."""


@dataclass(frozen=True)
class Rows:
    """The rows of a table as they are before a plan runs."""

    table: Address
    start: Catalog
    goal: Catalog
    only: bool = False
    """True to exclude the rows of inheritance children (``FROM ONLY``)."""

    @property
    def there(self) -> bool:
        """Return False if the plan creates the table, which has no rows then."""
        return self.table.type == "table" and self.table in self.start.objects

    @property
    def keys(self) -> Sequence[str]:
        """Return the columns of the primary key, or ``ctid`` if there is none."""
        return self.start.once(_primary_keys).get(self.table) or ROW[1:]

    def column(self, name: str) -> Any:
        """Return the column ``name`` of the table as it will be after the plan."""
        return self.goal.objects[_column(self.table, name)]

    def added(self, columns: Iterable[str]) -> list[str]:
        """Return those of ``columns`` that the plan adds."""
        return [name for name in columns if _column(self.table, name) not in self.start.objects]

    def filled(self, name: str) -> str | None:
        """Return the expression that PostgreSQL fills an added column with; None for an identity column."""
        column = self.column(name)
        if column.identity_kind and (asked_above(column, self.start) or not column.shares_identity):
            return None
        if column.generated:
            return f"({column.generated})"
        default = self.goal.objects.get(Address("default value", f"for {column.identity}"))
        return (
            f"({vars(default)['expression']})::{column.data_type}" if default else f"NULL::{column.data_type}"
        )

    def source(self, columns: Iterable[str], alias: str = "") -> str:
        """Return the FROM item for the rows, with those of ``columns`` that the plan adds, and all that it renames.

        For an added column n: ``(SELECT tableoid, ctid, *, NULL::integer AS n FROM app.t) AS filled``.
        """
        table = self.start.formerly.get(self.table, self.table.identity)
        name = f"ONLY {table}" if self.only else table
        new = self._renamed() | {name: self.filled(name) for name in self.added(columns)}
        if not new:
            return f"{name} AS {alias}" if alias else name
        more = ", ".join(f"{value} AS {column}" for column, value in new.items())
        return f"(SELECT {', '.join(ROW)}, *, {more} FROM {name}) AS {alias or 'filled'}"

    def _renamed(self) -> dict[str, str | None]:
        """Map the new name of each column that the plan renames to its old one."""
        if not self.start.formerly:
            return {}
        columns = (a for a in self.start.children.get(self.table, ()) if a.type == "table column")
        named = ((vars(self.start.objects[a])["name"], self._origin(a)) for a in sorted(columns))
        return {name: self.start.formerly[a] for name, a in named if a in self.start.formerly}

    def _origin(self, column: Address) -> Address:
        """Return the column of the topmost ancestor for an inherited column: only that one is listed as renamed."""
        while (obj := self.start.objects.get(column)) and (above := vars(obj)["inherited_from"]):
            column = Address("table column", f"{above}.{vars(obj)['name']}")
        return column

    def numbered(self, columns: Iterable[str]) -> bool:
        """Return True if one of ``columns`` is an added identity column, whose values are not known yet."""
        return any(self.filled(name) is None for name in self.added(columns))

    def empty(self, columns: Iterable[str]) -> bool:
        """Return True if one of ``columns`` is added without a default, so that all its values are NULL."""
        return any(str(self.filled(name)).startswith("NULL::") for name in self.added(columns))

    def where(
        self,
        condition: str,
        wrong: str,
        columns: Iterable[str] = (),
        *,
        order: Sequence[str] = (),
        alias: str = "",
    ) -> Question:
        """Return the question for rows that meet ``condition``, which uses ``columns``."""
        source = self.source(columns, alias)
        keys = [f"{alias}.{key}" if alias else key for key in self.keys]
        filter_ = f" WHERE {condition}" if condition else ""
        by = ", ".join(dict.fromkeys([*order, *keys]))
        return Question(self.table, wrong, f"SELECT {', '.join(keys)} FROM {source}{filter_} ORDER BY {by}")

    def unsaid(self, wrong: str, reason: str) -> Question:
        """Return a question that cannot be asked in SQL, with the reason."""
        return Question(self.table, wrong, unsaid=reason)


def asked_above(column: Any, start: Catalog) -> bool:
    """Return True for a column whose rows the question for the parent's finds; not before its table is attached there."""
    return Address("inheritance", f"{column.table} from {column.inherited_from}") in start.objects


def stands_alone(table: Address, start: Catalog) -> bool:
    """Return True if the table has inheritance children, whose rows its keys do not cover; they do cover partitions."""
    if vars(start.objects[table])["partition_by"]:
        return False
    parts = (vars(start.objects[part]) for part in start.children.get(table, ()))
    return any(part.get("has_children") for part in parts)


def _column(table: Address, name: str) -> Address:
    return Address("table column", f"{table.identity}.{name}")


def outside_bounds(sequence: Address, name: str, least: int, most: int) -> Question:
    """Return the question for a counter outside of a sequence's new bounds; ``name`` is its name before the plan."""
    return Question(
        sequence,
        f"its last value is not between {least} and {most}",
        f"SELECT last_value FROM {name} WHERE last_value NOT BETWEEN {least} AND {most}",
    )


def holders(type_: str, start: Catalog, goal: Catalog) -> Iterator[tuple[Rows, str]]:
    """Yield the columns whose type is ``type_`` or a domain over it, with their tables."""
    domains, columns = start.once(_domains_by_base), start.once(columns_by_type)
    names = [type_]
    for name in names:
        # Domains over domains; the list grows while it is gone through.
        names += domains.get(name, ())
    for column in sorted(column for name in names for column in columns.get(name, ())):
        table = start.objects[column].parent
        assert table is not None
        yield Rows(table, start, goal), vars(start.objects[column])["name"]


def columns_by_type(start: Catalog) -> Mapping[str, Sequence[Address]]:
    """Return the columns of tables by their type, without inherited ones."""
    found: dict[str, list[Address]] = {}
    for address, obj in start.objects.items():
        if address.type == "table column" and obj.parent is not None and not vars(obj)["inherited_from"]:
            found.setdefault(vars(obj)["data_type"], []).append(address)
    return found


def _domains_by_base(start: Catalog) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for address, obj in start.objects.items():
        if address.type == "type" and (base := vars(obj).get("base")):
            found.setdefault(base, []).append(address.identity)
    return found


def _primary_keys(start: Catalog) -> Mapping[Address | None, Sequence[str]]:
    """Return the columns of each table's primary key."""
    keys = (obj for obj in start.objects.values() if vars(obj).get("type") == "p")
    return {key.parent: vars(key)["columns"] for key in keys if "columns" in vars(key)}


def refused(rows: Rows, name: str, check: Object, cast: str = "") -> Question:
    """Return the question for values of a column that a CHECK of a domain rejects."""
    # The check calls its value VALUE: the subquery gives the column that name.
    keys = ", ".join(rows.keys)
    named = (
        f"SELECT {', '.join(dict.fromkeys([*rows.keys, f'{name}{cast} AS value']))} FROM {rows.source(())}"
    )
    said = vars(check)
    return Question(
        rows.table,
        f"{name} violates {said['name']} of {said['domain']}",
        f"SELECT {keys} FROM ({named}) AS named WHERE NOT ({said['expression']}) ORDER BY {keys}",
    )


def _into_domain(rows: Rows, name: str, old: str, domain: Object) -> Iterator[Question]:
    base = vars(domain)["base"]
    yield from misfits(rows, name, old, base)
    if vars(domain)["not_null"]:
        yield rows.where(f"{name} IS NULL", f"NULL in {name}, of {domain.identity}")
    for part in sorted(rows.goal.children.get(domain.address, ())):
        check = rows.goal.objects[part]
        if vars(check).get("expression"):
            yield refused(rows, name, check, "" if old == base else f"::{base}")


def misfits(rows: Rows, name: str, old: str, new: str) -> Iterator[Question]:
    """Yield the questions for values of a column that its new type does not accept."""
    domain = rows.goal.objects.get(Address("type", new))
    if old != new and domain is not None and vars(domain).get("base"):
        yield from _into_domain(rows, name, old, domain)
        return
    if not narrows(old, new):
        return
    wrong, condition = f"{name} does not fit {new}", misfit(name, old, new, rows.start.knows)
    if condition is None:
        yield rows.unsaid(wrong, f"SQL cannot find the values of {old} that do not fit {new}")
    elif condition:
        yield rows.where(condition, wrong)


def duplicates(
    rows: Rows,
    elements: Sequence[str],
    wrong: str,
    columns: Sequence[str],
    *,
    where: str = "",
    distinct: bool = True,
) -> Iterator[Question]:
    """Yield the question for rows with equal ``elements``; ``distinct`` means NULLS DISTINCT."""
    if rows.numbered(columns) or (distinct and rows.empty(columns)):
        return
    many = ", ".join(elements)
    filter_ = f" WHERE {where}" if where else ""
    if distinct:
        one = many if len(elements) == 1 else f"({many})"
        counted = f"SELECT {many} FROM {rows.source(columns)}{filter_} GROUP BY {many} HAVING count(*) > 1"
        condition = f"{one} IN ({counted})"
        yield rows.where(f"{where} AND {condition}" if where else condition, wrong, columns, order=elements)
        return
    keys = ", ".join(rows.keys)
    copies = (
        f"SELECT {keys}, count(*) OVER (PARTITION BY {many}) AS copies FROM {rows.source(columns)}{filter_}"
    )
    yield Question(
        rows.table, wrong, f"SELECT {keys} FROM ({copies}) AS counted WHERE copies > 1 ORDER BY {keys}"
    )


def conflicts(
    rows: Rows, elements: Sequence[tuple[str, str]], wrong: str, columns: Sequence[str], where: str = ""
) -> Iterator[Question]:
    """Yield the question for rows that violate an exclusion constraint of ``elements``, each with its operator."""
    if rows.numbered(columns) or rows.empty(columns):
        return
    row, keys = ", ".join(ROW), ", ".join(dict.fromkeys(["ctid", *rows.keys]))
    inner = "".join(f", {element} AS element_{n}" for n, (element, _) in enumerate(elements, 1))
    side = f"(SELECT tableoid, {keys}{inner} FROM {rows.source(columns)}{f' WHERE {where}' if where else ''})"
    pairs = [f"one.element_{n} {op} other.element_{n}" for n, (_, op) in enumerate(elements, 1)]
    apart = f"(one.{row.replace(', ', ', one.')}) <> (other.{row.replace(', ', ', other.')})"
    shown = ", ".join(f"one.{key}" for key in rows.keys)
    yield Question(
        rows.table,
        wrong,
        f"SELECT {shown} FROM {side} AS one WHERE EXISTS (SELECT FROM {side} AS other "
        f"WHERE {apart} AND {' AND '.join(pairs)}) ORDER BY {shown}",
    )
