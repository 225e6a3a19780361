CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, run_as_owner);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, origin = any);
