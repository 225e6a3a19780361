CREATE TABLE notes (id bigint PRIMARY KEY, tags text[], doc jsonb, words tsvector, "Open" boolean, c int);
CREATE INDEX ON notes (tags); -- finds: IDX008 info
CREATE INDEX ON notes (doc, c); -- finds: IDX008 info
CREATE INDEX ON notes (words); -- finds: IDX008 info
CREATE INDEX ON notes ("Open"); -- finds: IDX008 info
