CREATE POLICY upload ON storage.objects FOR INSERT TO anon WITH CHECK (true); -- finds: RLS004 error
CREATE POLICY mine ON storage.objects FOR DELETE TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY send ON realtime.messages FOR INSERT TO authenticated WITH CHECK (true);
