-- Functions: arguments, defaults, overloads, results.
CREATE SCHEMA hidden;
CREATE TYPE hidden.secret_mood AS ENUM ('calm', 'wild');
CREATE TYPE hidden.secret_pair AS (a int, b text);
CREATE TABLE hidden.secrets (id int PRIMARY KEY, body text);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, settings jsonb NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, body text);
CREATE VIEW active_users AS SELECT id, name FROM users;

CREATE FUNCTION nothing() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION one(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION defaults(z int, a text DEFAULT 'x', m mood DEFAULT 'ok') RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION with_out(INOUT a int, OUT b text) LANGUAGE sql AS 'SELECT 1, ''a''';
CREATE FUNCTION one_out(OUT b text) LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION out_between(a int, OUT b text, c int DEFAULT 1) LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION many(VARIADIC names text[]) RETURNS text[] LANGUAGE sql AS 'SELECT names';
CREATE FUNCTION arrays(a int[], m mood[], p pair[], j jsonb[]) RETURNS mood[] LANGUAGE sql AS 'SELECT m';
CREATE FUNCTION returns_table(b int) RETURNS TABLE (zeta int, alpha text, m mood) LANGUAGE sql AS 'SELECT 1, ''a'', ''ok''::mood';
CREATE FUNCTION returns_table_one() RETURNS TABLE (zeta int) ROWS 1 LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION set_of_int() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION set_of_int_one() RETURNS SETOF int ROWS 1 LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION set_of_users() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION set_of_users_one() RETURNS SETOF users ROWS 1 LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION a_user() RETURNS users LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION set_of_view() RETURNS SETOF active_users LANGUAGE sql AS 'SELECT * FROM active_users';
CREATE FUNCTION a_pair() RETURNS pair LANGUAGE sql AS 'SELECT (1, ''a'')::pair';
CREATE FUNCTION pairs() RETURNS SETOF pair LANGUAGE sql AS 'SELECT (1, ''a'')::pair';
CREATE FUNCTION records() RETURNS SETOF record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION a_record() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION in_domain(p positive) RETURNS positive LANGUAGE sql AS 'SELECT p';
CREATE FUNCTION hidden_enum(m hidden.secret_mood) RETURNS hidden.secret_mood LANGUAGE sql AS 'SELECT m';
CREATE FUNCTION hidden_enums(m hidden.secret_mood[]) RETURNS hidden.secret_mood[] LANGUAGE sql AS 'SELECT m';
CREATE FUNCTION hidden_pair() RETURNS hidden.secret_pair LANGUAGE sql AS 'SELECT (1, ''a'')::hidden.secret_pair';
CREATE FUNCTION hidden_rows() RETURNS SETOF hidden.secrets LANGUAGE sql AS 'SELECT * FROM hidden.secrets';
CREATE FUNCTION hidden_set() RETURNS SETOF hidden.secret_mood LANGUAGE sql AS 'SELECT ''calm''::hidden.secret_mood';
CREATE FUNCTION out_first(OUT b text, a int, c int, d int DEFAULT 1) LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION anything(a anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION a_range(r int4range) RETURNS int4range LANGUAGE sql AS 'SELECT r';
CREATE FUNCTION gives_json() RETURNS jsonb LANGUAGE sql AS 'SELECT ''{}''::jsonb';
CREATE FUNCTION takes_user(u users) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "Quoted name"("An argument" int, "b""c" text) RETURNS int LANGUAGE sql AS 'SELECT 1';

-- Without names.
CREATE FUNCTION body_json(json) RETURNS json LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION body_jsonb(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION body_text(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION body_default(text DEFAULT 'a') RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION body_int(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION body_two(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION half_named(text, a text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION half_default(a text, text DEFAULT 'b') RETURNS text LANGUAGE sql AS 'SELECT $1';

-- Of rows: fields, embedded relations, and what is neither.
CREATE FUNCTION full_name(users) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE FUNCTION initials(u users) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE FUNCTION posts_of(users) RETURNS SETOF posts LANGUAGE sql AS 'SELECT * FROM posts WHERE user_id = $1.id';
CREATE FUNCTION last_post(users) RETURNS SETOF posts ROWS 1 LANGUAGE sql AS 'SELECT * FROM posts WHERE user_id = $1.id';
CREATE FUNCTION writer(posts) RETURNS users LANGUAGE sql AS 'SELECT * FROM users WHERE id = $1.user_id';
CREATE FUNCTION stats(u users) RETURNS TABLE (n int, at date) LANGUAGE sql AS 'SELECT 1, current_date';
CREATE FUNCTION of_view(active_users) RETURNS mood LANGUAGE sql AS 'SELECT ''ok''::mood';
CREATE FUNCTION tags(active_users) RETURNS text[] LANGUAGE sql AS 'SELECT ''{a}''::text[]';
CREATE FUNCTION of_pair(pair) RETURNS text LANGUAGE sql AS 'SELECT $1.b';
CREATE FUNCTION pair_to_user(p pair) RETURNS users LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION of_hidden(hidden.secrets) RETURNS text LANGUAGE sql AS 'SELECT $1.body';
CREATE FUNCTION user_pair(users) RETURNS pair LANGUAGE sql AS 'SELECT (1, ''a'')::pair';
CREATE FUNCTION user_json(users) RETURNS jsonb LANGUAGE sql AS 'SELECT ''{}''::jsonb';
CREATE FUNCTION user_ranges(users) RETURNS int4range LANGUAGE sql AS 'SELECT NULL::int4range';

-- Overloads.
CREATE FUNCTION over(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION over() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
CREATE FUNCTION clash(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION clash(a text) RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION clash(a uuid) RETURNS SETOF text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION clash_default() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION clash_default(text DEFAULT 'a') RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION other_names(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION other_names(b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION row_or_body(users) RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION row_or_body(jsonb) RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION wide_overload(first_argument_with_a_long_name int, second_argument text DEFAULT NULL) RETURNS TABLE (id int, name text) LANGUAGE sql AS 'SELECT 1, ''a''';
CREATE FUNCTION wide_overload(first_argument_with_a_long_name int, another_argument mood[], third_argument_here jsonb) RETURNS SETOF mood LANGUAGE sql AS 'SELECT ''ok''::mood';

-- What is none that can be called.
CREATE PROCEDURE a_procedure(a int) LANGUAGE sql AS '';
CREATE AGGREGATE an_aggregate(int) (sfunc = int4pl, stype = int);
CREATE FUNCTION a_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION an_event_trigger() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
