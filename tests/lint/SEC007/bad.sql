CREATE EXTENSION {extension} WITH SCHEMA public; -- finds: SEC007 warning
