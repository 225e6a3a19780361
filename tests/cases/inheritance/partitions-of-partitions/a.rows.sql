INSERT INTO partition_moves_parent.t VALUES (1), (3);
