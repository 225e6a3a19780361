CREATE SUBSCRIPTION one CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE, failover);
