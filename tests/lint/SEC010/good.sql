CREATE SCHEMA private;
CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, name text);
CREATE VIEW people AS SELECT id FROM profiles;
GRANT SELECT ON people TO authenticated;
CREATE VIEW inside AS SELECT id, email FROM auth.users;
GRANT SELECT ON inside TO service_role;
CREATE VIEW private.inside AS SELECT id, email FROM auth.users;
GRANT SELECT ON private.inside TO authenticated;
