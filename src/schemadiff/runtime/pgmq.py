"""pgmq: a queue is two tables, made by ``pgmq.create()``, and a row of ``pgmq.meta``.

The schema is the extension's as well, as its control file has it, with grants and default privileges that its script gives.
"""

from __future__ import annotations

from schemadiff.runtime.maker import Maker

# a_x_old is what is left of an archive that was divided into partitions, which are pg_partman's.
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
