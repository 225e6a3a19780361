GRANT CREATE ON SCHEMA public TO app_writer;
