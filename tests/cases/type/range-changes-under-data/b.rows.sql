INSERT INTO app.t VALUES (1, '[3,7)', '{[3,7)}', '{"[3,7)"}', '("[3,7)",x)', '[4,5)', '[bad,]');
INSERT INTO app.u VALUES (1, '[3,7)'), (2, '[3,)');
