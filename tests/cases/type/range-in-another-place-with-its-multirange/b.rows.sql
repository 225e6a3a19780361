INSERT INTO app.u VALUES (1, '[1,5)', '{[1,2),[4,5)}');
INSERT INTO app.t VALUES ('[1,5)', '{[1,2),[4,5)}');
