"""What the service and the worker are told from outside, each no more than it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

SENDGRID = "https://api.sendgrid.com"
SENDGRID_EU = "https://api.eu.sendgrid.com"


class SettingsError(Exception):
    """A setting is missing or means nothing; the message names the variable, and never its value."""


@dataclass(frozen=True)
class Service:
    """The settings of ``python -m epic_service``."""

    database_url: str = field(repr=False)
    """Leads to the role ``authenticator``, which may become anon, authenticated and service_role, and nothing else."""
    jwt_secret: str = field(repr=False)
    stripe_secrets: tuple[str, ...] = field(default=(), repr=False)
    """Several while the secret is changed; without any, every call of the webhook is refused."""
    sendgrid_keys: tuple[str, ...] = ()
    """Public keys of the event webhook, in base64 as SendGrid shows them."""
    jwt_audience: str | None = None
    max_body: int = 1 << 20
    """Bytes. A batch of SendGrid's is below 1 MB, an event of Stripe's far below."""
    pool_size: int = 10
    host: str = "127.0.0.1"
    port: int = 8000


@dataclass(frozen=True)
class Worker:
    """The settings of ``python -m epic_service.worker`` and ``python -m epic_service.reconcile``."""

    database_url: str = field(repr=False)
    sendgrid_api_key: str = field(repr=False)
    sendgrid_url: str = SENDGRID
    batch: int = 10
    """Calls at a time. The lease is for all of them, so each may take what ``timeout`` says."""
    lease: int = 60
    """Seconds for which what a worker has claimed is nobody else's."""
    timeout: float = 20
    """Seconds for one call, from beginning to end."""
    poll: float = 5
    """Seconds between two looks at an empty outbox."""
    max_attempts: int = 40
    """With at most an hour between two of them: a day and a half. Then the entry is parked for a person to see."""

    def __post_init__(self) -> None:
        if self.timeout >= self.lease:
            raise SettingsError("EPIC_TIMEOUT: a call must end before its lease does")
        if not self.sendgrid_url.startswith(("https://", "http://127.0.0.1:")):
            raise SettingsError("EPIC_SENDGRID_URL: the key is sent by https only")


def service(environ: Mapping[str, str]) -> Service:
    """The service's settings from the environment."""
    secret = _required(environ, "EPIC_JWT_SECRET")
    if len(secret.encode()) < 32:
        raise SettingsError("EPIC_JWT_SECRET: HS256 wants at least 32 bytes")
    return Service(
        database_url=_required(environ, "EPIC_DATABASE_URL"),
        jwt_secret=secret,
        stripe_secrets=tuple(environ.get("EPIC_STRIPE_SECRETS", "").split()),
        sendgrid_keys=tuple(environ.get("EPIC_SENDGRID_KEYS", "").split()),
        jwt_audience=environ.get("EPIC_JWT_AUDIENCE") or None,
        max_body=_optional(environ, "EPIC_MAX_BODY", int, Service.max_body),
        pool_size=_optional(environ, "EPIC_POOL_SIZE", int, Service.pool_size),
        host=environ.get("EPIC_HOST", Service.host),
        port=_optional(environ, "EPIC_PORT", int, Service.port),
    )


def worker(environ: Mapping[str, str]) -> Worker:
    """The worker's settings from the environment."""
    return Worker(
        database_url=_required(environ, "EPIC_DATABASE_URL"),
        sendgrid_api_key=_required(environ, "EPIC_SENDGRID_API_KEY"),
        sendgrid_url=environ.get("EPIC_SENDGRID_URL", Worker.sendgrid_url).rstrip("/"),
        batch=_optional(environ, "EPIC_BATCH", int, Worker.batch),
        lease=_optional(environ, "EPIC_LEASE", int, Worker.lease),
        timeout=_optional(environ, "EPIC_TIMEOUT", float, Worker.timeout),
        poll=_optional(environ, "EPIC_POLL", float, Worker.poll),
        max_attempts=_optional(environ, "EPIC_MAX_ATTEMPTS", int, Worker.max_attempts),
    )


def _required(environ: Mapping[str, str], name: str) -> str:
    if value := environ.get(name):
        return value
    raise SettingsError(f"{name} is not set")


def _optional(environ: Mapping[str, str], name: str, kind: Callable[[str], T], default: T) -> T:
    if name not in environ:
        return default
    try:
        return kind(environ[name])
    except ValueError:
        raise SettingsError(f"{name} is no number") from None
