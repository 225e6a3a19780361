"""Which relations the body of a function reads or writes, as far as its text says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from schemadiff.access.read import Definer, Relation
from schemadiff.desired.sources import unquoted
from schemadiff.lint.bodies import STRING_BODIES, parsed


def readable(definer: Definer) -> bool:
    """True if its body can be taken apart."""
    return definer.language in STRING_BODIES and parsed(definer.definition) is not None


def reached_by(definition: str, relations: Sequence[Relation]) -> Iterator[int]:
    """Yield the oids of those that the text names; SQL that is put together at run time names none.

    A name without a schema is taken for each relation of that name: what it means is decided by a search_path
    at run time, and here too much is better than too little.
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
