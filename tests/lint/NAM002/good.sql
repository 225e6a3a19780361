CREATE TABLE users (
    id bigint CONSTRAINT "The key" PRIMARY KEY,
    user_id bigint,
    position int,
    values text,
    time timestamptz,
    name text,
    level1 int,
    _hidden int
);
CREATE INDEX "By name" ON users (name);
CREATE TABLE events (id bigint PRIMARY KEY, type text, status text);
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can view their own events" ON events USING (id > 0);
CREATE FUNCTION do_it("what with" int) RETURNS int LANGUAGE sql RETURN 1;
