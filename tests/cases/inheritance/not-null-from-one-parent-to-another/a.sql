-- NOT NULL goes from one parent and comes to another: a child table has it before and after, and none of its own.
CREATE TABLE public.r (x int NOT NULL);
CREATE TABLE public.s (x int);
CREATE TABLE public.k (x int) INHERITS (public.r, public.s);
CREATE TABLE public.k2 () INHERITS (public.r, public.s);
CREATE TABLE public.l () INHERITS (public.k2);
CREATE TABLE public.t (x int);
CREATE TABLE public.m () INHERITS (public.r, public.s, public.t);
CREATE TABLE public.own (x int CONSTRAINT mine NOT NULL) INHERITS (public.r, public.s);
CREATE TABLE public.a (y int);
CREATE TABLE public.b () INHERITS (public.a);
CREATE TABLE public.c (y int NOT NULL);
CREATE TABLE public.d () INHERITS (public.b, public.c);
