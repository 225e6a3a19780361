CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE public.person AS (id integer, feels public.mood, note text);
CREATE TABLE public.t OF public.person (PRIMARY KEY (id), feels WITH OPTIONS DEFAULT 'ok' NOT NULL);
CREATE TABLE public.holder (id integer, p public.person, ps public.person[]);
CREATE VIEW public.v AS SELECT id, feels FROM public.t;
CREATE TYPE public.held AS (a integer, b text);
CREATE TABLE public.of_held OF public.held;
CREATE TABLE public.holds (h public.held);
