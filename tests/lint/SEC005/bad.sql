CREATE SCHEMA "Open"; -- an owner of one's own
GRANT CREATE ON SCHEMA "Open" TO PUBLIC; -- finds: SEC005 warning
GRANT CREATE ON SCHEMA public TO PUBLIC; -- finds: SEC005 warning
