"""Keep a PostgreSQL database equal to the SQL files in ``desired/``.

    >>> import schemadiff
    >>> settings = schemadiff.load_settings()            # doctest: +SKIP
    >>> planned = schemadiff.api.plan(settings, write=False)  # doctest: +SKIP
    >>> [statement.sql for statement in planned.plan.statements]  # doctest: +SKIP

The names are imported when they are first used, because the command line wants to start quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemadiff.lazily import lazily

if TYPE_CHECKING:
    from schemadiff import api
    from schemadiff.errors import SchemadiffError
    from schemadiff.model import Finding, Plan, Planned, Proof, Statement
    from schemadiff.settings import Settings
    from schemadiff.settings import load as load_settings

__all__ = [
    "Finding",
    "Plan",
    "Planned",
    "Proof",
    "SchemadiffError",
    "Settings",
    "Statement",
    "api",
    "load_settings",
]

HOMES = {
    "Finding": "model",
    "Plan": "model",
    "Planned": "model",
    "Proof": "model",
    "SchemadiffError": "errors",
    "Settings": "settings",
    "Statement": "model",
    "api": "api",
    "load_settings": "settings:load",
}
"""The module, below this package, that defines each public name."""
__getattr__ = lazily(__name__, HOMES)
