-- lint: rules = { CON014 = { comments = true } }
CREATE TABLE t (id bigint PRIMARY KEY);
COMMENT ON TABLE t IS 'A t.';
CREATE TABLE p (tenant int, id bigint, PRIMARY KEY (id, tenant)) PARTITION BY RANGE (id);
COMMENT ON TABLE p IS 'Ps.';
CREATE TABLE q PARTITION OF p DEFAULT;
CREATE TABLE log (line text);
COMMENT ON TABLE log IS 'No key.';
