"""Writing a database out as the files of ``desired/``."""
