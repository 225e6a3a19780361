CREATE SCHEMA s;
CREATE OPERATOR FAMILY s.f USING gist;
CREATE OPERATOR CLASS s.points FOR TYPE point USING gist FAMILY s.f AS
    OPERATOR 1 <<, OPERATOR 15 <->(point, point) FOR ORDER BY float_ops,
    FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
    FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), STORAGE box;
CREATE TABLE s.t (p point);
CREATE INDEX i ON s.t USING gist (p s.points);
