CREATE SCHEMA s;
CREATE FUNCTION s.seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE FUNCTION s."Ot; her"() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE TABLE s.t (a integer);

CREATE EVENT TRIGGER at_login ON login EXECUTE FUNCTION s.seen();
