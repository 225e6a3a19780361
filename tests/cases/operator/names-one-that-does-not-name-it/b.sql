CREATE TYPE v AS (x int);
CREATE FUNCTION eq(v, v) RETURNS bool LANGUAGE sql IMMUTABLE RETURN ($1).x = ($2).x;
CREATE FUNCTION ne(v, v) RETURNS bool LANGUAGE sql IMMUTABLE RETURN ($1).x <> ($2).x;
-- What is named is not there yet, and says later that it names nothing.
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = v, RIGHTARG = v, NEGATOR = <~>);
CREATE OPERATOR <~> (FUNCTION = ne, LEFTARG = v, RIGHTARG = v);
CREATE OPERATOR #> (FUNCTION = eq, LEFTARG = v, RIGHTARG = v, COMMUTATOR = <#);
CREATE OPERATOR <# (FUNCTION = eq, LEFTARG = v, RIGHTARG = v);
