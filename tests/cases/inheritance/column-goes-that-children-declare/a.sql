-- The child tables declare the columns that their parent loses. What they have of its checks and, since 18, of its NOT
-- NULL would stay as inherited of nothing.
CREATE TABLE public.p (
    id integer PRIMARY KEY,
    a integer NOT NULL,
    "B b" integer NOT NULL,
    z integer,
    n integer GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT k CHECK (a > 0) NO INHERIT,
    CONSTRAINT l CHECK (a > z),
    CONSTRAINT m CHECK (a <> 7)
);
CREATE TABLE public.c (a integer NOT NULL, "B b" integer, CONSTRAINT k CHECK (a > 0), CONSTRAINT l CHECK (a > z))
INHERITS (public.p);
CREATE TABLE public.d (id integer, a integer, own integer, n integer NOT NULL) INHERITS (public.p);
CREATE TABLE public.e (CONSTRAINT k CHECK (a > 0)) INHERITS (public.p);
CREATE TABLE public.f () INHERITS (public.c);
CREATE TABLE public.t (c integer NOT NULL, z integer);
CREATE TABLE public.t2 (c integer);
CREATE TABLE public."K k" () INHERITS (public.t);
ALTER TABLE public."K k" ALTER COLUMN c SET STATISTICS 7;
