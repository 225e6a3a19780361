CREATE TABLE public.stays (id integer);
CREATE TABLE public.p (a integer, b text, c text, d text);
CREATE TABLE public.own (b text, c text, d text) INHERITS (public.p);
CREATE TABLE public.own2 (b text) INHERITS (public.own);
ALTER TABLE ONLY public.p ALTER b SET STATISTICS 55, ALTER b SET STORAGE EXTERNAL, ALTER b SET COMPRESSION pglz;
ALTER TABLE ONLY public.p ALTER d SET STORAGE MAIN;
ALTER TABLE ONLY public.own ALTER c SET STORAGE MAIN, ALTER d SET STORAGE EXTERNAL;
