INSERT INTO app.three VALUES (ROW('2020-01-01', ROW(1, 'a')), ARRAY[ROW(1, 'y')::app.two]);
INSERT INTO app.likes VALUES (ROW(1, 'x', 2), ARRAY[ROW(1, 'y')::app.like_two], ROW(3, 'z'), ROW(4, 'u', 5));
INSERT INTO app.of_types VALUES (ROW('2020-01-01'), ARRAY[ROW(1, 'y')::app.moment]);
