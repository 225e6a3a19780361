"""A command that takes long says what it waits for."""

from __future__ import annotations

import logging
from threading import Event

from schemadiff.postgres.waiting import told_after


class Heard(logging.Handler):
    """Keeps what is said, and tells who waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.some = Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(record.getMessage())
        self.some.set()


def test_it_is_said_only_while_one_waits() -> None:
    heard, log = Heard(), logging.getLogger("schemadiff.postgres.waiting")
    log.addHandler(heard)
    before = log.level
    log.setLevel(logging.INFO)
    try:
        with told_after(3600, "never"):
            pass
        with told_after(0, "stopping"):
            assert heard.some.wait(60)
    finally:
        log.removeHandler(heard)
        log.setLevel(before)
    assert heard.words == ["stopping"]
