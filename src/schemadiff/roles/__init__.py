"""Roles of a server with ``roles = "managed"``: which are managed, what files may declare, and where that runs."""
