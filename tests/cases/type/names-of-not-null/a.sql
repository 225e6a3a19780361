CREATE DOMAIN public.d AS int CONSTRAINT dn NOT NULL;
CREATE DOMAIN e AS int NOT NULL;
CREATE DOMAIN f AS int;
CREATE DOMAIN public.moves AS integer NOT NULL;
CREATE TABLE public.held (m public.moves);
