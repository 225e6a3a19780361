-- a transaction
-- not online: PostgreSQL has no DROP INDEX CONCURRENTLY for an index of a partitioned table
DROP INDEX public.becomes;
-- not online: PostgreSQL has no DROP INDEX CONCURRENTLY for an index of a partitioned table
DROP INDEX public.goes;
-- not online: other statements of the plan have to wait until it is gone
DROP INDEX public.moves;
-- not online: the table is rewritten under its lock; only a new column or table that is filled in steps avoids that
ALTER TABLE public.offers ALTER COLUMN prices TYPE text USING prices::text;
ALTER DOMAIN public.price ADD CONSTRAINT price_check CHECK ((VALUE > 0));
-- not online: the table is rewritten under its lock; only a new column or table that is filled in steps avoids that
ALTER TABLE public.offers ALTER COLUMN prices TYPE public.price[] USING prices::text::public.price[];
-- not online: the table is rewritten under its lock; only a new column or table that is filled in steps avoids that
ALTER TABLE public.t ALTER COLUMN b TYPE bigint;
-- not online: the table is rewritten under its lock; only a new column or table that is filled in steps avoids that
ALTER TABLE public.t ADD COLUMN g uuid DEFAULT gen_random_uuid();
ALTER TABLE public.below VALIDATE CONSTRAINT above;
ALTER TABLE public.below INHERIT public.top;
-- not online: the table becomes a child of one whose CHECK is validated, and asks for such a one
ALTER TABLE public.child ADD CONSTRAINT parent_a_check CHECK ((a > 0));
ALTER TABLE public.child INHERIT public.parent;
-- not online: PostgreSQL cannot add EXCLUDE over an index that was built CONCURRENTLY
ALTER TABLE public.t ADD CONSTRAINT t_r_excl EXCLUDE USING gist (r WITH &&);
-- not online: table public.two is attached or detached in the same plan, or has its part already
ALTER TABLE public.whole ADD CONSTRAINT whole_a_b_key UNIQUE (a, b);
-- not online: the same plan changes indexes or constraints of the two tables, which become parts of each other
ALTER TABLE public.whole ATTACH PARTITION public.two FOR VALUES IN (2);
-- not online: it has not the same partitions before and after
CREATE UNIQUE INDEX becomes ON public.whole USING btree (a, c);

-- no transaction
CREATE INDEX CONCURRENTLY moves ON public.u USING btree (a);
