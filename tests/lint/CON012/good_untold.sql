CREATE TABLE events (id uuid PRIMARY KEY, org_id uuid NOT NULL);
CREATE TABLE tickets (id uuid PRIMARY KEY, org_id uuid NOT NULL, event uuid REFERENCES events, n text UNIQUE);
