CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, password_required = false);
CREATE SUBSCRIPTION two CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, origin = none, streaming = parallel);
