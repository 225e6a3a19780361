CREATE TABLE public.t (
    id int CONSTRAINT pk PRIMARY KEY, b int CONSTRAINT same UNIQUE, c text, d int CONSTRAINT descending UNIQUE,
    e int CONSTRAINT later UNIQUE DEFERRABLE INITIALLY DEFERRED, f int CONSTRAINT partial UNIQUE,
    g int CONSTRAINT not_wanted UNIQUE, h int CONSTRAINT filled UNIQUE,
    CONSTRAINT "named; --" UNIQUE (c, d) INCLUDE (e) WITH (fillfactor=50)
);
CREATE INDEX wanted ON public.t (c);
COMMENT ON INDEX public.same IS 'of the index';
COMMENT ON CONSTRAINT "named; --" ON public.t IS 'of the key';
CREATE TABLE public.r (b int CONSTRAINT f REFERENCES public.t (b));
CREATE TABLE public.retyped (a bigint NOT NULL CONSTRAINT retyped_key UNIQUE);
ALTER TABLE public.retyped REPLICA IDENTITY USING INDEX retyped_key;
CREATE TABLE public.p (a int CONSTRAINT whole UNIQUE, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
ALTER TABLE public.p1 ADD CONSTRAINT of_p1 UNIQUE (b);
CREATE TABLE public.marked (a int NOT NULL CONSTRAINT marked_a UNIQUE);
CREATE TABLE public.retied (a int, b int CONSTRAINT retied_a UNIQUE);
