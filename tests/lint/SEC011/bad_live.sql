-- As after an upgrade of the server.
UPDATE pg_extension SET extversion = '0.9' WHERE extname = 'plpgsql';
-- finds: SEC011 info extension plpgsql
