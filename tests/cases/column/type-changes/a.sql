CREATE TABLE public.t (
    a integer, b varchar(20), c text, d text, e numeric(10, 2), f timestamp, g text, h integer[], i jsonb, j char(3), k boolean, l date
);
