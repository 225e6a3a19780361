-- lint: tenant_column = "org_id"
CREATE TABLE orgs (id uuid PRIMARY KEY, slug text UNIQUE);
CREATE TABLE plans (id uuid PRIMARY KEY, name text UNIQUE);
CREATE TABLE events (id uuid PRIMARY KEY, org_id uuid NOT NULL REFERENCES orgs, UNIQUE (org_id, id), UNIQUE (id, org_id));
CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    event_id uuid,
    plan uuid REFERENCES plans,
    number text,
    token uuid UNIQUE,
    stripe_id text UNIQUE, -- schemadiff:ignore CON012 -- Stripe's own, the same for nobody else
    FOREIGN KEY (org_id, event_id) REFERENCES events (org_id, id),
    UNIQUE (number, org_id)
);
CREATE INDEX ON tickets (number);
CREATE TABLE seats (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    event_id uuid,
    name text,
    FOREIGN KEY (org_id, event_id) REFERENCES events (org_id, id),
    UNIQUE (id, event_id),
    UNIQUE (event_id, name)
);
CREATE TABLE guests (
    id uuid PRIMARY KEY,
    org_id uuid NOT NULL REFERENCES orgs,
    event_id uuid,
    seat_id uuid,
    FOREIGN KEY (event_id, org_id) REFERENCES events (id, org_id),
    FOREIGN KEY (seat_id, event_id) REFERENCES seats (id, event_id)
);
