CREATE TABLE public.seats (hall int, "row" int, "Price" numeric);
CREATE TABLE public.sold (hall int, "Price" int);
CREATE TABLE public.halls (floor int, name text);
CREATE VIEW public.known AS
    SELECT hall, h.floor AS "of" FROM public.seats FULL JOIN public.sold USING (hall) CROSS JOIN public.halls h;
CREATE VIEW public.prices AS
    SELECT j."Price" FROM (public.seats JOIN public.sold s(hall, "row") USING (hall, "row")) j;
CREATE VIEW public.above AS SELECT "of" FROM public.known;
COMMENT ON VIEW public.prices IS 'of what is sold';
CREATE FUNCTION public.both() RETURNS TABLE (hall int, "of" int) BEGIN ATOMIC
    SELECT hall, h.floor FROM public.seats FULL JOIN public.sold USING (hall) CROSS JOIN public.halls h;
END;
