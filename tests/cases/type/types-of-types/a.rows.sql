INSERT INTO app.t VALUES (1, '("(sad,7)",3)', '{7,8}', 'happy');
