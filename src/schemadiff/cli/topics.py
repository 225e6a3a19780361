"""What ``schemadiff explain`` says of things that are no rule: for whoever has the program and not its documents."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A title and a few paragraphs, as they are printed."""

    title: str
    text: str


TOPICS = {
    "rows-in-the-way": Topic(
        "Rows in the way",
        """\
A statement such as SET NOT NULL, ADD CHECK or CREATE UNIQUE INDEX fails if
there is a row that violates it. plan and apply look for such rows first, and
change nothing where they find some.

What to do with the rows is up to you. Write it as SQL, in one of three
places:

- in a file of your own beside the migration, with a version before that of
  the migration and after the newest one applied: the usual one; its own down
  file can put things back
- in the migration, above the statement: all or nothing, in one transaction
- in the migration, above the statement, with a line "-- schemadiff:unit"
  after it: for much data; the rows are changed first, without the locks of
  what follows

    -- generated/20261123115958_seats.sql, for 20261123115959_alter_tickets.sql
    CREATE TABLE tickets_before AS SELECT * FROM tickets WHERE seat IS NULL;
    UPDATE tickets SET seat = 'free' WHERE seat IS NULL;

Saving the old values in a table of their own, as here, makes a rollback
possible. Exclude that table with ignore = ["public.*_before"] in the
settings, or drop it in a later migration.

The question is the comment "-- schemadiff:must-be-empty SELECT ..." above the
statement. To skip it, delete the comment: PostgreSQL then decides, and the
whole transaction is rolled back if a row is in the way.
""",
    ),
    "policy-tests": Topic(
        "Tests of policies",
        """\
Files in tests/policies/ say which rows there are, who asks, and what must
come of it:

    rows:
      notes:
        - {owner: ann, body: hers}
        - {owner: bob, body: his}
    tests:
      - name: ann sees her own notes
        role: member
        settings: {app.user: ann}
        sees:
          notes: [{owner: ann, body: hers}]
        may:
          - INSERT INTO notes (owner, body) VALUES ('ann', 'more')
        may_not:
          - INSERT INTO notes (owner, body) VALUES ('bob', 'not his')
""",
    ),
}
"""By the word that one asks with."""
