CREATE TABLE stars (
    id integer PRIMARY KEY,
    mass numeric(1000),
    distance numeric(400, 50)
);
