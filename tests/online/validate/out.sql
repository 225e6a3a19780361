-- a transaction
ALTER TABLE public.t ADD COLUMN c integer;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT f;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT positive;
