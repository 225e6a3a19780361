"""pgmq: a queue is two tables, created by ``pgmq.create()``, and a row of ``pgmq.meta``.

The schema belongs to the extension, too, as its control file names it, with the grants and default privileges of its
script.
"""

from __future__ import annotations

from schemadiff.runtime.maker import Maker

# a_x_old is the rest of an archive that was converted to partitions, which pg_partman manages.
MAKER = Maker(
    "pgmq",
    """
    SELECT 'pg_class'::regclass::oid, oid
    FROM {schema}.meta JOIN pg_class ON relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'p')
         AND relname IN (lower('q_' || queue_name), lower('a_' || queue_name), lower('a_' || queue_name) || '_old')
    UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace
        WHERE oid = '{schema}'::regnamespace AND nspname = 'pgmq'
    UNION ALL SELECT 'pg_default_acl'::regclass, oid FROM pg_default_acl WHERE defaclnamespace = '{schema}'::regnamespace
    """,
    "meta",
)
