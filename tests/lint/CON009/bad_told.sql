-- lint: rules = { CON009 = { on_delete = ["NO ACTION"], on_update = ["NO ACTION"] } }
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (
    id bigint PRIMARY KEY,
    a1 bigint REFERENCES a,
    a2 bigint REFERENCES a ON DELETE CASCADE, -- finds: CON009 info
    a3 bigint REFERENCES a ON DELETE SET NULL ON UPDATE CASCADE -- finds: CON009 info x2
);
