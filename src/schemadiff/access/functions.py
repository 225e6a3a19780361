"""The relations that a function's body reads or writes, as far as its text shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from schemadiff.access.read import Definer, Relation
from schemadiff.lint.bodies import STRING_BODIES, parsed
from schemadiff.sql.identity import unquoted


def readable(definer: Definer) -> bool:
    """True if the function's body can be parsed."""
    return definer.language in STRING_BODIES and parsed(definer.definition) is not None


def reached_by(definition: str, relations: Sequence[Relation]) -> Iterator[int]:
    """Yield the oids of the relations that the text names; SQL built at run time cannot be seen.

    A name without a schema counts for every relation of that name: the search_path at run time decides which one is
    meant, and reporting too many is safer than too few.
    """
    named = _named(definition)
    for relation in relations:
        schema, name = _names(relation)
        if (schema, name) in named or (None, name) in named:
            yield relation.oid


def _names(relation: Relation) -> tuple[str, str]:
    identity = relation.address.identity
    return unquoted(relation.schema), unquoted(identity[len(relation.schema) + 1 :])


@lru_cache(maxsize=1 << 12)
def _named(definition: str) -> frozenset[tuple[str | None, str]]:
    body = parsed(definition)
    return frozenset((var.schemaname, var.relname) for var in body.relations) if body else frozenset()
