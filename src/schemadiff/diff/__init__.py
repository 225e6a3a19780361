"""Turns two catalogues into ordered statements: what differs, what must be rebuilt for it, and in which order."""
