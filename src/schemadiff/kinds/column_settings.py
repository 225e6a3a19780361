"""Settings of a column for its values: storage, compression, statistics (``pg_attribute``).

Columns of tables and of materialized views share them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
COMPRESSION = {"p": "pglz", "l": "lz4"}


class Kept(Protocol):
    """The settings of a column that ALTER COLUMN changes."""

    @property
    def storage(self) -> str | None:
        """``attstorage`` if it differs from the type's."""

    @property
    def compression(self) -> str | None:
        """``attcompression``; None for the default."""

    @property
    def statistics(self) -> int | None:
        """``attstattarget``; None for the default."""

    @property
    def options(self) -> Sequence[str]:
        """``attoptions`` without ``pg_attver``.

        Debian's 15.20 puts that stamp on every column and another one after each rewrite. It cannot be set,
        and pg_dump leaves it out.
        """


@dataclass(frozen=True)
class Settings:
    """These settings without the column."""

    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: Sequence[str] = ()


def settings(head: str, new: Kept, old: Kept, usual_storage: str = "x") -> Iterator[str]:
    """Yield the statements that change ``old`` settings to ``new``; ``head`` ends with ALTER COLUMN and the name."""
    if new.storage != old.storage:
        # SET STORAGE DEFAULT is new in 16.
        yield f"{head} SET STORAGE {STORAGE[new.storage or usual_storage]}"
    if new.compression != old.compression:
        yield f"{head} SET COMPRESSION {COMPRESSION[new.compression] if new.compression else 'default'}"
    if new.statistics != old.statistics:
        yield f"{head} SET STATISTICS {-1 if new.statistics is None else new.statistics}"
    if list(new.options) != list(old.options):
        gone = sorted({o.split("=")[0] for o in old.options} - {o.split("=")[0] for o in new.options})
        if gone:
            yield f"{head} RESET ({', '.join(gone)})"
        if new.options:
            yield f"{head} SET ({', '.join(new.options)})"
