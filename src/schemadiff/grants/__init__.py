"""Grants that files cannot simply make: on members of extensions, on system objects, and grants without effect."""
