CREATE SCHEMA s;

CREATE TABLE s.t (id integer PRIMARY KEY, b integer GENERATED ALWAYS AS (id + 1) STORED);
CREATE PUBLICATION one FOR TABLE s.t;
CREATE PUBLICATION two FOR TABLE s.t WITH (publish_generated_columns = stored);
