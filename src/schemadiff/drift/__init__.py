"""What moved, and where: a target against what it should be, the three sides of a project, all targets side by side."""
