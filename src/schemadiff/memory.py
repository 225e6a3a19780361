"""Returns free memory to the operating system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return free heap memory to the system.

    The C library of Linux keeps it, and keeps more of it after large requests such as for a server's answers: 64 of
    270 MB after reading 5,000 tables.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)


__all__ = ["give_back"]
