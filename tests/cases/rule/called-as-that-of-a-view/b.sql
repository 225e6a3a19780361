CREATE TABLE public.t (a int);
CREATE TABLE public.log (a int);
CREATE RULE logged AS ON INSERT TO public.t DO ALSO INSERT INTO public.log VALUES (new.a);
ALTER RULE logged ON public.t RENAME TO "_RETURN";
