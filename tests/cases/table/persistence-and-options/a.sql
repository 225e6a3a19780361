CREATE TABLE public.t (id integer PRIMARY KEY, body text) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = off);
CREATE TABLE public.u (id integer);
