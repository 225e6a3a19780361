CREATE UNLOGGED TABLE public.t (id integer PRIMARY KEY, body text) WITH (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 70, toast.autovacuum_vacuum_threshold = 100);
CREATE UNLOGGED TABLE public.u (id integer) WITH (parallel_workers = 2);
CREATE UNLOGGED TABLE public.tied_a (a int PRIMARY KEY);
CREATE UNLOGGED TABLE public.tied_b (a int PRIMARY KEY REFERENCES public.tied_a);
CREATE UNLOGGED TABLE public.tied_0 (a int REFERENCES public.tied_b);
CREATE TABLE public.x (a integer, b text) WITH (toast.autovacuum_enabled = off);
CREATE TABLE public.y (c bigint, d tsvector) WITH (toast.autovacuum_enabled = off);
CREATE TABLE public.z (c bigint);
