"""Keep a PostgreSQL database equal to the SQL files in ``desired/``."""
