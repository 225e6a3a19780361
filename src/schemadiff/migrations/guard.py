"""Checks that ``schemadiff.history`` is safe to use: a table of another owner may run the owner's code with our rights.

A role that may create schemas can create the table before we do, with a trigger, a rule, a default or a check that the
next apply, often a superuser's, would run. A table that we or a superuser own is trusted; any other may only have what
``history`` itself creates.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemadiff.errors import SchemadiffError

READING, WRITING = "ACCESS SHARE", "ROW EXCLUSIVE"
# On a view this locks the relations below it and runs nothing; what is found below cannot change before we are done.
_LOCK = "LOCK TABLE schemadiff.history IN {} MODE;"
_FOREIGN = """
WITH history AS (
    SELECT c.oid, relkind, rolname
    FROM pg_class c JOIN pg_roles o ON o.oid = relowner
    WHERE c.oid = 'schemadiff.history'::regclass AND NOT rolsuper AND rolname <> current_user
)
SELECT rolname::text, what FROM history h, LATERAL (
    SELECT 'it is no table' AS what WHERE relkind <> 'r'
    UNION ALL SELECT format('trigger %I', tgname) FROM pg_trigger WHERE tgrelid = h.oid AND NOT tgisinternal
    UNION ALL SELECT format('rule %I', rulename) FROM pg_rewrite WHERE ev_class = h.oid AND relkind = 'r'
    UNION ALL SELECT format('constraint %I', conname) FROM pg_constraint
        WHERE conrelid = h.oid AND contype NOT IN ('p', 'n') AND pg_get_constraintdef(oid)
                <> 'CHECK ((how = ANY (ARRAY[''apply''::text, ''rollback''::text])))'
    UNION ALL SELECT format('index %s', indexrelid::regclass) FROM pg_index
        WHERE indrelid = h.oid AND (indexprs IS NOT NULL OR indpred IS NOT NULL)
    UNION ALL SELECT format('column %I', attname) FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid
        LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = h.oid AND attnum > 0
              AND (typnamespace <> 'pg_catalog'::regnamespace
                   OR pg_get_expr(adbin, adrelid) NOT IN ('SESSION_USER', '0'))
    UNION ALL SELECT format('%s, which it inherits from', inhparent::regclass) FROM pg_inherits WHERE inhrelid = h.oid
    UNION ALL SELECT format('%s, which inherits from it', inhrelid::regclass) FROM pg_inherits WHERE inhparent = h.oid
) found
"""


def question(mode: str) -> str:
    """Return the SQL that locks the table and finds what could run others' code.

    It needs a transaction that sees only PostgreSQL's own names.
    """
    return f"{_LOCK.format(mode)} {_FOREIGN}"


def refuse(found: Sequence[tuple[str, str]]) -> None:
    """Raise SchemadiffError if the question found anything."""
    if found:
        owner, things = found[0][0], ", ".join(what for _, what in found)
        raise SchemadiffError(
            f"schemadiff.history belongs to role {owner} and has objects that schemadiff did not create: {things}",
            hint="they would run with your privileges: find out who created them, then drop them, or ALTER "
            "TABLE ... OWNER TO a role that you trust",
        )
