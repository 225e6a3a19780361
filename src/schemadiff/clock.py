"""How long each phase of a command takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Seconds by phase, for the last line of the output; all phases add up to the total."""

    seconds: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    @property
    def everything(self) -> dict[str, float]:
        """The phases, and the remaining time as "other"."""
        return {**self.seconds, "other": time.monotonic() - self.began - sum(self.seconds.values())}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time inside as this phase, except nested phases."""
        began, before = time.monotonic(), sum(self.seconds.values())
        try:
            yield
        finally:
            within = sum(self.seconds.values()) - before
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - began - within


__all__ = ["Clock"]
