CREATE TABLE public.stock (item integer PRIMARY KEY, amount integer);
CREATE FUNCTION public.put(item integer) RETURNS void LANGUAGE sql BEGIN ATOMIC
    INSERT INTO public.stock VALUES (put.item, 1) ON CONFLICT (item) DO UPDATE SET amount = stock.amount + 1;
END;
CREATE FUNCTION public.altered() RETURNS void LANGUAGE sql BEGIN ATOMIC
    DELETE FROM public.stock;
END;
