CREATE TABLE public.t (
    a bigint, b varchar(40), c varchar(10), d integer, e numeric(12, 2), f timestamptz, g uuid, h bigint[], i json, j text, k text, l timestamptz
);
