CREATE SCHEMA app;
CREATE TABLE app.held (n bigint);
CREATE DOMAIN app.d AS app.held;
