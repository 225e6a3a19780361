-- since: 15
CREATE TABLE parent (id int, org int, PRIMARY KEY (id, org));
CREATE TABLE child (
    id int PRIMARY KEY,
    parent_id int,
    "Org, 1" int NOT NULL,
    CONSTRAINT "both, 1" FOREIGN KEY (parent_id, "Org, 1") -- finds: CON008 error
        REFERENCES parent ON DELETE SET NULL,
    CONSTRAINT chosen FOREIGN KEY (parent_id, "Org, 1") -- finds: CON008 error
        REFERENCES parent ON DELETE SET NULL ("Org, 1"),
    CONSTRAINT updated FOREIGN KEY (parent_id, "Org, 1") -- finds: CON008 error
        REFERENCES parent ON UPDATE SET NULL
);
