-- lint: rules = { CON014 = { key_first = false } }
CREATE TABLE u (name text, id bigint PRIMARY KEY);
