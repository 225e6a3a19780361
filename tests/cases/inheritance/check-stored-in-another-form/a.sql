-- What PostgreSQL prints of "b IN (...)" it stores in another form than that, and compares the two where a table is attached.
CREATE TABLE public.p (a int, b varchar(10), CONSTRAINT "K k" CHECK (b IN ('x', 'y'))) PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1) PARTITION BY LIST (b);
CREATE TABLE public.p11 PARTITION OF public.p1 FOR VALUES IN ('x');
CREATE TABLE public.q1 (a int, b varchar(10), CONSTRAINT k CHECK (b IN ('x', 'y')));
CREATE TABLE public.r (a int, b varchar(10), CONSTRAINT k CHECK (b IN ('x', 'y')));
CREATE TABLE public.r1 (a int, b varchar(10), CONSTRAINT k CHECK (b IN ('x', 'y')));
CREATE TABLE public.s (a int, b varchar(10));
CREATE TABLE public.s1 (CONSTRAINT k CHECK (b IN ('x', 'y'))) INHERITS (public.s);
CREATE TABLE public.t (a int, b varchar(10)) PARTITION BY LIST (a);
CREATE TABLE public.t1 PARTITION OF public.t (CONSTRAINT k CHECK (b IN ('x', 'y'))) FOR VALUES IN (1);
