"""From two catalogues to statements in order: what differs, what must be rebuilt with it, what comes first."""
