"""Run a plan on a clone of the live schema, and let judges say whether it does what it must."""
