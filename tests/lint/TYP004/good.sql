CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, count int, b serial);
CREATE TABLE b (id bigserial PRIMARY KEY, a int);
CREATE TABLE years (year int PRIMARY KEY);
CREATE TABLE statuses (id smallint PRIMARY KEY, name text);
CREATE TABLE keyed (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE pairs (a int DEFAULT 1, b serial, PRIMARY KEY (a, b));
CREATE TABLE small (
    -- schemadiff:ignore TYP004 -- a dozen rows, ever
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE SEQUENCE enough AS bigint;
CREATE TABLE wide (id bigint PRIMARY KEY DEFAULT nextval('enough'));
