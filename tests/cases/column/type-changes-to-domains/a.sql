CREATE SCHEMA app;
CREATE DOMAIN app.words AS text[] CHECK (cardinality(VALUE) < 10);
CREATE TABLE app.t (a text[], b app.words, c text, d varchar(20)[], e text[], f jsonb[], g numeric, h app.words, i text[]);
