CREATE VIEW public.v (n, t, more) AS VALUES (1, 'a', 1.5), (-1, NULL, 2);
CREATE MATERIALIZED VIEW public.m (n, u) AS VALUES (1, '(VALUES (1))');
