CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p, "Pu; b" WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION "Su; b" CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, binary, streaming, synchronous_commit = 'local');
COMMENT ON SUBSCRIPTION "Su; b" IS 'odd';
