CREATE TYPE public.mood AS ENUM ('sad', 'happy');
CREATE TABLE public.t (id integer, a text DEFAULT 'sad' NOT NULL, b integer DEFAULT 5, c text DEFAULT '1' CHECK (c <> ''));
