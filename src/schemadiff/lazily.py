"""Imports the names of a package when they are first used, so that the command line starts quickly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package; ``homes`` gives the module of each name.

    A name that differs in its module follows a colon (``settings:load``); a name that is its module's is the module.
    """

    def found(name: str) -> Any:
        if name not in homes:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        home, _, there = homes[name].partition(":")
        module = import_module(f"{package}.{home}")
        return module if name == home else getattr(module, there or name)

    return found
