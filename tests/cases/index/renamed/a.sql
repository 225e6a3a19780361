CREATE TABLE public.t (a integer NOT NULL, b integer, c text);
CREATE INDEX one ON public.t (a);
COMMENT ON INDEX public.one IS 'one';
CREATE UNIQUE INDEX "Two; --" ON public.t (a) WHERE a > 0;
CREATE UNIQUE INDEX key ON public.t (a);
ALTER TABLE public.t REPLICA IDENTITY USING INDEX key;
CREATE TABLE public.r (a integer REFERENCES public.t (a));
CREATE INDEX by_text ON public.t ((a + 1), lower(c)) WITH (fillfactor = 50);
ALTER INDEX public.by_text ALTER COLUMN 1 SET STATISTICS 200;
ALTER TABLE public.t CLUSTER ON by_text;
-- These change places.
CREATE INDEX x ON public.t (b);
CREATE INDEX y ON public.t (c);
-- One of two that are alike goes.
CREATE INDEX twice_1 ON public.t (b, c);
CREATE INDEX twice_2 ON public.t (b, c);
-- The name goes on to another one.
CREATE INDEX handed ON public.t (c, a);
CREATE TABLE public.p (a integer, b integer) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE INDEX p_b ON public.p (b);
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS a;
CREATE UNIQUE INDEX m_a ON public.m (a);
