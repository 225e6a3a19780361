INSERT INTO public.log VALUES ('2024-05-05', 1, 'g'), ('2025-05-05', 2, 'g');
