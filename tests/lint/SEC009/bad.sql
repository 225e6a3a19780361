-- trusted
CREATE FUNCTION "Same"(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE LEAKPROOF AS 'SELECT $1 = $2'; -- finds: SEC009 warning
