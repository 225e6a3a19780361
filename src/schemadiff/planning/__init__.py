"""Making a plan: the way, what it does to whoever uses the database, what rows stand in it, what speaks against it."""
