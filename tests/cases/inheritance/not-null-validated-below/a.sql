-- PostgreSQL adds NOT NULL again when the column gets another type: NOT VALID in all tables if it is in the topmost one.
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.r AS RANGE (subtype = integer);
CREATE TABLE public.p (a integer, e public.e, "R r" public.r, b integer) PARTITION BY LIST (b);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
CREATE TABLE public.t (a integer);
CREATE TABLE public.u () INHERITS (public.t);
CREATE TABLE public.v () INHERITS (public.u);
ALTER TABLE public.p ADD CONSTRAINT a NOT NULL a NOT VALID;
ALTER TABLE public.p ADD CONSTRAINT e NOT NULL e NOT VALID;
ALTER TABLE public.p ADD CONSTRAINT "R" NOT NULL "R r" NOT VALID;
ALTER TABLE public.t ADD CONSTRAINT t NOT NULL a NOT VALID;
ALTER TABLE public.p1 VALIDATE CONSTRAINT a;
ALTER TABLE public.p1 VALIDATE CONSTRAINT e;
ALTER TABLE public.p2 VALIDATE CONSTRAINT "R";
ALTER TABLE public.u VALIDATE CONSTRAINT t;
