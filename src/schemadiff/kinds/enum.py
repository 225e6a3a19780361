"""Enum types (``pg_type``, ``pg_enum``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psycopg.sql import quote

from schemadiff.kinds.aside import ReadAsText
from schemadiff.kinds.asks import holders
from schemadiff.kinds.nested_values import inside
from schemadiff.kinds.type_query import FROM, HEAD
from schemadiff.model import Catalog, MustReplace, Object, Question


@dataclass(frozen=True, kw_only=True)
class Enum(ReadAsText):
    """An enum type, with its labels in order."""

    labels: list[str]

    kind = "type"
    catalog = "pg_type"
    rare = "pg_type WHERE typtype = 'e' AND oid >= 16384"
    query = (
        HEAD
        + """array(SELECT enumlabel::text FROM pg_enum
                   WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels"""
        + FROM
        + "WHERE t.oid >= 16384 AND typtype = 'e'"
    )

    def create(self) -> Iterator[str]:
        """CREATE TYPE ... AS ENUM."""
        yield f"CREATE TYPE {self.identity} AS ENUM ({_quoted(self.labels)})"

    def alters_with_loss(self, old: Object) -> str:
        """Return the labels that are removed: the change fails while a row has one, or a value that is no label."""
        if not isinstance(old, Enum):
            return (
                f"values of type {self.identity} that are not among its labels (it fails while a row has one)"
            )
        gone = self._gone(old)
        labels = _quoted(gone)
        one = "it" if len(gone) == 1 else "one of them"
        return f"{labels} of type {self.identity} (it fails while a row has {one})" if gone else ""

    def _gone(self, old: Object | None) -> list[str]:
        return [label for label in old.labels if label not in self.labels] if isinstance(old, Enum) else []

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield the questions for rows with a label that is removed, or with a value that is no label."""
        if old is not None and not isinstance(old, Enum):
            labels = _quoted(self.labels)
            for rows, name in holders(self.identity, start, goal):
                yield rows.where(f"{name}::text NOT IN ({labels})", f"{name} is no value of {self.identity}")
        gone = _quoted(self._gone(old))
        if not gone:
            return
        for rows, name in holders(self.identity, start, goal):
            wrong = f"{name} is {gone}, which is no longer a value of {self.identity}"
            yield rows.where(f"{name}::text IN ({gone})", wrong)
        for rows, name, path in inside(self.identity, start, goal):
            wrong = f"{name} contains {gone}, which is no longer a value of {self.identity}"
            yield path.where(rows, f"VALUE::text IN ({gone})", wrong)

    def alter(self, old: Object) -> Iterator[str]:
        """Add labels; raise MustReplace to remove or reorder them, which PostgreSQL cannot do."""
        if not isinstance(old, Enum) or [label for label in self.labels if label in old.labels] != old.labels:
            raise MustReplace
        for i, label in enumerate(self.labels):
            if label in old.labels:
                continue
            # The first label of an empty enum has no neighbour to name.
            before = f" BEFORE {quote(old.labels[0])}" if old.labels else ""
            place = f" AFTER {quote(self.labels[i - 1])}" if i else before
            yield f"ALTER TYPE {self.identity} ADD VALUE {quote(label)}{place}"


def _quoted(labels: Iterable[str]) -> str:
    """Return a list of literals; one with a backslash begins with E, before which ``quote`` puts a space."""
    return ", ".join(quote(label).strip() for label in labels)
