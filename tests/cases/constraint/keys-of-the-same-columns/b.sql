CREATE SCHEMA app;
CREATE TABLE app.t (a int, b int, CONSTRAINT t_pkey PRIMARY KEY (a, b));
ALTER TABLE app.t ADD CONSTRAINT again UNIQUE (a, b);
ALTER TABLE app.t ADD CONSTRAINT "once More" UNIQUE (a, b);
ALTER TABLE app.t ADD CONSTRAINT other UNIQUE (b, a);
CREATE TABLE app.plain (a int);
