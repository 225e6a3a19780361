INSERT INTO app.pair VALUES (1, 2, 3);
INSERT INTO app.usual VALUES (1, 2, 3);
INSERT INTO app.three VALUES (1, 2, 3, 4);
INSERT INTO app.heir_of_heir VALUES (1, 2, 3, 4);
INSERT INTO app.whole VALUES (1, 2, 3), (2, 3, 4);
