"""Two states side by side: a target and ``desired/``, any two others, and a target that was saved in a file."""
