CREATE TABLE public.t (id integer PRIMARY KEY, body text) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = off);
CREATE TABLE public.u (id integer);
CREATE TABLE public.tied_a (a int PRIMARY KEY);
CREATE TABLE public.tied_b (a int PRIMARY KEY REFERENCES public.tied_a);
CREATE TABLE public.tied_0 (a int REFERENCES public.tied_b);
-- A TOAST table comes with the first column that needs it, and goes with the last one.
CREATE TABLE public.x (a integer);
CREATE TABLE public.y (c text) WITH (toast.autovacuum_enabled = off);
CREATE TABLE public.z (c text) WITH (toast.autovacuum_enabled = off);
