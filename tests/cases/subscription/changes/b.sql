CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION q, "Pu; b" WITH (connect = false, slot_name = NONE, binary);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, synchronous_commit = 'remote_apply');
COMMENT ON SUBSCRIPTION one IS 'kept';
ALTER SUBSCRIPTION two OWNER TO chief;
