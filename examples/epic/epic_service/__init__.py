"""The HTTP half of the epic: preferences, webhooks and suppressions on top of the schema in ``desired/``.

The rules are in the database. What is here carries requests to it, under the right role and never another.
"""
