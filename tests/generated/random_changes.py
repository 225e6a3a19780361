"""Random changes of existing objects: renames, moves, and every attribute."""

from __future__ import annotations

import psycopg
from random_others import label, mapping, other, routine, type_
from random_relations import column, constraint, index, indexed, inherits, part, partitioned, relation
from world import There, World, one

THERE = """
    SELECT 'relation', CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'TABLE' WHEN 'v' THEN 'VIEW'
                       WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE'
                       WHEN 'c' THEN 'TYPE' ELSE 'INDEX' END, c.oid::regclass::text, ''
    FROM pg_class c WHERE c.oid >= 16384 AND relkind <> 't' AND relnamespace <> 'pg_toast'::regnamespace
    UNION ALL SELECT 'column', relkind::text, attrelid::regclass::text, quote_ident(attname)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
    UNION ALL SELECT 'constraint', contype::text,
              CASE WHEN conrelid <> 0 THEN conrelid::regclass::text ELSE contypid::regtype::text END, quote_ident(conname)
    FROM pg_constraint WHERE oid >= 16384 AND contype <> 't'
    UNION ALL SELECT 'trigger', '', tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', '', polrelid::regclass::text, quote_ident(polname) FROM pg_policy
    UNION ALL SELECT 'rule', '', ev_class::regclass::text, quote_ident(rulename) FROM pg_rewrite
    WHERE oid >= 16384 AND rulename <> '_RETURN'
    UNION ALL SELECT 'routine', '', oid::regprocedure::text, '' FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'type', typtype::text, t.oid::regtype::text, '' FROM pg_type t
    WHERE t.oid >= 16384 AND typtype IN ('e', 'd', 'r')
    UNION ALL SELECT 'label', '', enumtypid::regtype::text, quote_literal(enumlabel) FROM pg_enum
    UNION ALL SELECT 'inherits', relispartition::text, inhparent::regclass::text, inhrelid::regclass::text
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE relkind IN ('r', 'p', 'f')
    UNION ALL SELECT 'partitioned', partstrat::text, partrelid::regclass::text, '' FROM pg_partitioned_table
    UNION ALL SELECT 'index of', '', indrelid::regclass::text, quote_ident(relname)
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid >= 16384 AND relkind IN ('i', 'I')
    UNION ALL SELECT 'mapping', '', quote_ident(srvname), CASE WHEN umuser = 0 THEN 'PUBLIC' ELSE quote_ident(usename) END
    FROM pg_user_mappings
    UNION ALL SELECT 'other', i.type, i.identity, ''
    FROM (SELECT 'pg_operator'::regclass AS class, oid FROM pg_operator
          UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
          UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
          UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
          UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
          UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
          UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
          UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
          UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
          UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
          UNION ALL SELECT 'pg_subscription'::regclass, oid FROM pg_subscription
          WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
          UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
          UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
          UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
          UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
          UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext
          UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname !~ '^pg_'
          UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
          UNION ALL SELECT 'pg_extension'::regclass, oid FROM pg_extension) o,
         pg_identify_object(class, o.oid, 0) i
    WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND objid = o.oid AND deptype = 'e')
    ORDER BY 1, 2, 3, 4
"""


def there(connection: psycopg.Connection) -> list[There]:
    """What is in a database, always in one order."""
    return [There(*row) for row in connection.execute(THERE)]


def change(draw, world: World) -> str:
    """A statement that alters something, or drops it; one in four speaks of what was altered last."""
    again = [each for each in world.there if each.whole == world.last]
    there = again if again and one(draw, False, False, False, True) else world.there
    sorts = {each.sort for each in there}
    made = [(sort, changes) for sort, changes in CHANGES if sort in sorts]
    if not made:
        return "SELECT"
    sort, changes = one(draw, *made)
    it = one(draw, *(each for each in there if each.sort == sort))
    world.last = it.whole
    return changes(draw, world, it)


def swapped(draw, world: World, it: There) -> str:
    """Two of a kind with each other's names."""
    if it.name:
        place, head = it.whole, f"ALTER TABLE {it.whole} RENAME {it.sort.upper()} {{}} TO {{}}"
    else:
        place = it.whole[: it.whole.rfind(".") + 1]
        head = f"ALTER {it.of if it.sort == 'relation' else 'TYPE'} {place}{{}} RENAME TO {{}}"
    alike = [t for t in world.there if (t.sort, t.of) == (it.sort, it.of) and t.whole.startswith(place)]
    first, second = (each.name or each.whole.removeprefix(place) for each in (it, one(draw, *alike)))
    return "; ".join(head.format(*step) for step in ((first, "n9"), (second, first), ("n9", second)))


CHANGES = (
    ("relation", relation),
    ("relation", relation),
    ("relation", relation),
    ("relation", index),
    ("column", column),
    ("column", column),
    ("column", column),
    ("constraint", constraint),
    ("constraint", constraint),
    ("index of", indexed),
    ("trigger", part),
    ("policy", part),
    ("rule", part),
    ("routine", routine),
    ("type", type_),
    ("type", type_),
    ("label", label),
    ("inherits", inherits),
    ("inherits", inherits),
    ("partitioned", partitioned),
    ("mapping", mapping),
    ("other", other),
    ("other", other),
    ("relation", swapped),
    ("column", swapped),
    ("type", swapped),
    ("constraint", swapped),
)
"""What there may be, and how it is changed; as often as it stands here."""

__all__ = ["change", "there"]
