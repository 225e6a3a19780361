CREATE POLICY signed_in ON storage.objects FOR UPDATE TO authenticated USING ((SELECT auth.uid()) IS NOT NULL); -- finds: RLS020 warning
CREATE POLICY topic ON realtime.messages FOR SELECT TO authenticated USING ((SELECT realtime.topic()) = 'all');
