CREATE TABLE events (id uuid PRIMARY KEY);
CREATE TABLE categories (id uuid PRIMARY KEY);
CREATE TABLE boxes (id bigint PRIMARY KEY);
CREATE TABLE countries (id text PRIMARY KEY);
CREATE TABLE "Odd name" (id uuid PRIMARY KEY);
CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    event_id uuid, -- finds: CON002 warning
    category_id uuid NOT NULL, -- finds: CON002 warning
    box_id int, -- finds: CON002 warning
    country_id text, -- finds: CON002 warning
    "Odd name_id" uuid, -- finds: CON002 warning
    type_id uuid, -- finds: CON002 info
    old_id bigint -- finds: CON002 info
);
CREATE TABLE app_queues (id int PRIMARY KEY);
CREATE TABLE app_jobs (id int PRIMARY KEY, queue_id int); -- finds: CON002 warning
CREATE TABLE _private_job_queues (id int PRIMARY KEY);
CREATE TABLE _private_jobs (id int PRIMARY KEY, job_queue_id int); -- finds: CON002 warning
