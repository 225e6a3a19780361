CREATE EXTENSION {extension} WITH SCHEMA extensions;
