CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE);
