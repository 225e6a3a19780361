CREATE TYPE mood AS ENUM ('fine', 'not');
CREATE TABLE a (
    id bigint PRIMARY KEY,
    title varchar(200), -- finds: TYP010 info
    mood mood, -- finds: TYP010 info
    author uuid
);
CREATE TABLE b (id bigint PRIMARY KEY, author uuid);
CREATE TABLE c (
    id bigint PRIMARY KEY,
    author text -- finds: TYP010 info
);
