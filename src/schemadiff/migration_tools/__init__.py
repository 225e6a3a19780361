"""Migrations of other tools: the names and marks of their files, and the histories that they keep in a database."""
