"""Which statements of a migration have the label of an enum somewhere, for thousands of labels."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Mentions:
    """The texts of statements, in order, and where labels stand in them.

    Quotes do not tell: a label may be in an array, a row or a body.
    """

    texts: Sequence[str]

    def last(self, label: str) -> int:
        """The index of the last text that has the label; -1 if none has."""
        if label.isalnum():
            return self._words.get(label, -1)
        found = max(map(self._whole.rfind, {label, label.replace("'", "''")}))
        return bisect(self._starts, found) - 1 if found >= 0 else -1

    @cached_property
    def _words(self) -> dict[str, int]:
        return {word: number for number, text in enumerate(self.texts) for word in _WORD.findall(text)}

    @cached_property
    def _whole(self) -> str:
        # No text has a zero byte: PostgreSQL does not accept one.
        return "\0".join(self.texts)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [*accumulate((len(text) + 1 for text in self.texts), initial=0)]
