INSERT INTO app.w VALUES (1, '[1,2)', '{[1,2), [5,8)}');
