CREATE SEQUENCE public.s AS integer INCREMENT -1 MINVALUE -50 MAXVALUE -1 START -1;
CREATE SEQUENCE public.t AS smallint;
CREATE SEQUENCE public."Se; quence" START 1000;
COMMENT ON SEQUENCE public."Se; quence" IS 'odd';
GRANT USAGE ON SEQUENCE public."Se; quence" TO app_reader;
