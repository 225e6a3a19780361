CREATE TABLE notes (id bigint PRIMARY KEY, tags text[] UNIQUE, doc jsonb, words tsvector, open boolean, c int);
CREATE INDEX ON notes USING gin (tags);
CREATE INDEX ON notes USING gin (doc);
CREATE INDEX ON notes ((doc ->> 'id'));
CREATE INDEX ON notes (c) WHERE open;
CREATE INDEX ON notes (open) WHERE open;
CREATE INDEX ON notes (open, c);
CREATE UNIQUE INDEX ON notes (doc);
