"""Operators, casts and functions that an expression uses and that its text alone does not determine.

PostgreSQL resolves operators and functions through the search_path when an object is created, and never prints the result
for ``NULLIF(a, b)``, ``a IS DISTINCT FROM b``, ``CASE a WHEN b``, ``a IN (SELECT ...)``, ``JOIN ... USING``, the second
column of a row comparison, a cast, or ``f(1)`` where both ``f(integer)`` and ``f(anyelement)`` exist. Neither does pg_dump.
The result is in the stored tree (``pg_node_tree``) and in ``pg_depend``. So only the trees of objects are read that depend
on an operator or cast that is not built in, or on one of several functions of the same name. Most databases have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, LiteralString

from schemadiff.model import Address, Catalog, Meaning, Object, Reading, Use, key

RARE: LiteralString = """
    EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_operator'::regclass AND refobjid >= 16384)
    OR EXISTS (SELECT FROM pg_cast WHERE castfunc >= 16384)
    OR EXISTS (SELECT FROM pg_proc WHERE oid >= 16384 GROUP BY pronamespace, proname
               HAVING count(*) > 1 AND bool_or(proargtypes::oid[] && ARRAY(SELECT oid FROM pg_type WHERE typtype = 'p')))
"""
"""True if the query below can find anything: planning it takes longer than reading a small kind."""
QUERY: LiteralString = """
WITH named AS MATERIALIZED (
    -- What else differs in a function's arguments is printed, as casts. What extensions bring, they see to.
    SELECT unnest(array_agg(p.oid)) AS function
    FROM pg_proc p LEFT JOIN pg_depend ON classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e'
    WHERE p.oid >= 16384 GROUP BY pronamespace, proname
    HAVING count(*) > 1 AND bool_or(objid IS NULL)
           AND bool_or(proargtypes::oid[] && ARRAY(SELECT oid FROM pg_type WHERE typtype = 'p'))
), used AS MATERIALIZED (
    SELECT classid, objid, refobjid AS operator, NULL::oid AS function FROM pg_depend
    WHERE refclassid = 'pg_operator'::regclass AND refobjid >= 16384
    UNION SELECT classid, objid, NULL, refobjid FROM pg_depend
    WHERE refclassid = 'pg_proc'::regclass
          AND refobjid = ANY (ARRAY(SELECT castfunc FROM pg_cast WHERE castfunc >= 16384 UNION ALL TABLE named))
), users AS MATERIALIZED (
    SELECT classid, objid, array_agg(operator) AS operators, array_agg(function) AS functions
    FROM used GROUP BY classid, objid
), trees (class, oid, sub, tree, classid, objid) AS (
    SELECT 'pg_class', ev_class, 0, ev_action::text, classid, objid
    FROM users JOIN pg_rewrite r ON classid = 'pg_rewrite'::regclass AND objid = r.oid WHERE ev_type = '1'
    UNION ALL SELECT 'pg_rewrite', r.oid, 0, concat(ev_qual, ev_action), classid, objid
    FROM users JOIN pg_rewrite r ON classid = 'pg_rewrite'::regclass AND objid = r.oid WHERE ev_type <> '1'
    UNION ALL SELECT 'pg_attrdef', d.oid, 0, adbin::text, classid, objid
    FROM users JOIN pg_attrdef d ON classid = 'pg_attrdef'::regclass AND objid = d.oid
         JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum WHERE attgenerated = ''
    -- What a generated column needs is said of its expression since 15, and of the column before.
    UNION ALL SELECT 'pg_class', adrelid, adnum, adbin::text, classid, objid
    FROM users JOIN pg_attrdef d ON (classid = 'pg_attrdef'::regclass AND objid = d.oid)
                                    OR (classid = 'pg_class'::regclass AND objid = adrelid)
         JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum WHERE attgenerated <> ''
    UNION ALL SELECT 'pg_constraint', c.oid, 0, conbin::text, classid, objid
    FROM users JOIN pg_constraint c ON classid = 'pg_constraint'::regclass AND objid = c.oid
    UNION ALL SELECT CASE WHEN c.oid IS NULL THEN 'pg_class' ELSE 'pg_constraint' END, coalesce(c.oid, indexrelid), 0,
                     concat(indexprs, indpred), classid, objid
    FROM users JOIN pg_index x ON classid = 'pg_class'::regclass AND objid = indexrelid
         LEFT JOIN pg_constraint c ON conrelid = indrelid AND conindid = indexrelid AND contype IN ('p', 'u', 'x')
    UNION ALL SELECT 'pg_class', partrelid, 0, partexprs::text, classid, objid
    FROM users JOIN pg_partitioned_table ON classid = 'pg_class'::regclass AND objid = partrelid
    UNION ALL SELECT 'pg_policy', p.oid, 0, concat(polqual, polwithcheck), classid, objid
    FROM users JOIN pg_policy p ON classid = 'pg_policy'::regclass AND objid = p.oid
    UNION ALL SELECT 'pg_trigger', t.oid, 0, tgqual::text, classid, objid
    FROM users JOIN pg_trigger t ON classid = 'pg_trigger'::regclass AND objid = t.oid
    UNION ALL SELECT 'pg_proc', p.oid, 0, concat(proargdefaults, prosqlbody), classid, objid
    FROM users JOIN pg_proc p ON classid = 'pg_proc'::regclass AND objid = p.oid
    UNION ALL SELECT 'pg_type', t.oid, 0, typdefaultbin::text, classid, objid
    FROM users JOIN pg_type t ON classid = 'pg_type'::regclass AND objid = t.oid
    UNION ALL SELECT 'pg_statistic_ext', s.oid, 0, stxexprs::text, classid, objid
    FROM users JOIN pg_statistic_ext s ON classid = 'pg_statistic_ext'::regclass AND objid = s.oid
    -- The rows of a published table came with 15.
    UNION ALL SELECT 'pg_publication_rel', p.oid, 0, to_jsonb(p) ->> 'prqual', classid, objid
    FROM users JOIN pg_publication_rel p ON classid = 'pg_publication_rel'::regclass AND objid = p.oid
)
SELECT class, oid, sub, tree,
       ARRAY(SELECT json_build_array(o.oid::int8, format('OPERATOR(%I.%s)', nspname, oprname),
                                     format_type(oprleft, NULL) || ', ' || format_type(oprright, NULL), quote_ident(nspname),
                                     EXISTS (SELECT FROM pg_operator b
                                             WHERE b.oprnamespace = 'pg_catalog'::regnamespace AND b.oprname = o.oprname
                                                   AND b.oprleft = o.oprleft AND b.oprright = o.oprright))
             FROM pg_operator o JOIN pg_namespace n ON n.oid = oprnamespace WHERE o.oid = ANY (operators)),
       ARRAY(SELECT json_build_array(f::int8, f::regprocedure::text)
             FROM unnest(functions) f WHERE f IS NOT NULL)
FROM trees JOIN users USING (classid, objid) WHERE tree <> ''
"""
"""The trees, with the operators and functions that they contain as oids."""
NAMED = re.compile(r":(?:opno|eqop|sortop) (\d+)|:opnos \(o([ \d]+)\)|:(?:funcid|aggfnoid|winfnoid) (\d+)")


def told(catalog: Catalog, reading: Reading, rows: Iterable[Sequence[Any]]) -> Catalog:
    """The catalogue with a ``meaning`` on each object that ``QUERY`` returned rows for."""
    fresh: dict[Address, Object] = {}
    for name, oid, subid, tree, operators, functions in rows:
        address = reading.addresses.get(key(reading.classes[name], oid, subid))
        obj = catalog.objects.get(address) if address else None
        if obj is not None and (meaning := _meaning(tree, operators, functions)):
            fresh[obj.address] = replace(obj, meaning=meaning)
    return replace(catalog, objects={**catalog.objects, **fresh}) if fresh else catalog


def _meaning(tree: str, operators: Iterable[Any], functions: Iterable[Any]) -> Meaning | None:
    named = {oid: Use(0, said, of) for oid, said, of, *_ in operators}
    casts = {oid: Use(0, "", name) for oid, name in functions}
    uses: list[Use] = []
    place = 0
    for one, several, function in NAMED.findall(tree):
        for oid in map(int, (one or several).split()):
            place += 1
            uses += [named[oid]._replace(place=place)] if oid in named else []
        if function and (cast := casts.get(int(function))):
            uses.append(cast._replace(place=place))
    if not uses:
        return None
    said = {use.said for use in uses}
    schemas = dict.fromkeys(sorted(schema for _, name, _, schema, _ in operators if name in said))
    # pg_catalog is searched first unless the path names it; an operator with the types of a built-in one needs it named.
    own = any(shadows for _, name, _, _, shadows in operators if name in said)
    return Meaning(tuple(uses), ", ".join([*schemas, *(["pg_catalog"] if own else [])]))


def understood(
    statements: Sequence[str], parts: Sequence[Object], before: Object | None = None
) -> Iterator[str]:
    """Yield the statements, under a search_path that finds what their text leaves open.

    ``before`` is the old state of one of the parts.
    """
    meanings = [part.meaning for part in parts if part.meaning]
    was = before.meaning if before else None
    # Where old and new are found by the same names, only the arguments decide, and no search_path helps.
    found = was and was not in meanings and not any(told_alike(was, each) for each in meanings)
    untold = (meanings and _leaves_open(statements, meanings)) or found
    if not statements or not untold:
        yield from statements
        return
    path = ", ".join(dict.fromkeys(name for each in meanings for name in each.path.split(", ") if name))
    yield f"SET LOCAL search_path = {_pg_catalog_last(path) or NOWHERE}"
    yield from statements
    yield f"SET LOCAL search_path = {NOWHERE}"


def paths(catalog: Catalog) -> tuple[str, ...]:
    """The search_paths under which text resolves to what the objects mean: the most frequent first, all combined last."""
    found = Counter(_pg_catalog_last(obj.meaning.path) for obj in catalog.objects.values() if obj.meaning)
    own = [path for path, _ in sorted(found.items(), key=lambda each: (-each[1], each[0])) if path]
    together = _pg_catalog_last(", ".join(dict.fromkeys(name for path in own for name in path.split(", "))))
    return tuple(dict.fromkeys([*own, *([together] if together else [])]))


def told_alike(one: Meaning | None, other: Meaning | None) -> bool:
    """True if both use the same names, so that only argument types, not the search_path, tell them apart."""
    return one is not None and other is not None and _names(one) == _names(other)


def told_otherwise(was: Object, copied: Object) -> bool:
    """True if an object means something else than its copy, and a search_path makes the difference."""
    return was.meaning != copied.meaning and not told_alike(was.meaning, copied.meaning)


def _names(meaning: Meaning) -> list[tuple[int, str, str]]:
    return [(use.place, use.said, "" if use.said else use.of.partition("(")[0]) for use in meaning.uses]


NOWHERE = "''"
"""The search_path that finds only PostgreSQL's own operators."""


def _pg_catalog_last(path: str) -> str:
    """The path with ``pg_catalog`` moved to the end, if it is in it."""
    names = path.split(", ") if path else []
    return ", ".join(sorted(names, key=lambda name: name == "pg_catalog"))


def _leaves_open(statements: Sequence[str], meanings: Sequence[Meaning]) -> bool:
    """True if the text names an operator less often than it is used."""
    meant = Counter(use.said for each in meanings for use in each.uses if use.said)
    text = "\n".join(statements)
    return any(text.count(said) < number for said, number in meant.items())


def difference(old: Object, new: Object) -> str:
    """The difference of two objects with the same text and different meanings, in words; empty for all others."""
    if new.changed(old) != {"meaning"}:
        return ""
    before, after = (
        _words(obj.meaning) or _meaning_unread(other.meaning) for obj, other in ((old, new), (new, old))
    )
    return f"its text is the same, but it used {before} and now uses {after}"


def _words(meaning: Meaning | None) -> str:
    uses = meaning.uses if meaning else ()
    return ", ".join(dict.fromkeys(f"{use.said} ({use.of})" if use.said else use.of for use in uses))


def _meaning_unread(other: Meaning | None) -> str:
    """What an object means for which nothing was read: with one function of a name there is nothing to choose."""
    operators = other is not None and any(use.said for use in other.uses)
    return "PostgreSQL's own" if operators else "the only one of the name, or PostgreSQL's own"
