-- no transaction
CREATE INDEX CONCURRENTLY before_it_goes_ccnew ON public.goes USING btree (b);

-- a transaction
ALTER INDEX public.before_it_goes RENAME TO before_it_goes_ccold;
ALTER INDEX public.before_it_goes_ccnew RENAME TO before_it_goes;

-- no transaction
DROP INDEX CONCURRENTLY public.before_it_goes_ccold;

-- a transaction
ALTER TABLE public.goes DROP COLUMN a;
ALTER TABLE public.t ADD CONSTRAINT "schemadiff_n" CHECK (n IS NOT NULL) NOT VALID;

-- a transaction
ALTER TABLE public.t VALIDATE CONSTRAINT "schemadiff_n";

-- a transaction
ALTER TABLE public.t ALTER COLUMN n SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT "schemadiff_n";

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY other_ccnew ON public.t (a, b) INCLUDE (n);

-- a transaction
ALTER TABLE public.t DROP CONSTRAINT other;
ALTER TABLE public.t ADD CONSTRAINT other UNIQUE USING INDEX other_ccnew;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY t_id_key ON public.t (id);

-- a transaction
ALTER TABLE public.t ADD CONSTRAINT t_id_key UNIQUE USING INDEX t_id_key;

-- no transaction
CREATE INDEX CONCURRENTLY "a long name, with all of the bytes that an identifier can_ccnew" ON public.goes USING btree (b DESC);

-- a transaction
ALTER INDEX public."a long name, with all of the bytes that an identifier can have!" RENAME TO "a long name, with all of the bytes that an identifier can_ccold";
ALTER INDEX public."a long name, with all of the bytes that an identifier can_ccnew" RENAME TO "a long name, with all of the bytes that an identifier can have!";

-- no transaction
DROP INDEX CONCURRENTLY public."a long name, with all of the bytes that an identifier can_ccold";

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY identity_ccnew ON public.t USING btree (a) INCLUDE (b);

-- a transaction
ALTER TABLE public.u DROP CONSTRAINT u_t_a_fkey;
DROP INDEX public.identity;
ALTER INDEX public.identity_ccnew RENAME TO identity;
ALTER TABLE public.t CLUSTER ON identity;
ALTER TABLE public.t REPLICA IDENTITY USING INDEX identity;
ALTER TABLE public.u ADD CONSTRAINT u_t_a_fkey FOREIGN KEY (t_a) REFERENCES public.t(a) NOT VALID;

-- a transaction
ALTER TABLE public.u VALIDATE CONSTRAINT u_t_a_fkey;

-- a transaction
CREATE INDEX on_parts_ccnew ON ONLY public.p USING btree (a, b);

-- no transaction
CREATE INDEX CONCURRENTLY p1_a_b_idx_ccnew ON public.p1 USING btree (a, b);

-- a transaction
CREATE INDEX p2_a_b_idx_ccnew ON ONLY public.p2 USING btree (a, b);

-- no transaction
CREATE INDEX CONCURRENTLY p21_a_b_idx_ccnew ON public.p21 USING btree (a, b);

-- a transaction
ALTER INDEX public.p2_a_b_idx_ccnew ATTACH PARTITION public.p21_a_b_idx_ccnew;

-- a transaction
ALTER INDEX public.on_parts_ccnew ATTACH PARTITION public.p2_a_b_idx_ccnew;

-- a transaction
ALTER INDEX public.on_parts_ccnew ATTACH PARTITION public.p1_a_b_idx_ccnew;

-- a transaction
ALTER INDEX public.on_parts RENAME TO on_parts_ccold;
ALTER INDEX public.on_parts_ccnew RENAME TO on_parts;
ALTER INDEX public.p1_a_b_idx_ccnew RENAME TO p1_a_b_idx;
ALTER INDEX public.p2_a_b_idx_ccnew RENAME TO p2_a_b_idx;
ALTER INDEX public.p21_a_b_idx_ccnew RENAME TO p21_a_b_idx;

-- a transaction
DROP INDEX public.on_parts_ccold;

-- no transaction
CREATE INDEX CONCURRENTLY expression_ccnew ON public.t USING btree (upper(b)) WHERE (a > 0);

-- a transaction
ANALYZE public.t;

-- a transaction
ALTER INDEX public.expression RENAME TO expression_ccold;
ALTER INDEX public.expression_ccnew RENAME TO expression;
ALTER INDEX public.expression ALTER COLUMN 1 SET STATISTICS 200;
COMMENT ON INDEX public.expression IS 'marked';

-- no transaction
DROP INDEX CONCURRENTLY public.expression_ccold;

-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY key_ccnew ON public.t (id, n);

-- a transaction
DROP VIEW public.v;
ALTER TABLE public.u DROP CONSTRAINT u_t_id_fkey;
ALTER TABLE public.t DROP CONSTRAINT key;
ALTER TABLE public.t ADD CONSTRAINT key PRIMARY KEY USING INDEX key_ccnew;
ALTER TABLE public.u ADD CONSTRAINT u_t_id_fkey FOREIGN KEY (t_id) REFERENCES public.t(id) NOT VALID;
CREATE VIEW public.v AS
 SELECT id,
    b
   FROM public.t
  GROUP BY id, n;
GRANT SELECT ON TABLE public.v TO PUBLIC;
COMMENT ON CONSTRAINT key ON public.t IS 'marked';

-- a transaction
ALTER TABLE public.u VALIDATE CONSTRAINT u_t_id_fkey;
