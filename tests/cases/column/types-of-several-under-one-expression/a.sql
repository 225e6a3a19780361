-- Between two steps PostgreSQL has "from" < "to" of two types that it cannot compare, or keeps a cast to this day.
CREATE TYPE public.grade AS ENUM ('low', 'high');
CREATE TABLE public.stay (
    id integer PRIMARY KEY,
    "from" integer CHECK ("from" > 0),
    "to" integer,
    room character(5),
    moved_to character(5),
    was public.grade,
    is_now public.grade,
    CHECK ("from" < "to"),
    CHECK (moved_to IS DISTINCT FROM room),
    CONSTRAINT other_grade CHECK (was <> is_now)
);
ALTER TABLE public.stay ADD CONSTRAINT late CHECK ("from" <> "to") NOT VALID;
COMMENT ON CONSTRAINT late ON public.stay IS 'some are wrong';
CREATE INDEX same ON public.stay (id) WHERE "from" = "to";
CREATE INDEX graded ON public.stay ((was = is_now), "from");
CREATE INDEX plain ON public.stay ("from", "to");
CREATE STATISTICS public.moves ON ("from" = "to"), id FROM public.stay;
CREATE TABLE public.booking (a integer, b integer, CONSTRAINT ordered CHECK (a <= b));
CREATE TABLE public.hotel_booking (c date, CONSTRAINT ordered CHECK (a <= b)) INHERITS (public.booking);
