CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, two_phase);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, disable_on_error);
