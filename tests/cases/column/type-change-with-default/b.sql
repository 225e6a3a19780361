CREATE TYPE public.mood AS ENUM ('sad', 'happy');
CREATE TABLE public.t (id integer, a public.mood DEFAULT 'sad' NOT NULL, b text DEFAULT 'five', c integer DEFAULT 1 CHECK (c <> 0));
