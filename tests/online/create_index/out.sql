-- a transaction
CREATE TABLE public.fresh (
    a integer
);
CREATE INDEX on_fresh ON public.fresh USING btree (a);
CREATE INDEX on_parts ON public.p USING btree (a);

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY "odd ""name" ON public."q""t" USING btree (a) WHERE (a > 0);

-- no transaction
CREATE INDEX CONCURRENTLY plain ON public.t USING btree (a);

-- a transaction
COMMENT ON INDEX public.plain IS 'found by it';
