"""An ignore whose last day is over.

What
    A comment ``schemadiff:ignore RLS001 until 2030-12-31``, or an entry ``[[lint.ignore]]`` with ``expires``,
    after that day. It ignores nothing any more.

Why
    What was to be mended by then is not, or the ignore is not needed any more.

Instead
    Mend what it is for and delete it, or give it another day:

        -- schemadiff:ignore RLS001 until 2031-12-31 -- goes away with the old importer
        CREATE TABLE imported (id bigint PRIMARY KEY);
"""

from __future__ import annotations

from schemadiff.model import Severity

CODE = "LNT002"
NAME = "expired-ignore"
SEVERITY = Severity.WARNING
