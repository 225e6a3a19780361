INSERT INTO app.t VALUES ('[1,5)', '{[1,2),[4,5)}', 'b');
INSERT INTO app.u VALUES ('[1,5)', '{[1,2),[4,5)}', '[2,9)', '{[3,4)}');
INSERT INTO app.w VALUES ('[1,5)', '{[1,2),[4,5)}', '[2,9)', '{[3,4)}');
