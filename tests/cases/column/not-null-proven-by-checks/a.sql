CREATE TABLE public.t (
    id int, "b B" int,
    CONSTRAINT goes CHECK (id IS NOT NULL), CONSTRAINT stays CHECK ("b B" IS NOT NULL)
);
CREATE TABLE public.h (c int CONSTRAINT own CHECK (c IS NOT NULL)) INHERITS (public.t);
CREATE TABLE public.p (id int, CONSTRAINT goes CHECK (id IS NOT NULL)) PARTITION BY LIST (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
-- What follows proves nothing, or is in the way.
CREATE TABLE public.alone (id int CONSTRAINT goes CHECK (id IS NOT NULL) NO INHERIT);
CREATE TABLE public.alone_h () INHERITS (public.alone);
CREATE TABLE public.unchecked (id int);
ALTER TABLE public.unchecked ADD CONSTRAINT goes CHECK (id IS NOT NULL) NOT VALID;
CREATE TABLE public.name (id int CONSTRAINT name_id_not_null CHECK (id IS NOT NULL));
CREATE TABLE public.retyped (id int CONSTRAINT goes CHECK (id IS NOT NULL));
CREATE TABLE public.redefined (id int CONSTRAINT new CHECK (id IS NOT NULL));
