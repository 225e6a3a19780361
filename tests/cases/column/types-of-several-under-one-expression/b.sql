CREATE TYPE public.grade AS ENUM ('poor', 'high');
CREATE TABLE public.stay (
    id integer PRIMARY KEY,
    "from" text CHECK ("from" > '0'),
    "to" text,
    room text,
    moved_to text,
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
CREATE TABLE public.booking (a text, b text, CONSTRAINT ordered CHECK (a <= b));
CREATE TABLE public.hotel_booking (c date, CONSTRAINT ordered CHECK (a <= b)) INHERITS (public.booking);
