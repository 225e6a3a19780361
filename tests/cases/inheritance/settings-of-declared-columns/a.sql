-- A new child table takes storage and compression from its parent's column even for one that it declares itself.
CREATE TABLE public.stays (id integer);
