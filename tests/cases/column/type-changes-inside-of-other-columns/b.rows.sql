INSERT INTO app.point VALUES (1, 2, 'x');
INSERT INTO app."lin e" VALUES (1, '(1,2,x)', '{"(1,2,y)"}');
INSERT INTO app.heir VALUES (2, '(1,2,x)', '{"(1,2,y)"}', 'more');
INSERT INTO app.drawing VALUES (1, '(1,"(1,2,x)","{""(1,2,z)""}")');
