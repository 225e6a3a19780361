-- PostgreSQL fails to add the NOT NULL of a converted column again where a child table that declares it has another name (18).
CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE TYPE public.r AS RANGE (subtype = integer);
CREATE TABLE public.p (s public.e NOT NULL, r public.r NOT NULL);
CREATE TABLE public.c (s public.e CONSTRAINT mine NOT NULL, r public.r CONSTRAINT "My r" NOT NULL) INHERITS (public.p);
CREATE TABLE public.d () INHERITS (public.c);
CREATE TABLE public.k (s public.e PRIMARY KEY);
CREATE TABLE public.l (s public.e CONSTRAINT own NOT NULL) INHERITS (public.k);
CREATE TABLE public.m () INHERITS (public.k);
