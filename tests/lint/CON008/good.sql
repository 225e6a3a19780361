-- since: 15
CREATE TABLE parent (id int, org int, PRIMARY KEY (id, org));
CREATE TABLE child (
    id int PRIMARY KEY,
    parent_id int,
    org int NOT NULL,
    free_org int,
    FOREIGN KEY (parent_id, org) REFERENCES parent ON DELETE SET NULL (parent_id),
    FOREIGN KEY (parent_id, free_org) REFERENCES parent ON DELETE SET NULL ON UPDATE SET NULL,
    FOREIGN KEY (parent_id, org) REFERENCES parent ON DELETE CASCADE
);
