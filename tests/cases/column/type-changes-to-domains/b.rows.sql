INSERT INTO app.t VALUES (NULL, NULL, 'five!', '{a,b}', '{a}', ARRAY['{"a": 1}'::app."Stats"], 7, NULL, NULL);
