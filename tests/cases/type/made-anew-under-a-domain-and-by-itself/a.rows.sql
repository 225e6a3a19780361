INSERT INTO public.u VALUES (1, 'sad', 'ok', '{ok,sad}', 'ok');
