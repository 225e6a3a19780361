CREATE TABLE public.t (id integer);
COMMENT ON SCHEMA public IS 'ours';
GRANT CREATE ON SCHEMA public TO app_writer;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
