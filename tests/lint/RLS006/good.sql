CREATE TABLE t (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON t USING (owner = auth.uid());
CREATE POLICY add ON t FOR INSERT WITH CHECK (owner = auth.uid());
CREATE POLICY using_is_check ON t FOR UPDATE USING (owner = auth.uid());

-- One policy that denies says that this is meant.
CREATE TABLE nobody (id bigint PRIMARY KEY);
ALTER TABLE nobody ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON nobody USING (false);

CREATE TABLE narrowed (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE narrowed ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON narrowed FOR SELECT USING (true);
CREATE POLICY narrowing ON narrowed AS RESTRICTIVE USING (owner = auth.uid());

-- RLS013's business: what stands for it in the shadow is not what was written.
CREATE TABLE refused (id uuid PRIMARY KEY);
ALTER TABLE refused ENABLE ROW LEVEL SECURITY;
CREATE POLICY refused ON refused USING (id = auth.jwt() ->> 'sub');
CREATE POLICY fine ON refused USING (id = auth.uid());
