"""Entry point of the command ``schemadiff`` and of ``python -m schemadiff``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType


def main() -> int:
    """Run the command line and return its exit code; Ctrl-C prints one word even while modules are being imported."""
    # A catalogue is a million containers that stay: to look through them for cycles again and again doubles the time
    # of a command, and finds a few hundred. Nor are there any to find in modules.
    gc.set_threshold(2_000_000, 20, 100)
    own = signal.getsignal(signal.SIGINT)
    if own is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    from schemadiff.cli import main as run  # noqa: PLC0415 - takes a while, in which Ctrl-C would be a traceback

    signal.signal(signal.SIGINT, own)
    return run()


def _leave(number: int, frame: FrameType | None) -> None:
    """Exit at once: nothing has been started that would need cleaning up."""
    del number, frame
    os.write(2, b"interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main())
