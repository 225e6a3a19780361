"""Rules about what the outside may do."""
