"""Facts that follow from the text of a statement alone, read from its syntax tree."""
