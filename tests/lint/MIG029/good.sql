-- lint: transaction_per_file = false
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE moods (m mood);
-- migration
ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad';
INSERT INTO moods VALUES ('so-so');
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
