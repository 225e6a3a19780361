INSERT INTO app.t VALUES ('[1,5)', '[2,9)', '{[1,2)}', '{"[3,4)"}');
INSERT INTO app.parted VALUES ('[1,2)', '[1,4)');
INSERT INTO app.heir VALUES ('[1,5)', '[1,5)');
INSERT INTO app.u VALUES ('[1,5)', '[2,3)', 'b');
