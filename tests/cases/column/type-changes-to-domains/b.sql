CREATE SCHEMA app;
CREATE DOMAIN app."Stats" AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
CREATE DOMAIN app.words AS text[] CHECK (cardinality(VALUE) < 10);
CREATE DOMAIN app.short AS varchar(5);
CREATE DOMAIN app.whole AS bigint CHECK (VALUE >= 0);
CREATE TABLE app.t (
    a app."Stats", b jsonb, c app.short, d app.words, e app.short, f app."Stats"[], g app.whole, h app."Stats", i jsonb
);
