CREATE TABLE public.r (id int PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE public.r1 PARTITION OF public.r FOR VALUES IN (1);
CREATE TABLE public.t (a int, b int);
ALTER TABLE public.t ADD CONSTRAINT t_a_fkey1 FOREIGN KEY (b) REFERENCES public.r;
ALTER TABLE public.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.r;
CREATE TABLE public."U u" (a int, b int);
ALTER TABLE public."U u" ADD CONSTRAINT "U u_a_fkey1" FOREIGN KEY (b) REFERENCES public.r;
ALTER TABLE public."U u" ADD CONSTRAINT "U u_a_fkey" FOREIGN KEY (a) REFERENCES public.r;
