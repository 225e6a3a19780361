-- since: 18
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), other uuid DEFAULT gen_random_uuid()); -- finds: TYP010 info
CREATE TABLE "U" ("I d" uuid DEFAULT gen_random_uuid(), n int, PRIMARY KEY ("I d")); -- finds: TYP010 info
