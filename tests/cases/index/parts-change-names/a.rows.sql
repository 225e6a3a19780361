INSERT INTO app.target VALUES (1), (2);
INSERT INTO app.whole VALUES (1, 1, 2, 3), (2, 1, 2, 3);
INSERT INTO app.referring VALUES (1, 1);
INSERT INTO app.other VALUES (1, 2, 3), (2, 3, 4);
