CREATE SCHEMA private;
CREATE TABLE notes (id bigint PRIMARY KEY, tenant uuid, author uuid);
CREATE FUNCTION private.tenant() RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION private."Owns"(uuid) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN $1 = auth.uid(); END $$;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON notes USING (tenant = (SELECT private.tenant())); -- finds: RLS021 error
CREATE POLICY b ON notes FOR INSERT WITH CHECK (private."Owns"(author) AND tenant = private.tenant()); -- finds: RLS021 error x2
