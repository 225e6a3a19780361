"""Rules about row level security."""
