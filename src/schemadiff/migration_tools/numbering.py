"""The version of a new migration in another tool's folder, in the form of those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from schemadiff.migration_tools.versions import plain, version_key
from schemadiff.migrations.folder import next_version

DIGITS = 14
"""Digits of a time in UTC to the second, which most tools use."""
EXACT = (13, 17)
"""Digits of the two forms that node-pg-migrate knows."""


def following(layout: str, there: Iterable[str], taken: Iterable[str], now: datetime) -> str:
    """Return a version that the tool sorts after all others.

    Args:
        layout: The tool's name.
        there: The versions in the folder, as they are written.
        taken: All known versions, as ``version_key`` returns them.
        now: The time for a version that is one.

        >>> following("flyway", ["1.2", "1.10"], [], datetime(2026, 1, 1, tzinfo=UTC))
        '1.11'
        >>> following("golang-migrate", ["000009"], ["00000000000012"], datetime(2026, 1, 1, tzinfo=UTC))
        '000013'
        >>> following("goose", [], [], datetime(2026, 1, 1, tzinfo=UTC))
        '20260101000000'
    """
    keys = {version_key(version): version for version in there}
    greatest = max([*keys, *taken], default="")
    newest = keys.get(greatest) or plain(greatest)
    # The number of digits in the files' names, which the history of a database does not keep.
    digits = len(re.split(r"\D", keys.get(max(keys, default=""), newest))[-1])
    if layout == "node-pg-migrate" and digits in (0, *EXACT):
        return max(_exact(now, digits), str(int(newest or 0) + 1))
    if digits in (0, DIGITS):
        return next_version([*keys, *taken], now)
    *before, last = re.split(r"(?<=\D)(?=\d+$)", newest)
    return "".join([*before, str(int(last) + 1).zfill(digits)])


def _exact(now: datetime, digits: int) -> str:
    """Return a time to the millisecond, in 17 digits or since 1970, which node-pg-migrate compares."""
    if digits == max(EXACT):
        return f"{now.astimezone(UTC):%Y%m%d%H%M%S}{now.microsecond // 1000:03}"
    return str(int(now.timestamp() * 1000))
