"""Reading ``desired/``: its files as statements, what they declare and where, and loading them in any order."""
