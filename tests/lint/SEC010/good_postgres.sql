-- preset: postgres
-- A table of that name of one's own is nobody's platform.
CREATE SCHEMA auth;
CREATE TABLE auth.users (id bigint PRIMARY KEY, phone text UNIQUE);
CREATE TABLE profiles (id bigint PRIMARY KEY, phone text REFERENCES auth.users (phone));
