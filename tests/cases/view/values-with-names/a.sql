CREATE VIEW public.v (n, t) AS VALUES (1, 'a'), (-1, NULL);
CREATE MATERIALIZED VIEW public.m (n, t) AS VALUES (1, '(VALUES (1))');
