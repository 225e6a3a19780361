CREATE TABLE public.seats (hall int, "row" int, "Price" numeric);
CREATE TABLE public.sold (hall int, "row" int);
CREATE TABLE public.halls (hall int, floor int);
CREATE VIEW public.known AS
    SELECT s.hall, h.hall AS "of" FROM (public.seats FULL JOIN public.sold USING (hall)) AS s CROSS JOIN public.halls h;
CREATE VIEW public.prices AS
    SELECT j."Price" FROM (public.seats JOIN public.sold USING (hall, "row")) j;
CREATE VIEW public.above AS SELECT "of" FROM public.known;
COMMENT ON VIEW public.prices IS 'of what is sold';
CREATE FUNCTION public.both() RETURNS TABLE (hall int, "of" int) BEGIN ATOMIC
    SELECT s.hall, h.hall FROM (public.seats FULL JOIN public.sold USING (hall)) AS s CROSS JOIN public.halls h;
END;
