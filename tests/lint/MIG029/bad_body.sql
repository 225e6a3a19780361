-- A body in SQL is looked at when the function is made.
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- migration
ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad';
CREATE FUNCTION f() RETURNS mood LANGUAGE sql AS $$SELECT 'so-so'::mood$$; -- finds: MIG029 error
DO $$BEGIN PERFORM 'so-so'::mood; END$$;
