"""Reading ``desired/``: splitting its files into statements, finding declarations, and loading them in any order."""
