CREATE TABLE public.t (id serial, k integer);
CREATE SEQUENCE public.free OWNED BY public.t.k;
CREATE TABLE public.u (id integer NOT NULL, k bigserial);
CREATE TABLE public.w (x integer);
CREATE SEQUENCE public.w_id_seq AS integer;
CREATE TABLE public.v1 (id integer);
CREATE TABLE public.v2 (id integer);
CREATE SEQUENCE public.moves OWNED BY public.v2.id;
ALTER TABLE public.v2 OWNER TO app_writer;
