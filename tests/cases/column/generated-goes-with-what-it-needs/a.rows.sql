INSERT INTO s.t (a) VALUES (1); INSERT INTO s.u (a, b) VALUES ('s', 2), ('l', 3);
