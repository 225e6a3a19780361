"""The sizes of the relations that a plan affects, read on the target itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import psycopg

from schemadiff.model import Address, Effects, Size
from schemadiff.targets import Live

_SIZES = """
    SELECT name, pg_catalog.sum(pg_catalog.pg_relation_size(l.oid))::pg_catalog.int8,
        CASE WHEN pg_catalog.bool_and(l.reltuples >= 0 OR pg_catalog.pg_relation_size(l.oid) = 0)
            THEN pg_catalog.sum(GREATEST(l.reltuples, 0))::pg_catalog.int8 END
    FROM pg_catalog.unnest(%s::pg_catalog.text[]) AS name
    JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(name)
    CROSS JOIN LATERAL (
        SELECT relid FROM pg_catalog.pg_partition_tree(c.oid) WHERE isleaf
        UNION SELECT c.oid WHERE c.relkind <> 'p'
    ) leaf
    JOIN pg_catalog.pg_class l ON l.oid = leaf.relid
    GROUP BY name
"""
"""The reltuples of a table that was never analyzed is -1 (manual, 53.11)."""
PATIENCE = "SET lock_timeout = '1s'"
"""pg_relation_size() opens the relation, and would wait for whoever holds it exclusively."""


def sizes(target: Live, wanted: Iterable[Address]) -> Mapping[Address, Size]:
    """Return the sizes of relations on a target; without those that do not exist there, or are locked for too long."""
    if target.original is not None:
        known = target.original.sizes
        return {address: known[address] for address in wanted if address in known}
    by_name = {address.identity: address for address in wanted}
    if not by_name:
        return {}
    with target.connect() as conn, suppress(psycopg.errors.LockNotAvailable):
        conn.execute(PATIENCE)
        found = conn.execute(_SIZES, (sorted(by_name),)).fetchall()
        return {
            by_name[str(name)]: Size(int(str(size)), None if rows is None else int(str(rows)))
            for name, size, rows in found
        }
    return {}


def sized(target: Live, several: Sequence[Effects]) -> tuple[Effects, ...]:
    """Return the effects with the size of each relation."""
    found = sizes(target, {each.relation for effects in several for each in effects.relations})
    return tuple(
        replace(
            effects,
            relations=tuple(replace(each, size=found.get(each.relation)) for each in effects.relations),
        )
        for effects in several
    )
