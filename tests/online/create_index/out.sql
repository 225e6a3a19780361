-- a transaction
CREATE TABLE public.fresh (
    a integer
);
CREATE INDEX on_fresh ON public.fresh USING btree (a);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY "odd ""name" ON public."q""t" USING btree (a) WHERE (a > 0);

-- a transaction
CREATE INDEX on_empty ON ONLY public.empty USING btree (a);

-- a transaction
CREATE UNIQUE INDEX on_parts ON ONLY public.p USING btree (a, b) INCLUDE (a);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY "p 1_a_b_a1_idx" ON public."p 1" USING btree (a, b) INCLUDE (a);

-- a transaction
CREATE UNIQUE INDEX p2_a_b_a1_idx ON ONLY public.p2 USING btree (a, b) INCLUDE (a);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY p21_a_b_a1_idx ON public.p21 USING btree (a, b) INCLUDE (a) WITH (fillfactor='60');

-- a transaction
ALTER INDEX public.p2_a_b_a1_idx ATTACH PARTITION public.p21_a_b_a1_idx;

-- a transaction
ALTER INDEX public.on_parts ATTACH PARTITION public.p2_a_b_a1_idx;

-- a transaction
ALTER INDEX public.on_parts ATTACH PARTITION public."p 1_a_b_a1_idx";

-- no transaction
CREATE INDEX CONCURRENTLY on_view ON public.m USING btree (a);

-- no transaction
CREATE INDEX CONCURRENTLY plain ON public.t USING btree (a);

-- a transaction
COMMENT ON INDEX public.p21_a_b_a1_idx IS 'the part of a part';

-- a transaction
COMMENT ON INDEX public.plain IS 'found by it';
