"""Generates types for clients of the API."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from schemadiff import types as client_types
from schemadiff.settings import Settings
from schemadiff.shadow import Workshop
from schemadiff.targets import live


def types(
    settings: Settings, language: str, *, schemas: Sequence[str] = ("public",), target: str | None = None
) -> str:
    """Types for clients of the API, in a language of ``TYPES``: for ``desired/``, or for a target.

    Raises:
        UsageError: there is no such schema.
    """
    with ExitStack() as stack:
        if target is None:
            workshop = stack.enter_context(Workshop(settings))
            conn = stack.enter_context(workshop.connect(workshop.loaded))
        else:
            conn = stack.enter_context(stack.enter_context(live(settings, target)).connect())
        return client_types.TYPES[language](client_types.read(conn, schemas))
