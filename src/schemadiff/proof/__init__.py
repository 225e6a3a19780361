"""Proving a plan: run it on a clone of the live schema, and let judges decide whether it reaches the desired state."""
