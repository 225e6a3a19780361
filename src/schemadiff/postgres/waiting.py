"""Saying what a command waits for, if that takes long."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from schemadiff.words import NOTICE

log = logging.getLogger(__name__)


@contextmanager
def told_after(seconds: float, words: str) -> Iterator[None]:
    """Say the words if the context is still open after so many seconds."""
    timer = Timer(seconds, log.log, (NOTICE, words))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
