"""Running the pending migrations of a project on a target: what is checked, lent and proven around the run itself."""
