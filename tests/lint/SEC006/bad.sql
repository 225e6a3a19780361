CREATE TABLE accounts (
    id bigint PRIMARY KEY,
    password text, -- finds: SEC006 error
    "API_KEY" text -- finds: SEC006 error
);
GRANT SELECT ON accounts TO authenticated;
CREATE TABLE cards (
    id bigint PRIMARY KEY,
    cvv text, -- finds: SEC006 error
    iban text
);
GRANT SELECT (id, cvv) ON cards TO anon;
CREATE TABLE people (
    id bigint PRIMARY KEY,
    ssn text -- finds: SEC006 info
);
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON people TO authenticated;
CREATE POLICY everybody ON people FOR SELECT TO authenticated USING (true);
