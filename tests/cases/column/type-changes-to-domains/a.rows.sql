INSERT INTO app.t VALUES ('{}', '{}', 'five!', '{a,b}', '{a}', ARRAY['{"a": 1}'::jsonb], 7.4, '{}', NULL);
