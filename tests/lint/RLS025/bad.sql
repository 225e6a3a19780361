-- trusted
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER far FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE "Orders" (id bigint) SERVER far; -- finds: RLS025 warning
CREATE FOREIGN TABLE columns_only (id bigint) SERVER far; -- finds: RLS025 warning
GRANT SELECT ON "Orders" TO authenticated;
GRANT SELECT (id) ON columns_only TO PUBLIC;
