INSERT INTO enum_everything.t VALUES (1, 'x', '{x,y}');
