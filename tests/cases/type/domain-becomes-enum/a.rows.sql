INSERT INTO app.tasks VALUES ('done', '{new,done}');
INSERT INTO app.boxes VALUES ('2'), (NULL);
