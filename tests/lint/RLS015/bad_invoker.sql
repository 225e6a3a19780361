-- since: 15
-- Through a view that asks with the rights of whoever asks (since 15).
CREATE TABLE rooms (id int PRIMARY KEY);
ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
CREATE VIEW open_rooms WITH (security_invoker) AS SELECT id FROM rooms;
CREATE POLICY a ON rooms FOR SELECT USING (id IN (SELECT id FROM open_rooms)); -- finds: RLS015 error
