CREATE TABLE public.t (id integer, a text, b text);
GRANT SELECT (id, a) ON public.t TO app_reader;
GRANT SELECT (b) ON public.t TO app_reader WITH GRANT OPTION;
GRANT UPDATE, TRUNCATE ON public.t TO app_writer WITH GRANT OPTION;
CREATE TABLE public.u (id integer, a text);
GRANT SELECT, REFERENCES ON public.u TO app_reader;
GRANT DELETE ON public.u TO "odd ""Role""; --" WITH GRANT OPTION;
REVOKE DELETE ON public.u FROM CURRENT_USER;
