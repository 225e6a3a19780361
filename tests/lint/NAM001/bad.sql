CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id bigint CONSTRAINT a PRIMARY KEY); -- finds: NAM001 info
CREATE TABLE bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb (id bigint CONSTRAINT b PRIMARY KEY); -- finds: NAM001 warning
CREATE TABLE t (
    id bigint CONSTRAINT k PRIMARY KEY,
    "Odd, éééééééééééééééééééééééééééééééééééééééé" int, -- finds: NAM001 warning
    CONSTRAINT "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc" CHECK (id > 0) -- finds: NAM001 warning
);
CREATE INDEX dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd ON t (id); -- finds: NAM001 warning
CREATE FUNCTION eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee() RETURNS int LANGUAGE sql RETURN 1; -- finds: NAM001 info
CREATE POLICY "Users may read ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" ON t USING (true); -- finds: NAM001 warning
