"""The rows in the tables of a clone, and whether they are still there after a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from schemadiff.model import Address
from schemadiff.shadow import Workshop
from schemadiff.words import count

TOGETHER = 100
"""Tables per query: a query for each costs a round trip, and one for all is slow to parse."""
SHOWN = 20
NULL = "()"
# Rows may move between partitions, so all partitions of a partitioned table are read together.
TABLES = """
    WITH tables AS (
        SELECT c.oid, i.type, i.identity, c.relforcerowsecurity AS forced,
               coalesce((pg_identify_object('pg_class'::regclass, pg_partition_root(c.oid), 0)).identity, i.identity) AS root
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
             LATERAL pg_identify_object('pg_class'::regclass, c.oid, 0) i
        WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
              AND n.nspname <> 'information_schema')
    SELECT t.oid, t.type, t.identity, t.root,
           -- Values are of another type when the domain has another base, and rows when what they are rows of has other columns.
           ARRAY(SELECT ARRAY[quote_ident(attname), format_type(atttypid, atttypmod) || CASE WHEN atttypid >= 16384
                        THEN coalesce((
                            WITH RECURSIVE inside (oid) AS (
                                SELECT a.atttypid UNION
                                SELECT held FROM inside JOIN pg_type y USING (oid), LATERAL (
                                       SELECT typelem UNION SELECT typbasetype UNION
                                       SELECT b.atttypid FROM pg_attribute b
                                       WHERE b.attrelid = typrelid AND b.attnum > 0 AND NOT b.attisdropped) h (held)
                                WHERE held <> 0)
                            SELECT string_agg(p.part, ', ' ORDER BY format_type(y.oid, NULL), p.number)
                            FROM inside JOIN pg_type y USING (oid), LATERAL (
                                 SELECT quote_ident(b.attname) || ' ' || format_type(b.atttypid, b.atttypmod), b.attnum
                                 FROM pg_attribute b WHERE b.attrelid = typrelid AND b.attnum > 0 AND NOT b.attisdropped
                                 UNION ALL SELECT format_type(typbasetype, typtypmod), 0 WHERE typtype = 'd') p (part, number)
                            ), '') ELSE '' END] FROM pg_attribute a
                 WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attname),
           t.forced
    FROM tables t
    WHERE root IN (SELECT root FROM tables WHERE identity = ANY(%(names)s)) OR root = ANY(%(roots)s)
    ORDER BY t.identity
"""


@dataclass(frozen=True)
class Content:
    """The rows of one table, as text."""

    address: Address
    root: str
    """The root of its partition tree; the table itself if it is no partition."""
    types: Mapping[str, str]
    """Type by column, without generated columns."""
    rows: tuple[tuple[str, ...], ...]
    """Each value as a record of its own: "(abc)", and "()" for NULL."""
    error: str = ""
    """Why the table cannot be read."""

    def column(self, name: str) -> list[str]:
        """Return the values of one column."""
        place = list(self.types).index(name)
        return [row[place] for row in self.rows]

    def of(self, names: Sequence[str]) -> Counter[tuple[str, ...]]:
        """Count the rows by their values in these columns."""
        places = [list(self.types).index(name) for name in names]
        return Counter(tuple(row[place] for place in places) for row in self.rows)


Contents = Mapping[Address, Content]


def read(workshop: Workshop, database: str, tables: Iterable[Address], roots: Iterable[str] = ()) -> Contents:
    """Return the rows of the tables, of their partition trees, and of those under the partitioned tables ``roots``."""
    names = {"names": [address.identity for address in tables], "roots": sorted(roots)}
    found: dict[Address, Content] = {}
    with workshop.session(database) as conn:
        conn.execute("SELECT set_config('search_path', '', false), set_config('row_security', 'off', false)")
        every = conn.execute(TABLES, names).fetchall()
        # Altering forced row level security, so that the owner sees all rows, must not last.
        with conn.transaction(force_rollback=True):
            for start in range(0, len(every), TOGETHER):
                some = every[start : start + TOGETHER]
                found |= {content.address: content for content in _contents(conn, some)}
    return found


def _contents(conn: psycopg.Connection[Any], some: Sequence[tuple[Any, ...]]) -> Iterator[Content]:
    """Read some tables with one query, or each with its own where that fails."""
    try:
        with conn.transaction():
            yield from _rows(conn, some)
    except psycopg.Error as error:
        if len(some) > 1:
            for one in some:
                yield from _contents(conn, [one])
            return
        _, kind, identity, root, columns, _ = some[0]
        words = error.diag.message_primary or str(error)
        yield Content(Address(kind, identity), root, dict(columns), (), words)


def _rows(conn: psycopg.Connection[Any], some: Sequence[tuple[Any, ...]]) -> list[Content]:
    parts = []
    for number, (_, _, identity, _, columns, forced) in enumerate(some):
        if forced:
            conn.execute(f"ALTER TABLE ONLY {identity} NO FORCE ROW LEVEL SECURITY".encode())
        # As a row, because a type may have a cast to text with another output.
        values = ", ".join(f"ROW({name})::text" for name, _ in columns)
        parts.append(f"SELECT {number}, ARRAY[{values}]::text[] FROM ONLY {identity}")
    rows: dict[int, list[tuple[str, ...]]] = {}
    for number, values in conn.execute(" UNION ALL ".join(parts).encode()):
        rows.setdefault(number, []).append(tuple(values))
    return [
        Content(Address(kind, identity), root, dict(columns), tuple(rows.get(number, ())))
        for number, (_, kind, identity, root, columns, _) in enumerate(some)
    ]


def differences(before: Contents, after: Contents, announced: Collection[str]) -> Iterator[str]:
    """Yield the losses of rows and values that were not ``announced`` (identities of tables and columns)."""
    trees, losses = _trees(before, after), frozenset(announced)
    families: dict[str, list[Content]] = {}
    for content in before.values():
        if content.rows and losses.isdisjoint((content.address.identity, content.root)):
            families.setdefault(trees[content.root], []).append(content)
    now_of: dict[str, list[Content]] = {}
    for content in after.values():
        now_of.setdefault(trees[content.root], []).append(content)
    for tree, family in families.items():
        # The tables of a family that are there still have its tree.
        now = now_of.get(tree, [])
        yield from _of_family(" and ".join(sorted({c.root for c in family})), family, now, announced)


def _trees(before: Contents, after: Contents) -> Mapping[str, str]:
    """Return one name for partition trees between which partitions have moved, by root: their rows are counted together."""
    trees = {content.root: content.root for content in (*before.values(), *after.values())}
    members = {root: [root] for root in trees}
    for address in before.keys() & after.keys():
        # The smaller one gets the name of the other, so that none is renamed often.
        pair = {trees[before[address].root], trees[after[address].root]}
        small, *large = sorted(pair, key=lambda tree: len(members[tree]))
        for tree in large:
            trees.update(dict.fromkeys(members[small], tree))
            members[tree] += members.pop(small)
    return trees


def _announced(before: Sequence[Content], announced: Collection[str]) -> set[str]:
    """The columns that a statement says it loses values of, in any of the tables."""
    tables = {identity for content in before for identity in (content.root, content.address.identity)}
    columns = {column for content in before for column in content.types}
    known = set(announced)
    return {column for column in columns if any(f"{table}.{column}" in known for table in tables)}


def _of_family(
    name: str, before: Sequence[Content], after: Sequence[Content], announced: Collection[str]
) -> Iterator[str]:
    if not after:
        yield f"{name} was dropped with its rows, and no statement announces the loss"
        return
    unread = [f"{c.address.identity} can no longer be read: {c.error}" for c in after if c.error]
    if unread:
        yield from unread
        return
    had, has = sum(len(c.rows) for c in before), sum(len(c.rows) for c in after)
    if had != has:
        yield f"{name} had {count(had, 'row')} and now has {has}"
        return
    # An empty table may be a new one that has only the name of a partitioned table, whose rows its partitions keep.
    after = [content for content in after if content.rows]
    everywhere = [set(content.types) for content in (*before, *after)]
    common = sorted(set.intersection(*everywhere))
    losses = _announced(before, announced)
    quiet = [c for c in common if c not in losses]
    same = [c for c in quiet if len({content.types[c] for content in (*before, *after)}) == 1]
    if _sum(before, same) != _sum(after, same):
        wrong = [c for c in same if _sum(before, [c]) != _sum(after, [c])]
        yield f"{name} has other values in {', '.join(wrong[:SHOWN]) or 'its rows'}"
    for column in set(quiet) - set(same):
        full = [sum(v != NULL for c in side for v in c.column(column)) for side in (before, after)]
        if full[0] > full[1]:
            yield f"{name}.{column} had a value in {count(full[0], 'row')} and now has one in {full[1]}"
    kept = set.intersection(*(set(content.types) for content in after))
    gone = {c for content in before for c in content.types} - kept - losses
    yield from (
        f"{name}.{column} was dropped, and no statement announces the loss" for column in sorted(gone)
    )


def _sum(contents: Sequence[Content], columns: Sequence[str]) -> Counter[tuple[str, ...]]:
    total: Counter[tuple[str, ...]] = Counter()
    for content in contents:
        total += content.of(columns)
    return total
