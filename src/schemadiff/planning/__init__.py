"""Making a plan: the statements, their effects on users of the database, the rows in their way, and the reasons to refuse it."""
