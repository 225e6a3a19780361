"""Who asks: a role of the database and the claims that its policies look at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import jwt

from epic_service.refusals import Refused
from epic_service.settings import Service

LEEWAY = 30
"""Seconds by which clocks may differ."""


class Role(StrEnum):
    """The roles that a request can have; a name from outside never reaches the database unless it is here."""

    ANON = "anon"
    AUTHENTICATED = "authenticated"
    SERVICE = "service_role"


@dataclass(frozen=True)
class Identity:
    """A role, and the claims as JSON."""

    role: Role
    claims: str = field(repr=False)


ANONYMOUS = Identity(Role.ANON, '{"role": "anon"}')
SERVICE = Identity(Role.SERVICE, '{"role": "service_role"}')
"""Ourselves: webhooks whose signature is right, and the worker."""


def identify(authorization: str | None, settings: Service) -> Identity:
    """Who a request's Authorization header says it is; nobody without one.

    Raises:
        Refused: 401 if the token is none of ours or makes no sense, 403 if its role is none of ours.
    """
    if authorization is None:
        return ANONYMOUS
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise _unauthorized("the Authorization header is not a bearer token")
    # Whatever is signed with our secret may still hold an exp of 1e999 or a list.
    try:
        claims = _decoded(token.strip(), settings)
        text = json.dumps(claims, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (jwt.PyJWTError, ArithmeticError, RecursionError, TypeError, ValueError) as error:
        raise _unauthorized("the token is not valid") from error
    return Identity(_role(claims), _as_jsonb(text))


def _decoded(token: str, settings: Service) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token,
        settings.jwt_secret,
        algorithms=["HS256"],
        audience=settings.jwt_audience,
        leeway=LEEWAY,
        options={"require": ["exp"], "verify_aud": settings.jwt_audience is not None},
    )
    return claims


def _role(claims: dict[str, Any]) -> Role:
    name = claims.get("role", Role.ANON)
    if not isinstance(name, str) or name not in set(Role):
        raise Refused(403, "PGRST301", "the token's role is not one of this service's")
    if (name == Role.AUTHENTICATED or "sub" in claims) and not _is_uuid(claims.get("sub")):
        raise _unauthorized("the token's subject is no user")
    return Role(name)


def _is_uuid(subject: object) -> bool:
    try:
        return str(UUID(str(subject))) == str(subject).lower()
    except ValueError:
        return False


def _as_jsonb(text: str) -> str:
    # The one character that jsonb does not take; policies would fail on it.
    if "\\u0000" in text:
        raise _unauthorized("the token is not valid")
    return text


def _unauthorized(message: str) -> Refused:
    return Refused(401, "PGRST301", message)
