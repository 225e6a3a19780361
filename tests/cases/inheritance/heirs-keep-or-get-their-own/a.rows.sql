INSERT INTO app.h VALUES (1, 2, 'kept');
INSERT INTO app.g VALUES (3, 4, 'kept as well');
