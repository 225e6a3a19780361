INSERT INTO public.t VALUES (1, 'Ann');
INSERT INTO public.gone_with VALUES (1, 'Ann');
