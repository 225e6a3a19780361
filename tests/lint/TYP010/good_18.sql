-- since: 18
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT uuidv7(), other uuid DEFAULT gen_random_uuid());
CREATE TABLE u (id uuid DEFAULT gen_random_uuid(), n int, PRIMARY KEY (id, n));
