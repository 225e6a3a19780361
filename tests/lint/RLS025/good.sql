-- trusted
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER far FOREIGN DATA WRAPPER nothing;
CREATE SCHEMA private;
CREATE FOREIGN TABLE orders (id bigint) SERVER far;
GRANT SELECT ON orders TO service_role;
CREATE FOREIGN TABLE private.orders (id bigint) SERVER far;
GRANT SELECT ON private.orders TO authenticated;
