"""Migrations: the files in ``generated/``, what a database has seen of them, and running them."""
