CREATE UNLOGGED TABLE public.t (id integer PRIMARY KEY, body text) WITH (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 70, toast.autovacuum_vacuum_threshold = 100);
CREATE UNLOGGED TABLE public.u (id integer) WITH (parallel_workers = 2);
