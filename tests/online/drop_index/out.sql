-- a transaction
DROP INDEX public.on_parts;
DROP INDEX public.other;
DROP INDEX public.taken;
ALTER TABLE public.t DROP COLUMN b;
DROP TABLE public.goes;
CREATE TABLE public.taken (
    a integer
);
CREATE TABLE public.u (
    c integer
);
ALTER TABLE public.u ADD CONSTRAINT u_c_fkey FOREIGN KEY (c) REFERENCES public.t(c);

-- no transaction
DROP INDEX CONCURRENTLY public.gone;
