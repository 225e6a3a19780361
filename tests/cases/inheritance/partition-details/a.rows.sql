INSERT INTO public.log VALUES ('2024-05-05', 1), ('1999-09-09', 2);
