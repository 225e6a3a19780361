CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p, "Pu; b" WITH (connect = false, slot_name = NONE, streaming);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, synchronous_commit = 'on');
COMMENT ON SUBSCRIPTION one IS 'kept';
