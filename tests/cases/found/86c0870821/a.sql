CREATE SCHEMA app;
CREATE SCHEMA odd;
CREATE TABLE app.r2 (c1 bigint, c4 int) PARTITION BY hash (c1);
CREATE TABLE app.p3 (gone int, LIKE app.r2 INCLUDING DEFAULTS) PARTITION BY HASH (c1);
CREATE STATISTICS odd.st2 (dependencies, mcv) ON c4, c1, (cardinality(ARRAY[]::text[] || (ROW(1, NULL::text))::text)) FROM app.p3;
