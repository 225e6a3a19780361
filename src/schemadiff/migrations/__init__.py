"""Migrations: the files in ``generated/``, the history of a database, and running the files."""
