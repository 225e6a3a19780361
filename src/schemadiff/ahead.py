"""Work that goes on while its result is not needed yet: a server, or another processor, does it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar, cast

T = TypeVar("T")
END: Final = object()


def ahead(items: Iterable[T], give_up: Callable[[], object]) -> Generator[T]:
    """Yield the same; while the caller works on one, a thread gets the next.

    Args:
        items: Nobody else may use what they come from as long as this runs.
        give_up: Called when the caller ends before they do; it must let the next one come, or fail, at once.
    """
    source = iter(items)
    with ThreadPoolExecutor(1) as aside:
        coming = aside.submit(next, source, END)
        try:
            while (item := coming.result()) is not END:
                coming = aside.submit(next, source, END)
                yield cast("T", item)
        finally:
            if not coming.done():
                give_up()
