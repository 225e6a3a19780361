CREATE SCHEMA s;

CREATE SERVER "Se; rv" FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR app_reader SERVER "Se; rv" OPTIONS ("user" 'x');
CREATE USER MAPPING FOR app_writer SERVER "Se; rv" OPTIONS ("user" 'y', password 'hunter3');
