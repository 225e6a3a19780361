CREATE TABLE public.prices (
    id int,
    net bigint,
    "Gross" int NOT NULL DEFAULT 5,
    kept text GENERATED ALWAYS AS (net::bigint::text) STORED,
    CONSTRAINT positive CHECK ("Gross" > 0)
) PARTITION BY RANGE (id);
CREATE TABLE public.prices_1 PARTITION OF public.prices FOR VALUES FROM (0) TO (10);
CREATE INDEX "by Gross" ON public.prices ("Gross");
CREATE VIEW public.gross AS SELECT "Gross" FROM public.prices;

CREATE TABLE public.parent (n text, doubled int);
CREATE TABLE public.child () INHERITS (public.parent);

CREATE TABLE public.turned (a int GENERATED ALWAYS AS (b * 3) STORED, b int);
