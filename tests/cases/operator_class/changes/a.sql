CREATE SCHEMA s;
CREATE SCHEMA "Ot; her";
GRANT CREATE ON SCHEMA s TO app_writer;
CREATE TYPE s.pair AS (x integer, y integer);
CREATE FUNCTION s.lt(s.pair, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x < $2.x';
CREATE FUNCTION s.gt(s.pair, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x > $2.x';
CREATE FUNCTION s.le(s.pair, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x <= $2.x';
CREATE FUNCTION s.ge(s.pair, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x >= $2.x';
CREATE FUNCTION s.eq(s.pair, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x = $2.x';
CREATE FUNCTION s.cmp(s.pair, s.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.x - $2.x';
CREATE FUNCTION s."Di; st"(s.pair, s.pair) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT 1.0::double precision';
CREATE FUNCTION s.neg(s.pair) RETURNS s.pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW(-$1.x, $1.y)::s.pair';
CREATE FUNCTION s.with_int(s.pair, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x = $2';
CREATE FUNCTION s.int_with(integer, s.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $2.x = $1';

CREATE OPERATOR s.< (FUNCTION = s.lt, LEFTARG = s.pair, RIGHTARG = s.pair, COMMUTATOR = OPERATOR(s.>), NEGATOR = OPERATOR(s.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR s.> (FUNCTION = s.gt, LEFTARG = s.pair, RIGHTARG = s.pair, COMMUTATOR = OPERATOR(s.<), NEGATOR = OPERATOR(s.<=));
CREATE OPERATOR s.<= (FUNCTION = s.le, LEFTARG = s.pair, RIGHTARG = s.pair, COMMUTATOR = OPERATOR(s.>=), NEGATOR = OPERATOR(s.>));
CREATE OPERATOR s.>= (FUNCTION = s.ge, LEFTARG = s.pair, RIGHTARG = s.pair, COMMUTATOR = OPERATOR(s.<=), NEGATOR = OPERATOR(s.<));
CREATE OPERATOR s.= (FUNCTION = s.eq, LEFTARG = s.pair, RIGHTARG = s.pair, COMMUTATOR = OPERATOR(s.=), HASHES, MERGES, RESTRICT = eqsel, JOIN = eqjoinsel);

CREATE OPERATOR CLASS s.members FOR TYPE s.pair USING btree AS
    OPERATOR 1 s.<, OPERATOR 3 s.=, FUNCTION 1 s.cmp(s.pair, s.pair);
CREATE OPERATOR CLASS s.default FOR TYPE integer[] USING gin AS OPERATOR 1 &&(anyarray, anyarray), FUNCTION 1 btint4cmp(integer, integer), STORAGE integer;
CREATE TABLE s.t (p s.pair, a integer[]);
CREATE INDEX i ON s.t (p s.members);
CREATE OPERATOR FAMILY s.other USING btree;
COMMENT ON OPERATOR CLASS s.members USING btree IS 'kept';
