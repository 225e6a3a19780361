-- What a body in PL/pgSQL says means something when it is called.
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- migration
ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad';
CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql AS $$BEGIN RETURN 'so-so'; END$$;
