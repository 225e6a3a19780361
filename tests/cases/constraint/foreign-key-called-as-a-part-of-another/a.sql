-- A foreign key to a partitioned table has a part for each partition, in the same table: "t_a_fkey1" if "t_a_fkey" is taken.
CREATE TABLE public.r (id int PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE public.r1 PARTITION OF public.r FOR VALUES IN (1);
CREATE TABLE public.t (a int, b int, CONSTRAINT x FOREIGN KEY (b) REFERENCES public.r);
CREATE TABLE public."U u" (a int, b int);
