-- a transaction
CREATE TABLE public.u (
    c integer
);
-- not online: PostgreSQL has no DROP INDEX CONCURRENTLY for an index of a partitioned table
DROP INDEX public.on_parts;
-- not online: a foreign key that the plan creates while it is there may choose it, and depend on it
DROP INDEX public.other;
-- not online: other statements of the plan have to wait until it is gone
DROP INDEX public.taken;
CREATE TABLE public.taken (
    a integer
);
ALTER TABLE public.t DROP COLUMN b;
DROP TABLE public.goes;
ALTER TABLE public.u ADD CONSTRAINT u_c_fkey FOREIGN KEY (c) REFERENCES public.t(c);

-- a transaction
CREATE INDEX all_of_q ON ONLY public.q USING btree (b);

-- no transaction
CREATE INDEX CONCURRENTLY q1_b_idx ON public.q1 USING btree (b);

-- a transaction
ALTER INDEX public.all_of_q ATTACH PARTITION public.q1_b_idx;

-- no transaction
DROP INDEX CONCURRENTLY public.alone;

-- no transaction
DROP INDEX CONCURRENTLY public.gone;
