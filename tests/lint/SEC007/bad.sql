CREATE EXTENSION vector WITH SCHEMA public; -- finds: SEC007 warning
