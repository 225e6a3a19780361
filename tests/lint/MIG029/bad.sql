CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE moods (m mood);
-- migration
ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad';
INSERT INTO moods VALUES ('so-so'); -- finds: MIG029 error
ALTER TYPE mood ADD VALUE 'elated'; -- finds: MIG029 info
