-- Relationships: one to one, to itself, over several columns, over schemas, of partitions.
CREATE SCHEMA other;
CREATE TABLE other.far (id int PRIMARY KEY);
CREATE TABLE near (a int, b int, c int, far_id int REFERENCES other.far, PRIMARY KEY (a, b), UNIQUE (b, c), UNIQUE (c));
CREATE TABLE other.back (a int, b int, FOREIGN KEY (a, b) REFERENCES near);
CREATE TABLE same_order (a int, b int, x int UNIQUE, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES near);
CREATE TABLE other_order (b int, a int, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES near);
CREATE TABLE part_of_key (a int, b int, n int, PRIMARY KEY (a, b, n), FOREIGN KEY (a, b) REFERENCES near (a, b));
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, twin int UNIQUE REFERENCES tree);
CREATE TABLE unique_index (c int REFERENCES near (c));
CREATE UNIQUE INDEX ON unique_index (c);
CREATE TABLE swapped (
    x int, y int, CONSTRAINT "Swapped FK" FOREIGN KEY (y, x) REFERENCES near (b, c)
);
CREATE TABLE measured (at date NOT NULL, near_c int REFERENCES near (c), PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE measured_rest PARTITION OF measured DEFAULT;
CREATE TABLE of_partitioned (at date REFERENCES measured);
CREATE VIEW near_view AS SELECT a, b, c FROM near;
CREATE VIEW tree_view AS SELECT id, parent, twin FROM tree;
CREATE VIEW other.tree_elsewhere AS SELECT id, parent FROM tree;
CREATE VIEW of_elsewhere AS SELECT id, parent FROM other.tree_elsewhere;
