"""Other tools' migrations: how their files are named and marked, and the histories that they keep in a database."""
