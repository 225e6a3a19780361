CREATE TABLE notes (
    id bigint PRIMARY KEY,
    author uuid, -- finds: RLS022 info
    "Org" uuid, -- finds: RLS022 info
    published boolean,
    kind text
);
CREATE TABLE members (org uuid NOT NULL, uid uuid NOT NULL);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (author = (SELECT auth.uid()));
CREATE POLICY write ON notes FOR INSERT WITH CHECK (author = (SELECT auth.uid()));
CREATE POLICY org ON notes FOR SELECT USING ("Org" IN (SELECT org FROM members) AND (published OR kind = 'public'));
CREATE POLICY either ON notes FOR DELETE USING (("Org" = (SELECT auth.uid()) AND kind = 'a') OR "Org" IN (SELECT org FROM members));
