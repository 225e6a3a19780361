CREATE TABLE public.t (id integer NOT NULL, k integer);
CREATE SEQUENCE public.free;
CREATE TABLE public.u (id serial, k bigserial);
CREATE TABLE public.w (id serial PRIMARY KEY, x integer);
CREATE TABLE public.v1 (id integer);
CREATE TABLE public.v2 (id integer);
CREATE SEQUENCE public.moves OWNED BY public.v1.id;
