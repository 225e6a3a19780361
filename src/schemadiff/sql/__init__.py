"""What the text of a statement says by itself, told from its syntax tree."""
