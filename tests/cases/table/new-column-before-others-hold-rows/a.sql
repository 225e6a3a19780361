-- A table whose rows other tables hold can get no column with a default.
CREATE TABLE public."t; 1" (a int);
