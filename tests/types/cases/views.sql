-- Views: what can be written, and what can be embedded.
-- since: 15
CREATE TABLE authors (id int PRIMARY KEY, name text NOT NULL, doc jsonb NOT NULL, mentor int REFERENCES authors);
CREATE TABLE profiles (author_id int PRIMARY KEY REFERENCES authors, bio text);
CREATE TABLE books (
    id int PRIMARY KEY, author_id int NOT NULL REFERENCES authors, editor_id int REFERENCES authors (id),
    title text, year int, UNIQUE (author_id, year)
);
CREATE TABLE reviews (
    id int PRIMARY KEY, author_id int, year int,
    CONSTRAINT reviews_book_fkey FOREIGN KEY (author_id, year) REFERENCES books (author_id, year)
);

CREATE VIEW plain AS SELECT * FROM books;
CREATE VIEW renamed AS SELECT id AS book, author_id AS writer, upper(title) AS loud FROM books;
CREATE VIEW joined AS SELECT b.id, b.title, a.name, a.id AS author FROM books b JOIN authors a ON a.id = b.author_id;
CREATE VIEW both_sides AS SELECT id AS a, id AS b, name FROM authors;
CREATE VIEW counted AS SELECT author_id, count(*) AS n FROM books GROUP BY author_id;
CREATE VIEW of_view AS SELECT book, writer FROM renamed WHERE book > 1;
CREATE VIEW deeper AS SELECT o.writer AS w, o.book AS b FROM of_view o;
CREATE VIEW of_union AS SELECT id, author_id FROM books UNION ALL SELECT id, mentor FROM authors;
CREATE VIEW partial AS SELECT author_id FROM reviews;
CREATE VIEW whole AS SELECT year AS y, author_id AS a FROM reviews;
CREATE VIEW with_cte AS WITH x AS (SELECT id, author_id FROM books) SELECT * FROM x;
CREATE VIEW subselect AS SELECT s.id, s.author_id FROM (SELECT id, author_id FROM books) s;
CREATE VIEW odd AS SELECT id AS "a (b) {c}, \d", author_id AS "x y" FROM books ORDER BY title;
CREATE VIEW constant AS SELECT 1 AS one, 'a}b{c('::text AS t, NULL::jsonb AS j, ARRAY['a'] AS l;
CREATE VIEW checked WITH (security_invoker = true) AS SELECT id, year FROM books WHERE year > 2000 WITH CHECK OPTION;
CREATE MATERIALIZED VIEW stored AS SELECT id, author_id, title FROM books;
CREATE VIEW of_stored AS SELECT * FROM stored;

CREATE FUNCTION nothing_at_all() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW insert_only AS SELECT count(*) AS n, max(year) AS y FROM books;
CREATE TRIGGER i INSTEAD OF INSERT ON insert_only FOR EACH ROW EXECUTE FUNCTION nothing_at_all();
CREATE VIEW update_only AS SELECT count(*) AS n, max(year) AS y FROM books;
CREATE TRIGGER u INSTEAD OF UPDATE ON update_only FOR EACH ROW EXECUTE FUNCTION nothing_at_all();
CREATE VIEW delete_only AS SELECT count(*) AS n, max(year) AS y FROM books;
CREATE TRIGGER d INSTEAD OF DELETE ON delete_only FOR EACH ROW EXECUTE FUNCTION nothing_at_all();
CREATE VIEW by_rule AS SELECT count(*) AS n FROM books;
CREATE RULE r AS ON INSERT TO by_rule DO INSTEAD NOTHING;
CREATE VIEW by_conditional_rule AS SELECT count(*) AS n FROM books;
CREATE RULE r AS ON UPDATE TO by_conditional_rule WHERE new.n > 1 DO INSTEAD NOTHING;
