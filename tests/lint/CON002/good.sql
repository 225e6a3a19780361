CREATE TABLE events (event_id uuid PRIMARY KEY, name text);
CREATE TABLE owners (id uuid PRIMARY KEY, event_id uuid REFERENCES events);
CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    event_id uuid,
    owner_id uuid REFERENCES owners,
    -- of other systems
    sendgrid_message_id text,
    stripe_id varchar(30),
    session_id inet,
    group_id smallint,
    -- says itself what it refers to
    subject_id uuid,
    subject_type text,
    number_id numeric,
    paid bool,
    FOREIGN KEY (event_id) REFERENCES events
);
CREATE TABLE states (ticket_id uuid PRIMARY KEY, state text);
CREATE TABLE marks (owner_id uuid REFERENCES owners, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE marks_old PARTITION OF marks DEFAULT;
CREATE VIEW seen AS SELECT id AS other_id FROM owners;
CREATE TABLE app_events (event_id uuid UNIQUE, name text);
