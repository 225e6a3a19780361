CREATE VIEW people AS SELECT id, email FROM auth.users; -- finds: SEC010 error
CREATE VIEW "Twice" AS SELECT email FROM people; -- finds: SEC010 error
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM auth.users; -- finds: SEC010 error
GRANT SELECT ON people, "Twice" TO authenticated;
GRANT SELECT ON counted TO anon;
CREATE TABLE profiles (
    id bigint PRIMARY KEY,
    phone text REFERENCES auth.users (phone) -- finds: SEC010 warning
);
