CREATE TABLE t (
    id uuid PRIMARY KEY,
    a uuid,
    b uuid,
    c uuid UNIQUE,
    "Odd ""column""" uuid,
    status text,
    published boolean
);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON t (a, b);
CREATE INDEX ON t ("Odd ""column""") WHERE "Odd ""column""" IS NOT NULL;
CREATE POLICY key ON t USING (id = auth.uid());
CREATE POLICY indexed ON t USING (a = auth.uid() OR c = auth.uid());
CREATE POLICY odd ON t USING ("Odd ""column""" = auth.uid());
-- The index on a finds the rows.
CREATE POLICY narrowed ON t USING (a = auth.uid() AND b = auth.uid());
-- Constants may be half of the table.
CREATE POLICY published ON t FOR SELECT USING (status = 'published' AND published);
CREATE POLICY listed ON t FOR SELECT USING (status IN ('published', 'archived'));
-- No index serves these.
CREATE POLICY no_use ON t USING (length(status) = 3 OR b = auth.uid());
CREATE POLICY other_than ON t USING (b <> auth.uid());
CREATE POLICY negated ON t USING (NOT (b = auth.uid()));
-- Looks nothing up: it looks at the new row.
CREATE POLICY checked ON t FOR INSERT WITH CHECK (b = auth.uid());
-- Depends on the row.
CREATE POLICY two_columns ON t USING (b = a);
CREATE POLICY correlated ON t USING (b = (SELECT u.id FROM auth.users u WHERE u.id = t.a));
CREATE POLICY by_exists ON t USING (EXISTS (SELECT FROM auth.users u WHERE u.id = t.b));
CREATE POLICY no_row ON t USING (auth.role() = 'service_role');
