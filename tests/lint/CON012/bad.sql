-- lint: tenant_column = "org_id"
CREATE TABLE orgs (id uuid PRIMARY KEY);
CREATE TABLE events (id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES orgs);
CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    "Event" uuid REFERENCES events, -- finds: CON012 info
    number text UNIQUE -- finds: CON012 info
);
CREATE TABLE seats (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    event_id uuid NOT NULL REFERENCES events, -- finds: CON012 info
    UNIQUE (id, event_id)
);
CREATE TABLE guests (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    event_id uuid REFERENCES events, -- finds: CON012 info
    seat_id uuid,
    FOREIGN KEY (seat_id, event_id) REFERENCES seats (id, event_id) -- finds: CON012 info
);
CREATE UNIQUE INDEX ON tickets (lower(number)); -- finds: CON012 info
