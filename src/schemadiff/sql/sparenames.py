"""Names that objects have only for as long as others need theirs."""

from __future__ import annotations

import re
from hashlib import sha256

from schemadiff.sql.identity import quoted_names, unquoted

READABLE = 40
"""How many characters of the object's own name are kept: with the rest, fewer than the 63 bytes of a name."""


def spare_name(verb: str, identity: str, salt: str = "") -> str:
    """Return a name that needs no quotes, is the same in every run, and says whose it is: ``renamed_users_cb9a7f2c``.

    ``salt`` tells apart several of one object. The hash of both makes it a name that nothing else has.
    """
    name = unquoted((quoted_names(identity) or [identity])[-1]).lower()
    readable = re.sub("[^a-z0-9]+", "_", name)[:READABLE].strip("_")
    digits = sha256(f"{identity}{salt}".encode()).hexdigest()[:8]
    return "_".join(filter(None, (verb, readable, digits)))
