"""An ignore that is no good.

What
    A comment ``schemadiff:ignore`` (or ``-file``, ``-start``, ``-end``), or an entry ``[[lint.ignore]]``, that
    names no rule or one that does not exist, has no reason, stands where there is nothing to ignore, or has
    become needless: the rule finds nothing there.

Why
    An ignore that ignores nothing hides the next finding of its rule, which somebody has to look at; one
    without a reason leaves nobody able to say whether it still holds.

Instead
    Delete it, or write down why the finding is right as it is:

        -- schemadiff:ignore CON001 -- appended to and read as a whole
        CREATE TABLE log (line text);

    Ignores of rules that are off, or that did not run, are left alone.
"""

from __future__ import annotations

from schemadiff.model import Severity

CODE = "LNT001"
NAME = "bad-ignore"
SEVERITY = Severity.WARNING
