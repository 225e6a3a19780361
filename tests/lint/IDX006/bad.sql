CREATE TABLE t (
    id bigint PRIMARY KEY,
    plain uuid, -- finds: IDX006 warning
    wrapped uuid, -- finds: IDX006 warning
    listed uuid, -- finds: IDX006 warning
    member uuid, -- finds: IDX006 warning
    either uuid, -- finds: IDX006 warning
    other uuid, -- finds: IDX006 warning
    "Odd ""column"", x" text, -- finds: IDX006 warning
    narrowed uuid, -- finds: IDX006 warning
    status text,
    partial uuid, -- finds: IDX006 warning
    second uuid -- finds: IDX006 warning
);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON t (partial) WHERE status = 'open';
CREATE INDEX ON t (id, second);
CREATE FUNCTION groups() RETURNS SETOF uuid LANGUAGE sql STABLE RETURN NULL::uuid;
CREATE POLICY a ON t FOR SELECT USING (plain = auth.uid());
CREATE POLICY a2 ON t FOR SELECT TO authenticated USING ((SELECT auth.uid()) = plain);
CREATE POLICY b ON t FOR UPDATE USING (wrapped = (((SELECT auth.jwt()) ->> 'sub')::uuid));
CREATE POLICY c ON t USING (listed = ANY (ARRAY (SELECT groups())));
CREATE POLICY d ON t USING (member IN (SELECT groups()));
CREATE POLICY e ON t USING (either = (SELECT auth.uid()) OR other = (SELECT auth.uid()));
CREATE POLICY "F, ""x""" ON t AS RESTRICTIVE USING ("Odd ""column"", x" = current_setting('app.x', true));
CREATE POLICY g ON t USING (narrowed = auth.uid() AND status = 'open');
CREATE POLICY h ON t USING (partial = auth.uid());
CREATE POLICY i ON t USING (second = auth.uid());
CREATE POLICY public_or_own ON t USING (status = 'public' OR plain = auth.uid());
