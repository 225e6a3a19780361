INSERT INTO s."T; t" (a) VALUES (1);
