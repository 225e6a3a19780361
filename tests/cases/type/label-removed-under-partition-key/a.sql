CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN public.felt AS public.mood;
CREATE TABLE public.t (id integer, feels public.mood NOT NULL DEFAULT 'ok', note text, PRIMARY KEY (id, feels)) PARTITION BY LIST (feels);
CREATE TABLE public.t_ok PARTITION OF public.t FOR VALUES IN ('ok');
CREATE TABLE public.t_rest PARTITION OF public.t DEFAULT PARTITION BY RANGE (id);
CREATE TABLE public.t_rest_1 PARTITION OF public.t_rest FOR VALUES FROM (0) TO (100);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t USING (id > 0);
GRANT SELECT ON public.t TO app_reader;
COMMENT ON TABLE public.t IS 't';
CREATE INDEX i ON public.t (note);
CREATE VIEW public.v AS SELECT * FROM public.t;
CREATE TABLE public.refers (id integer, feels public.mood, FOREIGN KEY (id, feels) REFERENCES public.t);
-- A level below, by an expression, and by a domain.
CREATE TABLE public.u (id integer, feels public.mood, d public.felt) PARTITION BY HASH (id);
CREATE TABLE public.u_0 PARTITION OF public.u FOR VALUES WITH (MODULUS 1, REMAINDER 0) PARTITION BY RANGE (d, (feels > 'sad'));
CREATE TABLE public.u_0_0 PARTITION OF public.u_0 DEFAULT;
