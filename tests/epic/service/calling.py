"""Calls the service as a client does: a real server on a loopback port, with real signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from scene import ID, Epic, majors, role

ONE = pytest.mark.parametrize(
    "workshop", majors()[-1:], indirect=True, scope="session", ids=lambda m: f"pg{m}"
)
"""What is about HTTP is tried on one major; tests beside this folder ask the SQL on all of them."""

NOW = 1_800_000_000
"""The time by the service's clock."""
FAR = 4_000_000_000
LONG = 300
"""Seconds after which a test gives up: far more than anything takes on a busy machine."""
JWT_SECRET = secrets.token_urlsafe(48)
STRIPE_SECRETS = ("whsec_" + secrets.token_hex(16), "whsec_" + secrets.token_hex(16))
SENDGRID_PRIVATE = ec.generate_private_key(ec.SECP256R1())


def public(key: ec.EllipticCurvePrivateKey) -> str:
    """A public key as SendGrid shows it."""
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(der).decode()


def token(who: str, *, secret: str = JWT_SECRET, algorithm: str = "HS256", **claims: object) -> str:
    """A token of somebody's; claims that are None are left out."""
    subject = {} if who in ("anon", "service") else {"sub": ID[f"user_{who}"]}
    said = {"role": role(who), "exp": FAR, **subject, **claims}
    return jwt.encode({k: v for k, v in said.items() if v is not None}, secret, algorithm=algorithm)


def bearer(who: str, **more: Any) -> dict[str, str]:
    return {} if who == "nobody at all" else {"Authorization": f"Bearer {token(who, **more)}"}


def sendgrid_headers(body: bytes, *, key=SENDGRID_PRIVATE, at: str = "1700000000") -> dict[str, str]:
    signature = base64.b64encode(key.sign(at.encode() + body, ec.ECDSA(SHA256()))).decode()
    return {
        "X-Twilio-Email-Event-Webhook-Signature": signature,
        "X-Twilio-Email-Event-Webhook-Timestamp": at,
        "Content-Type": "application/json",
    }


def stripe_v1(body: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def stripe_headers(body: bytes, *with_secrets: str, at: int = NOW) -> dict[str, str]:
    signed = [f"v1={stripe_v1(body, secret, at)}" for secret in with_secrets or STRIPE_SECRETS[:1]]
    return {"Stripe-Signature": ",".join([f"t={at}", *signed]), "Content-Type": "application/json"}


@dataclass
class Api:
    """The running service and its database."""

    url: str
    epic: Epic
    authenticator: str
    """The connection string that the service has."""
    client: httpx.Client = field(repr=False)

    def rpc(self, who: str, name: str, **arguments: Any) -> httpx.Response:
        """Call a function as somebody."""
        headers = {"Content-Type": "application/json", **bearer(who)}
        return self.client.post(f"/rpc/{name}", content=json.dumps(arguments), headers=headers)

    def sendgrid(self, *events: dict[str, Any]) -> httpx.Response:
        body = json.dumps(events).encode()
        return self.client.post("/webhooks/sendgrid", content=body, headers=sendgrid_headers(body))

    def stripe(self, event: dict[str, Any]) -> httpx.Response:
        body = json.dumps(event).encode()
        return self.client.post("/webhooks/stripe", content=body, headers=stripe_headers(body))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the database, for whom nothing is hidden."""
        with self.epic.scene() as scene:
            return scene.rows(sql, *values)

    def do(self, sql: str, *values: object) -> None:
        """Change something in the database, to stay."""
        with self.epic.connect() as conn:
            conn.execute(sql, values or None)
