CREATE TABLE public.p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE public.t (
    id integer, k integer, a integer, b integer, r int4range,
    CONSTRAINT t_pk PRIMARY KEY (id) INCLUDE (k) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT t_u UNIQUE (k, a) DEFERRABLE,
    CONSTRAINT t_u2 UNIQUE (b) INCLUDE (k),
    CONSTRAINT t_c CHECK (k > 0 AND a > 0),
    CONSTRAINT t_ni CHECK (b > 0) NO INHERIT,
    CONSTRAINT t_x EXCLUDE USING gist (r WITH &&) WHERE (k > 5) DEFERRABLE,
    CONSTRAINT "t odd" CHECK (id <> 7),
    CONSTRAINT t_fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON CONSTRAINT t_c ON public.t IS 'checked';
COMMENT ON CONSTRAINT "t odd" ON public.t IS 'odd';
ALTER TABLE public.t ADD CONSTRAINT later CHECK (a < 1000) NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT fk_later FOREIGN KEY (a, b) REFERENCES public.p NOT VALID;
