-- Expressions go through casts that neither their text nor a dependency names.
CREATE TABLE public.gone (a integer);
