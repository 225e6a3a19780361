"""What all requests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from starlette.requests import Request

from epic_service.database import Pool
from epic_service.routines import Routine
from epic_service.settings import Service


@dataclass(frozen=True)
class State:
    """Made when the service starts, and the same until it ends."""

    settings: Service
    pool: Pool
    routines: Mapping[str, Routine]
    document: Mapping[str, Any]
    """The OpenAPI document."""
    sendgrid_keys: Sequence[EllipticCurvePublicKey]
    """Any of them may have signed."""
    clock: Callable[[], float]
    """Seconds since 1970, for the age of signatures."""


def state(request: Request) -> State:
    """What a request shares with all others."""
    found: State = request.state.shared
    return found
