"""MIG: what a migration does to those who use the database, and to what is in it."""
