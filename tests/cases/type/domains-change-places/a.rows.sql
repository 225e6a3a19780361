INSERT INTO app.t VALUES (1, 2, 'three', 4);
INSERT INTO app.u VALUES ('5', '6');
INSERT INTO app.arrays VALUES (1, '{2}', '{3}', 4, 5);
INSERT INTO app.kinds VALUES ('a', ROW('b'), 'a');
