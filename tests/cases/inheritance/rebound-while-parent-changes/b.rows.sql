INSERT INTO public.log VALUES ('2024-05-05', 1), ('2025-05-05', 2);
