-- lint: rules = { CON014 = { columns = ["created_at"], comments = true } }
CREATE TABLE "T" (id bigint PRIMARY KEY); -- finds: CON014 info x2
CREATE TABLE u (name text, id bigint PRIMARY KEY, created_at timestamptz); -- finds: CON014 info x2
