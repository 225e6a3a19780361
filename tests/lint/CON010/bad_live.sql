CREATE TABLE {schema}.parents (id int PRIMARY KEY);
CREATE TABLE {schema}.children (id int PRIMARY KEY, parent int);
ALTER TABLE {schema}.children ADD CONSTRAINT "Up" FOREIGN KEY (parent) REFERENCES {schema}.parents NOT VALID;
-- finds: CON010 warning table constraint "Up" on {schema}.children
ALTER TABLE {schema}.children ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
-- finds: CON010 warning table constraint positive on {schema}.children
