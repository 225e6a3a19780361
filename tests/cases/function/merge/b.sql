-- What MERGE writes is in no row of pg_depend: neither the new columns nor that the functions need them.
CREATE TABLE public.stock (item bigint PRIMARY KEY, amount integer, "new one" integer DEFAULT 0, noted date);
CREATE FUNCTION public.put(item integer) RETURNS void LANGUAGE sql BEGIN ATOMIC
    MERGE INTO public.stock USING (VALUES (put.item)) AS v(k) ON stock.item = v.k
    WHEN MATCHED THEN UPDATE SET noted = CURRENT_DATE
    WHEN NOT MATCHED THEN INSERT (item, amount, "new one") VALUES (v.k, 1, 2);
END;
CREATE FUNCTION public.altered() RETURNS void LANGUAGE sql BEGIN ATOMIC
    MERGE INTO public.stock USING (VALUES (1)) AS v(k) ON stock.item = v.k
    WHEN MATCHED THEN UPDATE SET noted = CURRENT_DATE, "new one" = 3;
END;
