"""Drift: a target compared with its expected state, the three sides of a project, and all targets side by side."""
