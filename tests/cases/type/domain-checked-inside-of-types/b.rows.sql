INSERT INTO app.t VALUES (1, 7, '{1,2}', '(5,x)', '{"(5,x)","(6,y)"}', '{8}');
INSERT INTO app.u VALUES (1, '{a,b}');
INSERT INTO app.w VALUES (1, '(4)');
INSERT INTO app.inner_rows VALUES (4);
INSERT INTO app.outer_rows VALUES (1, '(4)');
